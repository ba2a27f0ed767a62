"""What an instance and the inside of a sub-process have in common: variables, tokens, an end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow

from engine.events import ElementLeft
from engine.interpreter import waiting
from engine.interpreter.retired import Retired
from engine.interpreter.tokens import NO_TREE, READY, WAITING, Token
from engine.interpreter.variables import Names

if TYPE_CHECKING:
    from engine.interpreter.elements import Behaviour, Flow
    from engine.interpreter.instances import Instance
    from engine.interpreter.process import ProcessSpec


class Scope:
    """Holds tokens and counts those alive; when the last one is gone it is done.

    `tasks` are its tokens as far as this step took them from the shelf, by id. `pools` are tokens
    that wait to be joined: element -> flow -> ids. `gates` are complex gateways that fired:
    element -> flows used; `stuck` are joins that were reported. `past` is what compensation may
    undo, oldest first. `to_do` are the activities of an ad-hoc sub-process whose turn must still
    come; once that is `enough` nothing follows in it any more. `ears` are the tokens that listen
    for its event sub-processes; they are not counted.
    """

    top_workflow: Instance
    spec: ProcessSpec
    tasks: dict[int, Token]

    def prepare(self, number: int, record: dict[str, Any]) -> None:
        """Take over what a snapshot holds of it; an empty record is a scope that begins."""
        self.names = Names(record.get("variables", {}), number)
        self.alive: int = record.get("alive", 0)
        self.pools: dict[str, dict[str, list[int]]] = record.get("pools", {})
        self.gates: dict[str, list[str]] = record.get("gates", {})
        self.stuck: list[str] = record.get("stuck", [])
        self.past: list[dict[str, Any]] = record.get("past", [])
        self.to_do: list[str] = record.get("to do", [])
        self.ears: list[int] = record.get("ears", [])
        self.closed: bool = "closed" in record
        self.over: bool = "over" in record
        self.enough: bool = "enough" in record

    def written(self) -> dict[str, Any]:
        """Give what a snapshot holds of it; what is empty is left out."""
        record = {
            "variables": self.names.raw,
            "alive": self.alive,
            "pools": self.pools,
            "gates": self.gates,
            "stuck": self.stuck,
            "past": self.past,
            "to do": self.to_do,
            "ears": self.ears,
            "closed": int(self.closed),
            "over": int(self.over),
            "enough": int(self.enough),
        }
        return {key: value for key, value in record.items() if value}

    @property
    def host(self) -> Token | None:
        """The token that stands at the sub-process; None for the instance itself."""
        number = self.names.owner
        return self.top_workflow.token(number) if number else None

    # --- tokens come and go

    def spawn(self, behaviour: Behaviour, visit: int = 0) -> Token:
        """Put down a token that counts; it arrives when its turn comes."""
        self.alive += 1
        token = Token(self, behaviour, self.top_workflow.next_id(), visit)
        self.top_workflow.queue.append(token)
        return token

    def listen(self, behaviour: Behaviour, ear: int) -> Token:
        """Put down a token that only listens, for the token `ear` or (0) for the scope."""
        top = self.top_workflow
        token = Token(self, behaviour, top.next_id(), top.visits.next(behaviour.name))
        token.internal_data["ear"] = ear
        token._set_state(WAITING)
        return token

    def send(self, token: Token, flows: Sequence[Flow]) -> None:
        """Let a token go on along these flows; the first keeps its number. None: it ends here."""
        self.quiet(token)
        top = token.top
        top.note(ElementLeft(token.place, token.id))
        if not flows:
            self.drop(token)
            return
        token.follow(flows[0])
        top.queue.append(token)
        for flow in flows[1:]:
            self.spawn(flow.target).flow = flow

    def quiet(self, token: Token) -> None:
        """Stop all that listens for this token."""
        for ear in token.internal_data.pop("ears", ()):
            self.top_workflow.token(ear).cancel()

    def drop(self, token: Token) -> None:
        """Take a token away; what it told the outside world is taken back before."""
        del self.tasks[token.id]
        if "ear" not in token.internal_data:
            self.alive -= 1
        self.top_workflow.shelf.forget(token.id)

    # --- its life

    def begin(self, start: Behaviour | None = None, visit: int = 0) -> None:
        """Start listening for event sub-processes, and put down the first tokens.

        `start` is the event that happened, if one did; `visit` is its visit when that is known.
        """
        for name in self.spec.declared:
            self.names.raw.setdefault(name, None)
        for trigger in self.spec.triggers:
            if not self.closed and trigger.is_armed:
                listener = self.listen(trigger, 0)
                self.ears.append(listener.id)
                trigger.arm(listener)
        if self.closed:
            return
        starts = [start] if start else self.spec.starts
        if self.spec.adhoc and self.spec.adhoc.sequential:
            self.to_do = [behaviour.name for behaviour in starts[1:]]
            starts = starts[:1]
        for behaviour in starts:
            self.spawn(behaviour, visit).happened = start is not None
        for behaviour in self.spec.beside.get(start.name, ()) if start else ():
            self.spawn(behaviour)
        self.settle(enough=False)

    def is_enough(self, token: Token) -> bool:
        """Say whether an ad-hoc sub-process may stop, now that this token has done its work."""
        adhoc = self.spec.adhoc
        if self.enough:
            return True
        if adhoc is None or adhoc.enough is None or not token.task_spec.is_activity:
            return False
        return self.top_workflow.script_engine.evaluate(token, adhoc.enough) is True

    def settle(self, *, enough: bool) -> None:
        """End the scope when nothing lives in it, or give the next in an ad-hoc one its turn."""
        if self.over:
            return
        if enough and self.spec.adhoc:
            self.to_do = []
            self.enough = True
            if self.spec.adhoc.cancels_rest:
                self.interrupt()
        if self.alive:
            return
        if self.to_do:
            self.spawn(self.spec.task_specs[self.to_do.pop(0)])
        elif self._is_done():
            self.finish()

    def _is_done(self) -> bool:
        """Say whether nothing begins here either by what was written last."""
        waiting.look_for(self.top_workflow, self.ears)
        return not self.alive and not self.over

    def finish(self) -> None:
        """Stop listening; the token at the sub-process has its turn to go on."""
        self.over = True
        self.hush()
        host = self.host
        if host is not None:
            host._set_state(READY)
            self.top_workflow.queue.append(host)

    def hush(self) -> None:
        """Stop listening for event sub-processes."""
        ears, self.ears = self.ears, []
        for ear in ears:
            self.top_workflow.token(ear).cancel()

    def interrupt(self, keep: Token | None = None) -> None:
        """Cancel all that lives or listens here, except the token `keep`."""
        self.to_do = []
        self.ears = []
        self.top_workflow.shelf.take_all()
        for token in sorted(self.tasks.values(), key=lambda token: token.id):
            if token is not keep:
                token.cancel()
        self.gates = {}
        self.stuck = []


class Inside(Scope, BpmnSubWorkflow):
    """The inside of a sub-process that runs now; the token at the sub-process owns it."""

    def __init__(self, host: Token, spec: ProcessSpec, record: dict[str, Any]) -> None:
        top = host.top
        self.parent_task_id = host.id
        BpmnSubWorkflow.__init__(self, spec, host.id, top, deserializing=True)
        self.prepare(host.id, record)

    def _calculate_depth(self) -> int:
        return 0

    def _task_completed_notify(self, task: Token) -> None:
        """Nothing to tell: the token itself goes on."""

    task_tree = is_completed = get_task_mapping = _remove_task = Retired(NO_TREE)
