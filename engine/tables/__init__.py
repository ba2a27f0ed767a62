"""The database schema, and nothing else.

Work lists, snapshots and their pages are caches of history: they may be dropped and rebuilt from
it at any time. `history`, `deployment`, `start_steering`, `post_steering`, `delivery`
and `broadcast` are append-only; triggers refuse UPDATE and DELETE there.
"""

from __future__ import annotations

from engine.tables.cases import (
    case,
    case_body,
    case_counter,
    case_key,
    history,
    instance,
    page,
)
from engine.tables.common import Day, Moment, Number, Text, as_text, metadata
from engine.tables.deployed import (
    bundle,
    bundle_file,
    deployment,
    library,
    process,
    process_start,
    start_steering,
    start_timer,
)
from engine.tables.dossier import (
    comment,
    document,
)
from engine.tables.people import (
    answered,
    body,
    failed_sign_in,
    membership,
    organisation,
    person,
    person_role,
    session,
    substitution,
)
from engine.tables.work import (
    awakening,
    broadcast,
    delivery,
    draft,
    incident,
    message,
    post_steering,
    service_call,
    subscription,
    suspension,
    task,
    timer,
)

__all__ = [
    "Day",
    "Moment",
    "Number",
    "Text",
    "answered",
    "as_text",
    "awakening",
    "body",
    "broadcast",
    "bundle",
    "bundle_file",
    "case",
    "case_body",
    "case_counter",
    "case_key",
    "comment",
    "delivery",
    "deployment",
    "document",
    "draft",
    "failed_sign_in",
    "history",
    "incident",
    "instance",
    "library",
    "membership",
    "message",
    "metadata",
    "organisation",
    "page",
    "person",
    "person_role",
    "post_steering",
    "process",
    "process_start",
    "service_call",
    "session",
    "start_steering",
    "start_timer",
    "subscription",
    "substitution",
    "suspension",
    "task",
    "timer",
]
