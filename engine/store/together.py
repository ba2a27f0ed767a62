"""What says in SQL what a post may start, and that all has come with which a start event starts.

A message counts for those with the same key, or also without one. A signal has no key: what came of
it is kept under the address of the start event, so that it starts nothing else.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from engine import tables
from engine.store.looking_up import is_found
from engine.store.post import MOST_TRIES
from engine.store.steering import is_of_stopped_case, is_of_suspended_case, is_suspended

_part = tables.process_start.alias("part")
_other = tables.message.alias("other")
_waits = tables.subscription


def address(process_id: str, element_id: str) -> str:
    """Name a start event; no id in a diagram and no instance has that sign in its name."""
    return f"{process_id}/{element_id}"


def is_at(starts: Any, where: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows and a column
    """Match the start events that start together and have this address."""
    return and_(starts.c.together == 1, starts.c.process_id + "/" + starts.c.element_id == where)


def is_due(post: Any, tried_before: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows, a moment
    """Match what has not failed, or failed so long ago and so seldom that it is tried again."""
    return or_(post.c.tries == 0, (post.c.failed_at <= tried_before) & (post.c.tries < MOST_TRIES))


def may_start(post: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows of the table
    """Match what may start a process: its case is not suspended, and nobody stopped it."""
    return and_(~is_of_suspended_case(post.c.sender), ~is_of_stopped_case(post.c.sender))


def is_awaited(post: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows of the table
    """Match the messages that an instance waits for, suspended or not."""
    return is_found(*_waiting(post))


def is_awaited_now(post: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows of the table
    """Match the messages that an instance waits for that is not suspended."""
    return is_found(*_waiting(post), ~is_suspended(_waits.c.instance_id))


def _waiting(post: Any) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - rows of the table
    same = (_waits.c.kind == post.c.kind, _waits.c.name == post.c.name)
    return (*same, _waits.c.key == post.c.key)


def is_offered(post: Any, tried_before: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows, a moment
    """Match what may count now: it was not reported, did not just fail, and nobody waits for it."""
    return and_(
        post.c.reported_at.is_(None),
        is_due(post, tried_before),
        may_start(post),
        ~is_awaited(post),
    )


def is_complete(starts: Any, key: Any, tried_before: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Match the start events of which every part has come, for who comes with this key."""
    missing = is_found(
        _part.c.process_id == starts.c.process_id,
        _part.c.element_id == starts.c.element_id,
        ~_has_come(key, tried_before),
    )
    return ~missing


def _has_come(key: Any, tried_before: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Match the parts that have come; asked in three ways, because each alone finds an index."""
    is_message, is_signal = _part.c.kind == "message", _part.c.kind == "signal"
    ways = (
        is_message & (_other.c.key == key),
        is_message & _other.c.key.is_(None) & key.is_(None),
        is_signal & (_other.c.key == _address(_part)),
    )
    same = (_other.c.kind == _part.c.kind, _other.c.name == _part.c.name)
    offered = is_offered(_other, tried_before)
    # the key is that of a row around all of this
    return or_(*(is_found(*same, way, offered).correlate_except(_other) for way in ways))


def _address(part: Any) -> ColumnElement[str]:  # noqa: ANN401 - rows of the table
    found: ColumnElement[str] = part.c.process_id + "/" + part.c.element_id
    return found
