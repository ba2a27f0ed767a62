"""Carry the snapshot of an instance over to another version of its process."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.errors import EngineError
from engine.events import (
    Effect,
    EscalationHeard,
    IncidentResolved,
    InstanceMigrated,
    Outcome,
    SubscriptionClosed,
    TimerCleared,
    TokenMigrated,
)
from engine.interpreter import moving
from engine.interpreter.definition import Definition
from engine.interpreter.errors import Suspended
from engine.interpreter.migration import arming, telling
from engine.interpreter.migration.bridge import Bridge, Json, undone_at
from engine.interpreter.migration.fates import CANNOT, LAPSES, STARTS, Fate
from engine.interpreter.migration.judging import Judge, Row
from engine.interpreter.migration.visits import Renumbering
from engine.interpreter.shelf import written_json
from engine.interpreter.snapshot import load, outcome_of, page_numbers, whole
from engine.interpreter.step import advance
from engine.interpreter.tokens import STUCK
from engine.limits import DEFAULT, Limits
from engine.model import Place, counted
from engine.snapshots import Snapshot


class CannotMigrate(EngineError):
    """Something that stands open cannot come along; nothing changed."""

    nl = "Dit kan niet mee naar die versie. {reasons_nl}"
    en = "This cannot come along to that version. {reasons_en}"

    def __init__(self, fates: Sequence[Fate]) -> None:
        self.fates = tuple(fates)
        refused = counted(fate.words for fate in fates if fate.change == CANNOT)
        super().__init__(
            reasons_nl=" ".join(words.nl for words in refused),
            reasons_en=" ".join(words.en for words in refused),
        )


def migrate(  # noqa: PLR0913 - a step, and where it leads
    old: Definition,
    snapshot: Snapshot,
    new: Definition,
    cause: InstanceMigrated,
    *,
    at: datetime,
    limits: Limits = DEFAULT,
) -> Outcome:
    """Let an instance follow another version. Raises CannotMigrate, Suspended; nothing changed."""
    crossing = _Crossing(old, snapshot, new, cause)
    fates = crossing.fates()
    if any(fate.change == CANNOT for fate in fates):
        raise CannotMigrate(fates)
    return crossing.cross(at, limits)


def plan(  # noqa: PLR0913 - as above
    old: Definition,
    snapshot: Snapshot,
    new: Definition,
    cause: InstanceMigrated,
    *,
    at: datetime,
    limits: Limits = DEFAULT,
) -> tuple[Fate, ...]:
    """Tell what `migrate` does to all that stands open, and change nothing. Raises Suspended.

    What it escalates may stop it, if it is called; who calls it is not asked here.
    """
    crossing = _Crossing(old, snapshot, new, cause)
    fates = crossing.fates()
    if any(fate.change == CANNOT for fate in fates):
        return tuple(fates)
    crossed = crossing.cross(at, limits)
    while crossed.pauses:
        crossed = advance(new, crossed.snapshot, EscalationHeard(), at=at, limits=limits)
    return tuple(crossing.told(crossed))


_Key = tuple[int, Place | None, str, int]  #: token, where, kind and which event of it


@dataclass(frozen=True, slots=True)
class _Carried:
    """A token on the other side, and where it stood."""

    row: Row
    into: Place


class _Crossing:
    """One instance on its way from one version to another."""

    def __init__(
        self, old: Definition, snapshot: Snapshot, new: Definition, cause: InstanceMigrated
    ) -> None:
        head, *rows = json.loads(whole(snapshot))
        if "suspended" in head:
            raise Suspended
        gone = dict.fromkeys(page_numbers(snapshot))
        self._pages = snapshot.pages.turned(gone) if gone else snapshot.pages
        self._head: Json = head
        self._rows = {row.id: row for row in map(Row.read, rows)}
        self._bridge = Bridge(old, new, cause.mapping)
        self._judge = Judge(self._bridge, head, self._rows)

    def fates(self) -> list[Fate]:
        """Tell what becomes of each token, and of what the instance itself keeps."""
        found: list[Fate] = []
        for row in self._rows.values():
            reason = None if self._judge.lapses(row) else self._judge.why_not(row)
            found += telling.told(self._bridge, self._judge, row, reason)
        reason = self._judge.why_not_kept(self._head)
        if reason is not None:
            kept = [*undone_at(self._head), *self._head.get("to do", ())]
            kept += self._head.get("gates", ())
            found += [telling.kept(self._bridge, one, reason) for one in sorted(set(kept))]
        return found

    def cross(self, at: datetime, limits: Limits) -> Outcome:
        """Carry everything over, begin what is new there, and let move what can."""
        numbers, carried = self._carry()
        instance = load(self._bridge.new, self._written(numbers, carried), at)
        instance.limits = limits
        instance.effects += self._effects(carried)
        arming.arm(instance)
        instance.is_changed = True  # a condition may be another one in that version
        moving.run(instance)
        return outcome_of(instance)

    def told(self, outcome: Outcome) -> Iterator[Fate]:
        """Tell what became of all that stood open, then what stands open that did not before."""
        head, *rows = json.loads(whole(outcome.snapshot))
        there = Bridge(self._bridge.new, self._bridge.new, {})
        after = {} if outcome.ended else {row.id: row for row in map(Row.read, rows)}
        judge = Judge(there, head, after)
        left: dict[_Key, Fate] = {
            (row.id, row.place, fate.kind, fate.event): fate
            for row in after.values()
            for fate in telling.told(there, judge, row, None)
        }
        into = {one.row.id: one.into for one in self._carry()[1]}
        for row in self._rows.values():
            for fate in telling.told(self._bridge, self._judge, row, None):
                stands = left.pop((row.id, into.get(row.id), fate.kind, fate.event), None)
                yield fate if stands else replace(fate, change=LAPSES, note=None)
        yield from (replace(fate, change=STARTS, note=None) for fate in left.values())
        if outcome.ended:
            yield telling.ended(there.new)

    def _carry(self) -> tuple[Renumbering, list[_Carried]]:
        """Give what comes along, and the place where it stands then."""
        numbers = Renumbering(self._bridge, self._head)
        staying = [row for row in self._rows.values() if not self._judge.lapses(row)]
        carried = [
            _Carried(row, Place(self._bridge.name(row.element_id), numbers.visit(row)))
            for row in staying
        ]
        return numbers, carried

    def _written(self, numbers: Renumbering, carried: Sequence[_Carried]) -> Snapshot:
        lines = [written_json(self._carried_head(numbers))]
        for one in carried:
            row, into = one.row, one.into
            kept = self._without_lapsed(self._bridge.token(row.kept))
            known: list[Any] = [row.id, into.element_id, into.visit, row.scope, row.state]
            lines.append(written_json([*known, kept] if kept else known))
        return Snapshot("[" + "\n,".join(lines) + "\n]", self._pages)

    def _carried_head(self, numbers: Renumbering) -> Json:
        head = self._without_lapsed(self._bridge.scope(self._head))
        for key in ("seen", "again", "gone"):
            head.pop(key, None)
        if "joins" in head:
            head["joins"] = [[scope, self._bridge.name(at)] for scope, at in head["joins"]]
        if "end" in head:
            head["end"] = self._bridge.name(head["end"])
        return {**head, **numbers.written()}

    def _without_lapsed(self, record: Json) -> Json:
        """Forget the listeners that do not come along."""
        gone = {row.id for row in self._rows.values() if self._judge.lapses(row)}
        kept = dict(record)
        if "inside" in kept:
            kept["inside"] = self._without_lapsed(kept["inside"])
        for key in ("ears", "conditions"):
            left = [one for one in kept.get(key, ()) if one not in gone]
            if key in kept:
                kept[key] = left
                if not left and (gone & set(record[key])):
                    del kept[key]
        return kept

    def _effects(self, carried: Sequence[_Carried]) -> Iterator[Effect]:
        for row in self._rows.values():
            if self._judge.lapses(row):
                yield from self._lapsed(row)
        for one in carried:
            row, into = one.row, one.into
            if into != row.place or telling.changes(self._bridge, row):
                yield TokenMigrated(row.place, into, row.id)

    def _lapsed(self, row: Row) -> Iterator[Effect]:
        happenings = self._bridge.before(row.element_id).happenings
        failed = row.kept.get("failed", ())
        for number in row.kept.get("on", ()):
            kind = happenings[int(number)].kind
            if kind == "timer":
                if int(number) not in failed:
                    yield TimerCleared(row.place, int(number))
            elif kind != "conditional":
                yield SubscriptionClosed(row.place, int(number))
        if row.state == STUCK or failed:
            yield IncidentResolved(row.place)
