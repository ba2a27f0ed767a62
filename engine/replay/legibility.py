"""Whether text is text, a number is a number and a role is one of ours.

Who writes in the file of a database can put anything there.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import store
from engine.replay.verdicts import Difference, Finding, differs
from engine.store import Transaction
from engine.store.any_number import NoNumber
from engine.store.any_text import NoText


def of_case(tx: Transaction, number: str) -> Iterator[Difference]:
    """Yield what is no text or no number in the rows of a case."""
    yield from map(_told, tx.illegible(number))


def beside_cases(tx: Transaction) -> Iterator[Finding]:
    """Yield what is wrong so in what belongs to no case, such as the names of people."""
    illegible = tx.illegible()
    rows = {one.row for one in illegible if isinstance(one, NoText)}
    yield from (Finding(_told(one)) for one in illegible)
    for person_id, role in store.people.no_roles(tx):
        if f"{person_id}, {role}" not in rows:
            yield Finding(_no_role(person_id, role))


def _told(one: NoText | NoNumber) -> Difference:
    return _no_text(one) if isinstance(one, NoText) else _no_number(one)


def _no_text(one: NoText) -> Difference:
    return differs(
        "In tabel {table} staat bij '{row}' iets dat geen leesbare tekst is ({column}).",
        "Table {table} holds something at '{row}' that is no readable text ({column}).",
        table=one.table,
        row=one.row,
        column=one.column,
    )


def _no_number(one: NoNumber) -> Difference:
    return differs(
        "In tabel {table} staat bij '{row}' iets dat geen getal of datum is ({column}).",
        "Table {table} holds something at '{row}' that is no number or date ({column}).",
        table=one.table,
        row=one.row,
        column=one.column,
    )


def _no_role(person_id: str, role: str) -> Difference:
    return differs(
        "Bij '{person}' staat een rol die er niet is: {role}.",
        "'{person}' has a role that does not exist: {role}.",
        person=person_id,
        role=role,
    )
