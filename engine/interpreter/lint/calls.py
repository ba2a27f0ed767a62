"""Checks processes that call themselves before anybody does or decides anything.

And calls that give back whole variables while others may write them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.interpreter.bpmn import Xml, children, inside, local, own, reference, text
from engine.interpreter.document import Document
from engine.interpreter.lint.chart import Chart, charts, ends, is_start, starting
from engine.interpreter.lint.giving import Giving, Loss, giving, losses
from engine.interpreter.lint.times import is_no_wait
from engine.interpreter.wording import problem
from engine.model import Problem

_GO_ON = frozenset(
    (
        "startEvent",
        "scriptTask",
        "sendTask",
        "businessRuleTask",
        "intermediateThrowEvent",
        "parallelGateway",
    )
)
_INSIDE = ("subProcess", "transaction")
_REPEATED = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")

_Begun = tuple[str, str]  # a process, and the plain start event at which it begins


@dataclass(frozen=True, slots=True)
class Call:
    """A call activity: the process it calls, and the plain start event that it names, if any."""

    element_id: str
    element_name: str
    process_id: str
    start: str | None


@dataclass(frozen=True, slots=True)
class Calling:
    """What a process calls: `calls` are all of its call activities.

    `at_once` are those that are always reached at once, per plain start event; under no name for a
    process that begins without one. It has no way to begin when it is empty. `giving` is what it
    writes, and what its calls take away from others.
    """

    calls: tuple[Call, ...]
    at_once: Mapping[str, tuple[Call, ...]]
    giving: Giving

    @property
    def starts(self) -> tuple[str, ...]:
        """Give the ids of the plain start events."""
        return tuple(start for start in self.at_once if start)


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Warn of calls that come back to their own process, whatever the variables are."""
    found = callings(document, known)
    for process_id in found:
        for call, _ in coming_back(process_id, found):
            yield problem("calls-itself", document.by_id[call.element_id])
        for loss in lost(process_id, found):
            yield loss.problem


def callings(document: Document, known: frozenset[str]) -> dict[str, Calling]:
    """Tell what each process of a diagram calls."""
    walk = _Walk(document, known)
    return {str(one.get("id")): walk.calling(one) for one in document.processes()}


def lost(process_id: str, known: Mapping[str, Calling]) -> Iterator[Loss]:
    """Give the variables that calls of a process take away from who writes them meanwhile."""
    return losses(process_id, {name: one.giving for name, one in known.items()})


def coming_back(
    process_id: str, known: Mapping[str, Calling]
) -> Iterator[tuple[Call, tuple[str, ...]]]:
    """Give the calls that certainly come back to where they were made, with the way back.

    That is the ids of the processes, from the one that is called to this one.
    """
    for start, calls in known[process_id].at_once.items():
        for call in calls:
            way = _way(_begun(call, known), (process_id, start), known)
            if way:
                yield call, way


def _way(
    begun: _Begun | None, back: _Begun, known: Mapping[str, Calling]
) -> tuple[str, ...] | None:
    """Give the shortest way from one beginning to another, whose calls are all made at once."""
    to_do: deque[tuple[_Begun, tuple[str, ...]]] = deque([(begun, ())] if begun else [])
    seen: set[_Begun] = set()
    while to_do:
        here, before = to_do.popleft()
        way = (*before, here[0])
        if here == back:
            return way
        if here not in seen:
            seen.add(here)
            further = (_begun(call, known) for call in known[here[0]].at_once[here[1]])
            to_do += [(one, way) for one in further if one]
    return None


def _begun(call: Call, known: Mapping[str, Calling]) -> _Begun | None:
    """Tell which process begins by a call, and where; None when it is refused, or not known."""
    called = known.get(call.process_id)
    if called is None:
        return None
    if call.start is not None:
        return (call.process_id, call.start) if call.start in called.starts else None
    return (call.process_id, next(iter(called.at_once))) if len(called.at_once) == 1 else None


class _Walk:
    """Finds what happens in any case, at once: no choice, no person, no time, no other program."""

    def __init__(self, document: Document, known: frozenset[str]) -> None:
        self._document = document
        self._known = known
        self._charts = dict(charts(document))

    def calling(self, process: Xml) -> Calling:
        """Tell what a process calls, wherever it begins."""
        calls = tuple(_call(node) for node in inside(process, "callActivity"))
        begins = self._begins(process)
        at_once = {
            start: tuple(dict.fromkeys(map(_call, self._certain(process, first))))
            for start, first in begins.items()
        }
        given = giving(self._document, process, self._charts, self._known)
        return Calling(calls, at_once, given)

    def _begins(self, container: Xml) -> dict[str, list[str]]:
        """Give what begins first, per plain start event; nothing where it starts on an event."""
        chart = self._charts[container]
        first = starting(chart)
        plain = [one for one in first if self._is_plain(chart.nodes[one])]
        if any(is_start(chart.nodes[one]) for one in first):
            return {one: [one] for one in plain}
        return {"": plain} if plain else {}

    def _certain(self, container: Xml, first: list[str]) -> Iterator[Xml]:
        """Give the call activities that are always reached at once."""
        chart = self._charts[container]
        to_do = list(first)
        passed: dict[str, int] = {}
        while to_do:
            node = chart.nodes[to_do.pop()]
            if local(node) == "callActivity" and not children(node, *_REPEATED):
                yield node
            elif local(node) in _INSIDE and not children(node, *_REPEATED):
                for inner in self._begins(node).values():
                    yield from self._certain(node, inner)
            elif self._goes_on(node):
                to_do += _next(chart, node, passed)

    def _is_plain(self, node: Xml) -> bool:
        """Say whether a call begins here; what starts on an event is never called."""
        return not is_start(node) or (
            local(node) == "startEvent" and not self._document.definitions(node)
        )

    def _goes_on(self, node: Xml) -> bool:
        if children(node, *_REPEATED) or (node.get("startQuantity") or "1") != "1":
            return False
        return local(node) in _GO_ON or is_no_wait(self._document, node, self._known)


def _next(chart: Chart, node: Xml, passed: dict[str, int]) -> Iterator[str]:
    """Give what a token comes to next without a choice; a join waits until all have come."""
    leaving = chart.leaving.get(str(node.get("id")), [])
    default = reference(node.get("default"))
    decides = any(text(flow, "conditionExpression") is not None for flow in leaving)
    for flow in leaving:
        otherwise = decides and default and flow.get("id") == default
        if otherwise or text(flow, "conditionExpression") is not None:
            continue
        target = ends(flow)[1]
        passed[target] = passed.get(target, 0) + 1
        joins = local(chart.nodes[target]) == "parallelGateway"
        if passed[target] == (len(chart.arriving[target]) if joins else 1):
            yield target


def _call(node: Xml) -> Call:
    called = reference(node.get("calledElement")) or ""
    name = " ".join((node.get("name") or "").split())
    return Call(str(node.get("id")), name, called, own(node, "start"))
