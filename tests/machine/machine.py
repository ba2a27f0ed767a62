"""A machine of hypothesis around the engine: random diagrams, random paths, and a look after each.

After every rule every instance must be what its history tells: executed again it gives the same
entries to the letter and the same snapshot, the work lists are those that causes and effects make,
and the fold of history has the tokens and variables that live. The token game of `model.py`, told
only what happened outside, must have done the same and wait for the same.

Nothing of what is drawn or done here is judged by history alone. Not drawn are services,
conditional events, complex gateways, token quantities and data; all but services are drawn by
`roaming.py`, which has no token game.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from typing import ClassVar

from hypothesis import note
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from engine.settings import Settings
from engine.suspensions import CaseSuspended
from tests.machine.drawings import Drawing, draw
from tests.machine.floor import MOST_CASES, Floor
from tests.machine.ground import OnFiles, on_files
from tests.machine.playing import Player

SEEDS = some.integers(0, 10**6)
ANY = some.integers(0, 99)  #: which one of those that are there
A_WHILE = 6  #: seconds
#: what happens, the more often the more likely
MOVES = (
    *("go_on",) * 18,
    *("tick", "miss", "miss", "retry", "retry", "claim_or_release", "suspend"),
    *("send_back",) * 3,
    *("reopen", "start", "cancel"),
)

counted = {"diagrams": 0, "steps": 0}
met: Counter = Counter()  #: how often each kind of cause and effect was


def on(ground: OnFiles) -> type[Machine]:
    """Give the machine that stands there."""
    return type("Machine", (Machine,), {"ground": ground})


class Machine(RuleBasedStateMachine):
    """One random diagram on an empty database, and what people, time and systems do with it."""

    ground: ClassVar[OnFiles | None] = None  #: what it stands on, when that is not SQLite
    floor: Floor | None = None
    player: Player | None = None  #: the token game beside it

    def __init__(self) -> None:
        super().__init__()
        self.used = ExitStack()

    @initialize(seed=SEEDS)
    def deploy(self, seed: int) -> None:
        drawing = self.drawn(seed)
        note(f"the diagram is that of seed {seed}: {drawing.source.decode()}")
        counted["diagrams"] += 1
        settings = self.used.enter_context((self.ground or on_files()).installed())
        self.floor = self.deployed(drawing, settings)
        self.used.callback(self.floor.close)
        self.floor.start()

    def drawn(self, seed: int) -> Drawing:
        return draw(seed)

    def deployed(self, drawing: Drawing, settings: Settings) -> Floor:
        self.player = Player(drawing.source)
        return Floor(drawing, settings)

    def teardown(self) -> None:
        self.used.close()
        if self.player is not None:
            met.update(self.player.met)

    @rule(move=some.sampled_from(MOVES), which=ANY)
    def happens(self, move: str, which: int) -> None:
        """One rule for all: with one each, hypothesis leaves out those without which nothing is."""
        getattr(self, move)(which)

    def start(self, _: int) -> None:
        if len(self.floor.numbers) < MOST_CASES:
            self.floor.start()

    def go_on(self, which: int) -> None:
        self._do(lambda happen: happen(), self.floor.ways_on(), which)

    def claim_or_release(self, which: int) -> None:
        tasks = self.floor.open_tasks()
        if tasks:
            task_id, claimed_by = tasks[which % len(tasks)]
            (self.floor.release if claimed_by else self.floor.claim)(task_id)

    def tick(self, which: int) -> None:
        self.floor.tick(which % A_WHILE)

    def miss(self, which: int) -> None:
        """Time passes, and the timers of one instance cannot fire."""
        self.floor.pass_by()
        self._do(self.floor.miss, self.floor.late(), which)
        self.floor.fire()

    def retry(self, which: int) -> None:
        self._do(self.floor.retry, self.floor.stuck(), which)

    def suspend(self, which: int) -> None:
        going = [one for one in self.floor.running() if not self.floor.is_suspended(one)]
        if going:
            self.floor.suspend(going[which % len(going)])

    def cancel(self, which: int) -> None:
        running = self.floor.running()
        if running:
            self.floor.cancel(running[which % len(running)])

    def send_back(self, which: int) -> None:
        ways = self.floor.ways_back()
        if self.player is not None:
            ways = [way for way in ways if self.player.knows(*way)]
        self._do(self.floor.send_back, ways, which)

    def reopen(self, _: int) -> None:
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
