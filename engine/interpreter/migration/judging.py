"""Why something that stands open cannot be carried over to another version, if it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.interpreter.catching import StartEvent
from engine.interpreter.elements import Behaviour
from engine.interpreter.loops import Many
from engine.interpreter.migration.bridge import Bridge, Json, undone_at
from engine.interpreter.services import ServiceTask
from engine.model import Place, Words

NOT_THERE = Words("dat element is er niet in die versie", "that version has no such element")
ANOTHER_KIND = Words(
    "dat element is in die versie van een andere soort", "it is of another kind in that version"
)
ANOTHER_SCOPE = Words(
    "dat element ligt in die versie in een ander deelproces",
    "it lies in another sub-process in that version",
)
ANOTHER_HOST = Words(
    "die gebeurtenis hoort in die versie bij een ander element",
    "that event belongs to another element in that version",
)
ANOTHER_LOOP = Words(
    "het werk wordt in die versie anders herhaald", "it is repeated in another way in that version"
)
ANOTHER_EVENT = Words(
    "het wacht in die versie op iets anders", "it waits for something else in that version"
)
OTHER_FLOWS = Words(
    "daar komen in die versie andere pijlen aan", "other flows arrive there in that version"
)
NOT_UNDONE = Words(
    "wat daar is gedaan, is in die versie niet meer ongedaan te maken",
    "what was done there cannot be undone in that version",
)


UNDER_WAY = Words(
    "de dienst is al gevraagd, en antwoordt alleen aan hetzelfde element",
    "the service was asked already, and answers the same element only",
)


@dataclass(slots=True)
class Row:
    """A token as a snapshot holds it, and what becomes of it."""

    id: int
    element_id: str
    visit: int
    scope: int
    state: int
    kept: Json = field(default_factory=dict)

    @classmethod
    def read(cls, written: list[Any]) -> Row:
        token_id, element_id, visit, scope, state, *kept = written
        return cls(token_id, element_id, visit, scope, state, kept[0] if kept else {})

    @property
    def place(self) -> Place:
        return Place(self.element_id, self.visit)

    @property
    def listens(self) -> bool:
        return "ear" in self.kept


class Judge:
    """Looks at every token of one instance, seen from another version."""

    def __init__(self, bridge: Bridge, head: Json, rows: dict[int, Row]) -> None:
        self._bridge = bridge
        self._rows = rows
        self.pooled = set(_pooled(head, rows))

    def lapses(self, row: Row) -> bool:
        """Say whether a listener just stops, because the other version does not have it."""
        unnamed = row.element_id not in self._bridge.mapping
        return row.listens and unnamed and self._bridge.after(row.element_id) is None

    def why_not(self, row: Row) -> Words | None:
        """Give the reason why a token cannot be carried over; None when it can."""
        after = self._bridge.after(row.element_id)
        if after is None:
            return NOT_THERE
        if not self._bridge.is_same(row.element_id):
            return ANOTHER_KIND
        if not self._is_in_its_scope(row, after):
            return ANOTHER_SCOPE
        if not self._is_at_its_host(row, after):
            return ANOTHER_HOST
        return self._why_not_inside(row, after)

    def _why_not_inside(self, row: Row, after: Behaviour) -> Words | None:
        before = self._bridge.before(row.element_id)
        if not row.listens and not _repeats_alike(_many(before), _many(after)):
            return ANOTHER_LOOP
        if not _waits_alike(row, before, after):
            return ANOTHER_EVENT
        if isinstance(before, ServiceTask) and "asked" in row.kept and before.name != after.name:
            return UNDER_WAY
        came = row.kept.get("flow")
        is_lost = came and self._bridge.flow(row.element_id, came) is None
        if is_lost or (row.id in self.pooled and not self._bridge.joins_the_same(row.element_id)):
            return OTHER_FLOWS
        return self.why_not_kept(row.kept) or self.why_not_kept(row.kept.get("inside", {}))

    def why_not_kept(self, record: Json) -> Words | None:
        """Give the reason why what a scope or a token keeps cannot be carried over."""
        if not all(self._bridge.is_same(one) for one in undone_at(record)):
            return NOT_UNDONE
        if not all(self._bridge.is_same(one) for one in record.get("to do", ())):
            return NOT_THERE
        if not all(self._bridge.joins_the_same(one) for one in record.get("gates", ())):
            return OTHER_FLOWS
        return None

    def _is_in_its_scope(self, row: Row, after: Behaviour) -> bool:
        element_id = after.name
        if isinstance(after, StartEvent) and row.listens and after.event_subprocess is not None:
            element_id = after.event_subprocess.name
        host = self._rows.get(row.scope)
        parent = self._bridge.name(host.element_id) if host else None
        return self._bridge.new.elements[element_id].parent_id == parent

    def _is_at_its_host(self, row: Row, after: Behaviour) -> bool:
        host = self._rows.get(row.kept.get("ear", 0))
        there = self._bridge.after(host.element_id) if host else None
        if there is None:
            return True
        return after in there.boundaries or any(flow.target is after for flow in there.flows)


def _pooled(head: Json, rows: dict[int, Row]) -> Iterator[int]:
    """Give the tokens that wait to be joined."""
    for record in (head, *(row.kept.get("inside", {}) for row in rows.values())):
        for pool in record.get("pools", {}).values():
            for ids in pool.values():
                yield from ids


def _many(behaviour: Behaviour) -> Many | None:
    found: Many | None = getattr(behaviour, "many", None)
    return found


def _repeats_alike(before: Many | None, after: Many | None) -> bool:
    if before is None or after is None:
        return before is after
    names = ("kind", "item", "output", "output_item")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _waits_alike(row: Row, before: Behaviour, after: Behaviour) -> bool:
    if before.all_needed != after.all_needed:
        return False
    for number in row.kept.get("on", ()):
        n = int(number)
        if n >= len(after.happenings):
            return False
        was, will_be = before.happenings[n], after.happenings[n]
        named = was.kind in ("message", "signal")
        if was.kind != will_be.kind or (named and was.name != will_be.name):
            return False
    return True
