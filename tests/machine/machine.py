"""A machine of hypothesis around the engine: random diagrams, random paths, and a look after each.

After every rule every instance must be what its history tells: executed again it gives the same
entries to the letter and the same snapshot, the work lists are those that causes and effects make,
and the fold of history has the tokens and variables that live. The token game of `model.py`, told
only what happened outside, must have done the same and wait for the same.
"""

from __future__ import annotations

from hypothesis import note
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.suspensions import CaseSuspended
from tests.machine.drawings import ALL, PLAYED, draw
from tests.machine.floor import MOST_CASES, Floor
from tests.machine.playing import Player

SEEDS = some.integers(0, 10**6)
ANY = some.integers(0, 99)  #: which one of those that are there

counted = {"diagrams": 0, "steps": 0}


class Machine(RuleBasedStateMachine):
    """One random diagram on an empty database, and what people, time and systems do with it."""

    floor: Floor | None = None
    player: Player | None = None  #: the token game beside it, not when work is undone or sent back

    @initialize(seed=SEEDS)
    def deploy(self, seed: int) -> None:
        drawing = draw(seed, PLAYED if seed % 4 else ALL)
        note(f"the diagram is that of seed {seed}: {drawing.source.decode()}")
        counted["diagrams"] += 1
        self.player = Player(drawing.source) if seed % 4 else None
        self.floor = Floor(drawing)
        self.floor.start()

    def teardown(self) -> None:
        if self.floor is not None:
            self.floor.close()

    @precondition(lambda self: len(self.floor.numbers) < MOST_CASES)
    @rule()
    def start(self) -> None:
        self.floor.start()

    @rule(which=ANY)
    def complete(self, which: int) -> None:
        self._do(self.floor.complete, self.floor.open_tasks(), which)

    @rule(which=ANY)
    def claim_or_release(self, which: int) -> None:
        tasks = self.floor.open_tasks()
        if tasks:
            task_id, claimed_by = tasks[which % len(tasks)]
            (self.floor.release if claimed_by else self.floor.claim)(task_id)

    @rule(seconds=some.integers(0, 5))
    def tick(self, seconds: int) -> None:
        self.floor.tick(seconds)

    @rule(which=ANY)
    def receive(self, which: int) -> None:
        self._do(self.floor.receive, self.floor.awaited(), which)

    @rule(which=ANY)
    def retry(self, which: int) -> None:
        self._do(self.floor.retry, self.floor.stuck(), which)

    @rule(which=ANY)
    def suspend_or_resume(self, which: int) -> None:
        running = self.floor.running()
        if running:
            number = running[which % len(running)]
            is_suspended = self.floor.is_suspended(number)
            (self.floor.resume if is_suspended else self.floor.suspend)(number)

    @rule(which=some.integers(0, 20))
    def cancel(self, which: int) -> None:
        running = self.floor.running()
        if which < len(running):
            self.floor.cancel(running[which])

    @precondition(lambda self: self.player is None)
    @rule(which=ANY)
    def send_back(self, which: int) -> None:
        self._do(self.floor.send_back, self.floor.ways_back(), which)

    @rule()
    def reopen(self) -> None:
        self.floor.reopen()

    @invariant()
    def history_tells_what_is(self) -> None:
        if self.floor is None:
            return
        counted["steps"] += 1
        for found in self.floor.check():
            if self.player is not None:
                self.player.follow(found.row.id, found.told)

    def _do(self, verb, found: list, which: int) -> None:
        """Do it with one of those that are there; what is suspended refuses, and stays as it is."""
        if found:
            try:
                verb(*found[which % len(found)])
            except CaseSuspended:
                note("suspended")
