"""Where an instance is: a token stands at an element and goes from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.events import ElementEntered, VariableSet
from engine.interpreter.retired import Retired
from engine.interpreter.variables import Names, View
from engine.model import Place
from engine.values import Value

if TYPE_CHECKING:
    from engine.interpreter.elements import Behaviour, Flow
    from engine.interpreter.instances import Instance
    from engine.interpreter.scopes import Scope

ARRIVING = TaskState.FUTURE
WAITING = TaskState.WAITING
READY = TaskState.READY
WORKING = TaskState.STARTED
STUCK = TaskState.ERROR
DONE = TaskState.COMPLETED
CANCELLED = TaskState.CANCELLED

NO_TREE = "tokens have no ancestors and no children"
NO_DATA = "variables live in scopes"


class Token(Task):
    """The library's task, except that it moves on: what is finished leaves nothing behind.

    `internal_data` holds what a snapshot keeps besides place, scope and state; it is plain JSON.
    `happened` says that the event it would wait for has happened already; `entered` that its
    arrival was noted.
    """

    children = ()
    parent = None

    def __init__(self, scope: Scope, behaviour: Behaviour, token_id: int, visit: int = 0) -> None:
        # Task.__init__ reads the clock and makes a random id: neither may happen in a step.
        self.id = token_id
        self.workflow = scope
        self.top: Instance = scope.top_workflow
        self.task_spec = behaviour
        self.visit = visit
        self.flow: Flow | None = None
        self.happened = False
        self.entered = False
        self.internal_data: dict[str, Any] = {}
        self._state = ARRIVING
        scope.tasks[token_id] = self
        self.top.shelf.tokens[token_id] = self

    def __repr__(self) -> str:
        return f"<Token {self.id} at {self.place}>"

    # --- where it is

    @property
    def place(self) -> Place:
        return Place(self.task_spec.name, self.visit)

    def is_at(self, place: Place) -> bool:
        return self.task_spec.name == place.element_id and self.visit == place.visit

    @property
    def alive(self) -> bool:
        return self.workflow.tasks.get(self.id) is self

    @property
    def is_item(self) -> bool:
        return "item of" in self.internal_data

    @property
    def outer(self) -> Token:
        """The token of the activity as a whole, when this is one item of many."""
        outer = self.internal_data.get("item of")
        return self if outer is None else self.top.token(outer)

    # --- what it does

    def enter(self) -> None:
        """Note that it arrived at its element."""
        self.entered = True
        if not self.visit:
            self.visit = self.top.visits.next(self.task_spec.name)
        flow = self.flow.drawn if self.flow else None
        self.top.note(ElementEntered(self.place, self.id, flow))

    def follow(self, flow: Flow) -> None:
        """Go along a flow; it arrives when its turn comes."""
        self.flow = flow
        self.task_spec = flow.target
        self.visit = 0
        self.happened = False
        self.entered = False
        self.internal_data = {}
        self._state = ARRIVING

    def run(self) -> bool:
        done: bool = self.task_spec._run(self)
        if done and self.alive and self._state == READY:
            self.complete()
        return done

    def cancel(self) -> None:
        if self.alive:
            self.task_spec._on_cancel(self)
            self._set_state(CANCELLED)

    def _set_state(self, value: int) -> None:
        self._state = value

    # --- what it sees

    def view(self, *nearest: Names) -> View:
        """Give all variables it can see, those of `nearest` first."""
        chain = list(nearest)
        token: Token | None = self
        while token is not None:
            if "variables" in token.internal_data:
                chain.append(Names(token.internal_data["variables"], token.id))
            chain.append(token.workflow.names)
            token = token.workflow.host
        return View(chain)

    def write(self, name: str, value: Value) -> None:
        """Change a variable in the scope that has it, else in the instance."""
        view = self.view()
        home = view.home(name)
        before = home.read(name) if name in home.raw else None
        home.write(name, value)
        top = self.top
        top.changed(home, name)
        top.note(VariableSet(name, home.owner, before, home.read(name)))

    def write_all(self, values: Mapping[str, Value]) -> None:
        """Change variables, each in the scope that has it."""
        for name, value in values.items():
            self.write(name, value)

    depth = reset_branch = is_descendant_of = find_ancestor = _add_child = Retired(NO_TREE)
    _sync_children = _child_added_notify = _drop_children = dump = get_dump = Retired(NO_TREE)
    _assign_new_thread_id = __iter__ = triggered = thread_id = Retired(NO_TREE)
    data = set_data = get_data = _inherit_data = Retired(NO_DATA)
    state = last_state_change = collect_log_extras = Retired("a token keeps no history")
    trigger = Retired("events are causes of a step")
