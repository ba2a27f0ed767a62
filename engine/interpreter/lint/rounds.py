"""Checks rounds in which nobody is waited for: they must be able to end."""

from __future__ import annotations

from collections.abc import Container, Iterator

from engine import feel
from engine.interpreter.associations import ASSOCIATIONS
from engine.interpreter.bpmn import Xml, children, content, inside, local, text
from engine.interpreter.document import Document
from engine.interpreter.lint.chart import Chart, charts, ends, is_join, reached
from engine.interpreter.lint.conditions import condition, never_taken
from engine.interpreter.lint.times import is_no_wait
from engine.interpreter.wording import problem
from engine.model import Problem

_AUTOMATIC = frozenset(
    (
        "scriptTask",
        "sendTask",
        "businessRuleTask",
        "intermediateThrowEvent",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "complexGateway",
    )
)
_SILENT = _AUTOMATIC - {"scriptTask", "businessRuleTask"}  #: these write no variables


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Check every round of elements that do their work at once."""
    for _, chart in charts(document):
        at_once = {
            node_id
            for node_id, node in chart.nodes.items()
            if local(node) in _AUTOMATIC or is_no_wait(document, node, known)
        }
        for members in rounds(chart, at_once):
            yield from _round(chart, members, known)


def rounds(chart: Chart, at_once: Container[str]) -> list[list[str]]:
    """Give the elements that lead to each other without waiting, per round, in file order.

    `at_once` are those that do not wait.
    """
    after = {
        node_id: [
            target
            for flow in chart.leaving.get(node_id, [])
            if (target := ends(flow)[1]) in at_once
        ]
        for node_id in chart.nodes
        if node_id in at_once
    }
    before: dict[str, list[str]] = {node_id: [] for node_id in after}
    for node_id, targets in after.items():
        for target in targets:
            before[target].append(node_id)
    found: list[list[str]] = []
    taken: set[str] = set()
    for node_id in reversed(_finished(after)):
        group = reached(node_id, before, taken)
        taken |= group
        if len(group) > 1 or node_id in after[node_id]:
            found.append([one for one in chart.nodes if one in group])
    return found


def _finished(after: dict[str, list[str]]) -> list[str]:
    """Give the elements in the order in which a search in depth is done with them."""
    done: list[str] = []
    seen: set[str] = set()
    for root in after:
        to_do = [(root, False)]
        while to_do:
            node_id, is_left = to_do.pop()
            if is_left:
                done.append(node_id)
            elif node_id not in seen:
                seen.add(node_id)
                to_do.append((node_id, True))
                to_do += [(target, False) for target in after[node_id]]
    return done


def _round(chart: Chart, members: list[str], known: frozenset[str]) -> Iterator[Problem]:
    exits = [node_id for node_id in members if _lets_out(chart, node_id, members, known)]
    if not exits and not any(_may_stop(chart, node_id) for node_id in members):
        yield problem("endless-round", chart.nodes[members[0]])
    if not exits or any(local(chart.nodes[one]) == "businessRuleTask" for one in members):
        return
    read = {name for node_id in exits for name in _read(chart, node_id, known)}
    written = {name for node_id in members for name in _written(chart.nodes[node_id], known)}
    if read and not read & written:
        yield problem("same-answer-round", chart.nodes[exits[0]], names=", ".join(sorted(read)))


def _lets_out(chart: Chart, node_id: str, members: list[str], known: frozenset[str]) -> bool:
    """Say whether a token here may leave the round without one that stays."""
    node = chart.nodes[node_id]
    never = never_taken(node, chart.leaving.get(node_id, []), known)
    live = [flow for flow in chart.leaving.get(node_id, []) if flow not in never]
    staying = [flow for flow in live if ends(flow)[1] in members]
    if len(staying) == len(live):
        return False
    if local(node) == "exclusiveGateway":
        return True
    default = node.get("default")
    return local(node) != "parallelGateway" and all(
        text(flow, "conditionExpression") is not None or (default and flow.get("id") == default)
        for flow in staying
    )


def _may_stop(chart: Chart, node_id: str) -> bool:
    """Say whether a token may stay here: at a join, or because a boundary event took it away."""
    return is_join(chart, node_id) or any(
        node.get("attachedToRef") == node_id for node in chart.nodes.values()
    )


def _read(chart: Chart, node_id: str, known: frozenset[str]) -> Iterator[str]:
    for flow in chart.leaving.get(node_id, []):
        found = condition(flow, known)
        if found is not None:
            yield from found.names | found.possible


def _written(node: Xml, known: frozenset[str]) -> Iterator[str]:
    for association in inside(node, *ASSOCIATIONS):
        yield text(association, "targetRef") or ""
    for script in children(node, "script") if local(node) not in _SILENT else []:
        try:
            assignments = feel.parse_script(content(script) or "", known=known).assignments
        except feel.FeelSyntax:
            continue
        for name, _ in assignments:
            yield name
