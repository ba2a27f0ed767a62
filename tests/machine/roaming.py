"""The machine on diagrams of every element, and with other versions that cases go over to.

There is no token game for these: what happens is judged by history, which must give the same when
it is executed again, and by what was told of a migration beforehand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import strategies as some
from hypothesis.stateful import rule
from sqlalchemy import select

from engine import deployments, messages, openings, tables
from engine.deployments import CasesStay, NothingToMigrate, Wish
from engine.interpreter import Fate
from engine.limits import Limits
from engine.messages import Incoming
from engine.model import Who
from engine.openings import Opening
from engine.settings import Settings
from tests.machine import anything
from tests.machine.drawings import Drawing
from tests.machine.floor import ANN, OUTSIDE, Floor
from tests.machine.machine import ANY, Machine

FEW = Limits(moves=200, items=50, children=50)  #: who goes round for ever is stopped soon
OPEN = ("stays", "moves", "starts")
MORE = ("answer", "answer", "migrate")


class Roaming(Floor):
    """One case of any diagram at all, whose version may change."""

    def __init__(self, drawing: Drawing, settings: Settings) -> None:
        super().__init__(drawing, replace(settings, limits=FEW))
        self.source = drawing.source

    def start(self) -> None:
        with self.store.begin() as tx:
            opening = Opening("p", {"trace": [], "x": 1, "y": 0, "z": 2})
            self.numbers.append(openings.open_case(tx, opening, Who("ann")).number)
        messages.deliver(self.store)

    def answer(self, name: str, key: str | None, value: int) -> None:
        """Let a message come that writes a variable."""
        with self.store.begin() as tx:
            messages.receive(tx, Incoming(name, key, {"x": value}), OUTSIDE)
        messages.deliver(self.store)

    def migrate(self, seed: int) -> None:
        """Deploy another version and let the case follow it, as was told beforehand."""
        other = anything.changed(self.source, seed)
        with self.store.begin() as tx:
            deployments.deploy(tx, other, by=ANN)
        with self.store.begin() as tx:
            versions = [one for one in deployments.versions(tx, ANN) if one.process_id == "p"]
            wish = Wish("p", max(one.version for one in versions), {})
            try:
                outlooks = deployments.migrate(tx, wish, ANN)
            except (CasesStay, NothingToMigrate):
                return
        for one in outlooks:
            self._is_as_told(one.instance_id, one.fates)
        self.fire()

    def _is_as_told(self, instance_id: str, fates: tuple[Fate, ...]) -> None:
        """What the called processes do in the same transaction was not told."""
        if any(fate.kind == "call" and fate.change != "stays" for fate in fates):
            return
        for kind, table in (("task", tables.task), ("timer", tables.timer)):
            told = Counter(
                str(fate.place) for fate in fates if fate.kind == kind and fate.change in OPEN
            )
            there = select(table.c.place).where(table.c.instance_id == instance_id)
            if kind == "task":
                there = there.where(table.c.done_at.is_(None))
            stands = Counter(row.place for row in self._rows(there))
            assert stands - told == Counter(), f"{kind}: {stands} stands, {told} was told"
            if kind == "task":
                assert told == stands


class Roamer(Machine):
    """Any diagram, and what people, time and systems do with it."""

    def drawn(self, seed: int) -> Drawing:
        return anything.draw(seed)

    def deployed(self, drawing: Drawing, settings: Settings) -> Floor:
        return Roaming(drawing, settings)

    @rule(move=some.sampled_from(MORE), which=ANY)
    def roams(self, move: str, which: int) -> None:
        getattr(self, move)(which)

    def start(self, _: int) -> None:
        """One case is enough: two would call to each other for ever."""

    def answer(self, which: int) -> None:
        found = [(*one, which % 4) for one in self.floor.awaited()]
        self._do(self.floor.answer, found, which)

    def migrate(self, which: int) -> None:
        self.floor.migrate(which)
