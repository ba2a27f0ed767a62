"""Walks through every process and sub-process, to find joins that wait for ever.

All that can happen is played with tokens, whatever conditions say. Where a token has no choice it
goes on first; so only choices multiply what must be looked at. What grows too large is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import local
from engine.interpreter.document import Document
from engine.interpreter.lint.chart import Chart, charts, is_join, is_start, starting
from engine.interpreter.lint.ways import MOST_TOKENS, Ways
from engine.interpreter.wording import problem
from engine.model import Problem

Marking = tuple[str, ...]  #: the places with a token, in order of the alphabet

MOST_MARKINGS = 5_000
_JOINS = ("parallelGateway", "inclusiveGateway")


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Say which joins may wait for ever, and what never happens because of that."""
    for container, chart in charts(document):
        if _is_simple(chart):
            ways = Ways(document, container, chart, known)
            walk = Walk(ways, chart)
            if walk.everything():
                yield from _found(chart, walk)


class Walk:
    """What happened on all ways: the elements that did, and the joins that were left waiting."""

    def __init__(self, ways: Ways, chart: Chart) -> None:
        self._ways = ways
        self._chart = chart
        self._seen: set[Marking] = set()
        self._to_do: list[Marking] = []
        self.happened: set[str] = set()
        self.left: set[str] = set()

    @property
    def needs(self) -> dict[str, int]:
        """Give the activities that take several tokens at once, with how many."""
        return self._ways.needs

    def everything(self) -> bool:
        """Walk all ways from every start; False when that is too much."""
        events = [one for one, node in self._chart.nodes.items() if is_start(node)]
        for first in [[event] for event in events] or [starting(self._chart)]:
            self._begin(first)
        while self._to_do:
            marking = self._to_do.pop()
            if len(self._seen) > MOST_MARKINGS or len(marking) > MOST_TOKENS:
                return False
            self._step(marking)
        return True

    def could_happen(self) -> set[str]:
        """Give what flows lead to, if nothing ever waited and every flow could be taken."""
        seen: set[str] = set()
        to_do = list(self.happened)
        while to_do:
            node_id = to_do.pop()
            if node_id not in seen:
                seen.add(node_id)
                to_do += self._ways.leads_to(node_id)
        return seen

    def _begin(self, first: list[str]) -> None:
        markings: list[Marking] = [()]
        for node_id in first:
            if node_id in self._ways.needs:
                self.left.add(node_id)
                continue
            ways = self._passed(node_id)
            markings = [(*marking, *way) for marking in markings for way in ways]
        self._add(markings)

    def _passed(self, node_id: str) -> list[Marking]:
        self.happened.add(node_id)
        ways = self._ways.out_of(node_id)
        self.happened |= {edge for edge, _ in ways if edge is not None}
        return [way for _, way in ways]

    def _add(self, markings: list[Marking]) -> None:
        for marking in markings:
            ordered = tuple(sorted(marking))
            if ordered not in self._seen:
                self._seen.add(ordered)
                self._to_do.append(ordered)

    def _step(self, marking: Marking) -> None:
        """Let one token go on; when none can, remember which joins are left waiting."""
        taken = self._next(marking)
        if taken is None:
            self.left |= {self._ways.target[place] for place in marking}
            return
        node_id = self._ways.target[taken[0]]
        if self._ways.stops(node_id):
            self.happened.add(node_id)
            return
        rest = list(marking)
        for place in taken:
            rest.remove(place)
        self._add([(*rest, *way) for way in self._passed(node_id)])

    def _next(self, marking: Marking) -> Marking | None:
        """Give the tokens that go on together; an inclusive join goes late, what stops all last."""
        late: Marking | None = None
        last: Marking | None = None
        for place in marking:
            node_id = self._ways.target[place]
            if self._ways.stops(node_id):
                last = (place,)
                continue
            arriving = self._ways.arriving[node_id]
            if node_id in self._ways.needs:
                waiting = tuple(one for one in marking if one in arriving)
                if len(waiting) >= self._ways.needs[node_id]:
                    return waiting[: self._ways.needs[node_id]]
                continue
            kind = local(self._chart.nodes[node_id])
            if kind not in _JOINS or len(arriving) < 2:  # noqa: PLR2004 - nothing to join
                return (place,)
            here = tuple(one for one in arriving if one in marking)
            if kind == "inclusiveGateway":
                late = late or here
            elif len(here) == len(arriving):
                return here
        return late or last


def _is_simple(chart: Chart) -> bool:
    """Say whether tokens alone tell what happens: no complex gateway asks a condition."""
    return not any(
        local(node) == "complexGateway" and is_join(chart, node_id)
        for node_id, node in chart.nodes.items()
    )


def _found(chart: Chart, walk: Walk) -> Iterator[Problem]:
    for node_id in sorted(walk.left):
        often = "may-wait" if node_id in walk.happened else "never"
        kind = "quantity" if node_id in walk.needs else "join"
        needed = walk.needs.get(node_id, 0)
        yield problem(f"{kind}-{often}", chart.nodes[node_id], quantity=needed)
    for node_id in sorted(walk.could_happen() - walk.happened - walk.left):
        yield problem("never-happens", chart.nodes[node_id])
