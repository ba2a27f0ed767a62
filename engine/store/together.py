"""What says in SQL that all has come with which a start event starts together.

A message counts for those with the same key, or also without one. A signal has no key: what came of
it is kept under the address of the start event, so that it starts nothing else.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from engine import tables
from engine.store.steering import is_suspended

_part = tables.process_start.alias("part")
_other = tables.message.alias("other")


def address(process_id: str, element_id: str) -> str:
    """Name a start event; no id in a diagram and no instance has that sign in its name."""
    return f"{process_id}/{element_id}"


def is_at(starts: Any, where: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows and a column
    """Match the start events that start together and have this address."""
    return and_(starts.c.together == 1, starts.c.process_id + "/" + starts.c.element_id == where)


def is_offered(post: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows of the table
    """Match what may count now: it was not reported, and who sent it is not suspended."""
    return and_(post.c.reported_at.is_(None), ~is_suspended(post.c.sender))


def counts_for(post: Any, part: Any, key: Any) -> ColumnElement[bool]:  # noqa: ANN401 - columns
    """Match what counts as this part of a start event, for who comes with this key."""
    its_own = part.c.process_id + "/" + part.c.element_id
    return and_(
        post.c.kind == part.c.kind,
        post.c.name == part.c.name,
        or_(
            (part.c.kind == "message") & post.c.key.is_not_distinct_from(key),
            (part.c.kind == "signal") & (post.c.key == its_own),
        ),
    )


def is_complete(starts: Any, key: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows and a column
    """Match the start events of which every part has come, for who comes with this key."""
    has_come = (
        exists()
        .where(is_offered(_other), counts_for(_other, _part, key))
        .correlate_except(_other)  # the key is that of a row around all of this
    )
    missing = exists().where(
        _part.c.process_id == starts.c.process_id,
        _part.c.element_id == starts.c.element_id,
        ~has_come,
    )
    return ~missing
