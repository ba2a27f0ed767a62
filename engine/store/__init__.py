"""Everything about the database: the only package that knows SQL and the only one that commits.

`Store.begin` and `Store.read` open a transaction; the modules beside this one hold the statements,
one module a noun, as functions that take the transaction first.
"""

from __future__ import annotations

from engine.store import (
    answers,
    aside,
    broadcasts,
    bundles,
    calls,
    cases,
    deliveries,
    gathering,
    history,
    incidents,
    instances,
    lists,
    news,
    pages,
    people,
    post,
    post_steering,
    sessions,
    standing,
    start_steering,
    starts,
    steering,
    tasks,
    timers,
    wanted,
    work,
)
from engine.store.failures import DatabaseAway, DatabaseBusy, DatabaseFull
from engine.store.opening import DatabaseNewer, DatabaseUnusable, open_store
from engine.store.transaction import ConflictingChange, Erased, Store, Transaction

__all__ = [
    "ConflictingChange",
    "DatabaseAway",
    "DatabaseBusy",
    "DatabaseFull",
    "DatabaseNewer",
    "DatabaseUnusable",
    "Erased",
    "Store",
    "Transaction",
    "answers",
    "aside",
    "broadcasts",
    "bundles",
    "calls",
    "cases",
    "deliveries",
    "gathering",
    "history",
    "incidents",
    "instances",
    "lists",
    "news",
    "open_store",
    "pages",
    "people",
    "post",
    "post_steering",
    "sessions",
    "standing",
    "start_steering",
    "starts",
    "steering",
    "tasks",
    "timers",
    "wanted",
    "work",
]
