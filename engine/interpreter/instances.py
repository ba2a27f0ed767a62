"""One run of a definition, from snapshot to snapshot: its state, and what it tells outside."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from engine.errors import EngineError
from engine.events import Effect, InstanceEnded
from engine.interpreter.expressions import FeelEngine, FeelEnvironment
from engine.interpreter.pausing import Caller
from engine.interpreter.places import Visits
from engine.interpreter.retired import Retired
from engine.interpreter.scopes import Inside, Scope
from engine.interpreter.shelf import NOTHING, Shelf, Written
from engine.interpreter.stops import Stops, limit, raised
from engine.interpreter.tokens import NO_TREE, STUCK, Token
from engine.interpreter.variables import Names
from engine.limits import DEFAULT, Limits
from engine.values import Variables

if TYPE_CHECKING:
    from engine.interpreter.definition import Definition

ONE_STEP = "an instance moves by one cause at a time"


class Instance(Scope, BpmnWorkflow):
    """The outermost scope, and what there is once per instance.

    `queue` are tokens whose turn comes, first in first out; `late` are those about to throw a
    signal or a message, when nothing else can move. Those that waited in a pause stand there by
    their number until they are needed. `joins` are the joins that must look round
    before they fire, and `conditions` the tokens that wait for a condition; both in the order in
    which they came. `wrote` are the names that this instance wrote at its own level. While it is
    `suspended` nothing may happen to it. `gone` are the visits of elements that earlier versions
    had: their id -> how many, and the element that counts on from there, if one does. `limits`
    say how far it may go in this step, and `moves` and `weight` how far it went and how much it
    wrote in it so far. `caller` is what it knows of who called it.
    """

    def __init__(
        self, definition: Definition, at: datetime, head: dict[str, Any], tokens: Written = NOTHING
    ) -> None:
        self.definition = definition
        self.limits: Limits = DEFAULT
        self.moves = self.weight = 0
        self.at = at
        engine = FeelEngine(FeelEnvironment(definition.functions, at))
        BpmnWorkflow.__init__(self, definition.spec, {}, engine, deserializing=True)
        self.prepare(0, head)
        self.completed = self.over
        self._last_id: int = head.get("last", 0)
        self.visits = Visits(definition.order, head.get("seen", "0"), head.get("again", {}))
        self.wrote: dict[str, None] = dict.fromkeys(head.get("wrote", ()))
        self.joins: dict[tuple[int, str], None] = dict.fromkeys(map(tuple, head.get("joins", ())))
        self.conditions: dict[int, None] = dict.fromkeys(head.get("conditions", ()))
        self.end_event: str | None = head.get("end")
        self.suspended: bool = "suspended" in head
        self.caller = Caller(head)
        self.gone: dict[str, list[Any]] = head.get("gone", {})
        self.shelf = Shelf(self, tokens)
        self.queue: deque[Token | int] = deque()
        self.late: deque[Token | int] = deque()
        self.effects: list[Effect] = []
        self.note = self.effects.append
        self.stops = Stops(self)
        self.is_changed = False

    def written(self) -> dict[str, Any]:
        """Give the first line of a snapshot."""
        record = super().written()
        for key, names in (("wrote", self.wrote), ("joins", self.joins)):
            if names:
                record[key] = list(names)
        if self.conditions:
            record["conditions"] = list(self.conditions)
        if self.end_event is not None:
            record["end"] = self.end_event
        if self.suspended:
            record["suspended"] = 1
        if self.gone:
            record["gone"] = self.gone
        called = self.caller.written()
        return {"last": self._last_id, **self.visits.written(), **record, **called}

    # --- tokens and scopes

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def token(self, token_id: int) -> Token:
        """Give a token that must be there."""
        token = self.shelf.token(token_id)
        assert token is not None, f"token {token_id} is gone"
        return token

    def has_scope(self, number: int) -> bool:
        """Say whether the token that owns a scope is still there."""
        return not number or (self.shelf.token(number) is not None and number in self.subprocesses)

    def scope(self, number: int) -> Scope:
        """Give a scope by the token that owns it."""
        if not number:
            return self
        self.token(number)
        inside: Scope = self.subprocesses[number]
        return inside

    def create_subprocess(self, my_task: Token, record: dict[str, Any]) -> Inside:
        """Open the inside of a sub-process; an empty record is one that begins."""
        inside = Inside(my_task, my_task.task_spec.inside, record)
        self.subprocesses[my_task.id] = inside
        return inside

    # --- what happens to it

    def changed(self, home: Names, name: str) -> None:
        """Remember that a variable was written, so that conditions are looked at."""
        self.is_changed = True
        if home is self.names:
            self.wrote[name] = None

    def park(self, token: Token, phase: str, fault: EngineError) -> None:
        """Let a token wait for an administrator, with the reason; other branches go on."""
        token._set_state(STUCK)
        token.internal_data["stuck"] = phase
        self.stops.add(token, fault)

    def raise_incident(self, token: Token, fault: EngineError) -> None:
        """Tell the outside that something at a token waits for an administrator."""
        self.note(raised(token, fault, limit(fault)))

    def finish(self) -> None:
        super().finish()
        self.end("completed")

    def end(self, outcome: str, error: str | None = None) -> None:
        """Take everything away and end."""
        self.over = self.completed = True
        self.caller.paused = None
        self.interrupt()
        self.queue.clear()
        self.late.clear()
        self.note(InstanceEnded(outcome, error, self.end_event, self.give_back()))

    def give_back(self) -> Variables:
        """Give what the instance wrote itself since it last gave back, in the order of writing."""
        own = {name: self.names.read(name) for name in self.wrote}
        self.wrote.clear()
        return own

    def _task_completed_notify(self, task: Token) -> None:
        """Nothing to tell: the token itself goes on."""

    task_tree = is_completed = get_task_mapping = _remove_task = Retired(NO_TREE)
    get_tasks = get_next_task = get_tasks_iterator = _predict = Retired(NO_TREE)
    get_dump = dump = delete_subprocess = get_active_subprocesses = Retired(NO_TREE)
    run_all = run_next = run_task_from_id = update_waiting_tasks = Retired(ONE_STEP)
    do_engine_steps = refresh_timers = refresh_waiting_tasks = Retired(ONE_STEP)
    catch = send_event = get_events = waiting_events = Retired("events are causes and effects")
    cancel = reset_from_task_id = Retired("an instance is cancelled by a cause")
    serialize = deserialize = Retired("an instance is written as a snapshot")
    set_data = get_data = data_objects = Retired("variables live in scopes")
