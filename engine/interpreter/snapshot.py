"""The live state of an instance as text: canonical JSON, first itself, then a token a line.

When that would be long the tokens lie on pages, and a line stands for each page.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.events import Outcome
from engine.interpreter import paging
from engine.interpreter.definition import Definition
from engine.interpreter.instances import Instance
from engine.interpreter.paging import LONG, PageLost, SnapshotDamaged
from engine.interpreter.shelf import read_json, written_json
from engine.snapshots import Snapshot


def load(definition: Definition, snapshot: Snapshot, at: datetime) -> Instance:
    """Give the instance that `save` wrote, at a later moment."""
    head, lines, pages = *_parted(snapshot.text), snapshot.pages
    has_pages = "paged" in head
    if not has_pages and len(lines) > LONG:  # by an earlier version, or by a migration
        sheets = paging.spread(lines)
        lines, has_pages = paging.listed(sheets, definition.order), True
        pages = pages.turned(sheets)
    return Instance(definition, at, head, (lines, has_pages, pages))


def save(instance: Instance) -> Snapshot:
    """Write an instance down; reading and writing that again gives the same."""
    head = instance.written()
    lines, has_pages, pages = instance.shelf.written()
    if has_pages:
        head["paged"] = 1
    return Snapshot(f"[{written_json(head)}{lines}\n]", pages)


def outcome_of(instance: Instance) -> Outcome:
    """Give what a step of an instance led to."""
    pauses = instance.caller.paused is not None
    return Outcome(save(instance), tuple(instance.effects), pauses)


def whole(snapshot: Snapshot) -> str:
    """Write all of it as one text, whatever lies on pages. Raises SnapshotDamaged."""
    head, lines = _parted(snapshot.text)
    if not head.pop("paged", 0):
        return snapshot.text
    try:
        sheets = [paging.read(snapshot.pages, one) for one in paging.contents(lines).values()]
    except PageLost as lost:
        raise SnapshotDamaged from lost
    return f"[{written_json(head)}{''.join(sheets)}\n]"


def page_numbers(snapshot: Snapshot) -> frozenset[int]:
    """Tell which pages belong to it."""
    head, lines = _parted(snapshot.text)
    return frozenset(paging.contents(lines) if "paged" in head else ())


def _parted(text: str) -> tuple[dict[str, Any], str]:
    """Give the first line of a text, read, and all others."""
    end = text.index("\n")
    return read_json(text, 1)[0], text[end:-2]
