"""Checks that no message is awaited at two places at the same time: it would be refused then.

Only what certainly can happen is said: the places stand on two branches behind one parallel
gateway, each with nothing before it that splits, joins or chooses; or they are items of one task.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import permutations
from typing import NamedTuple

from engine import feel
from engine.interpreter.bpmn import Xml, children, flag, inside, local, own, text
from engine.interpreter.document import Document, event_kind
from engine.interpreter.lint.chart import Chart, charts, ends
from engine.interpreter.wording import problem
from engine.model import Problem


class _Awaited(NamedTuple):
    """A message by its name, and the FEEL of its key as it is written."""

    name: str
    key: str


def check(document: Document) -> Iterator[Problem]:
    """Check the branches behind every parallel gateway."""
    for _container, chart in charts(document):
        for node_id, node in chart.nodes.items():
            if local(node) == "parallelGateway":
                yield from _behind(document, chart, node_id)
    for node in inside(document.root, "receiveTask"):
        for many in children(node, "multiInstanceLoopCharacteristics"):
            yield from _by_items(document, node, many)


def _by_items(document: Document, node: Xml, many: Xml) -> Iterator[Problem]:
    """Warn where items wait at the same time for one message with one key."""
    one_by_one = flag(many, "isSequential", otherwise="false")
    if one_by_one or text(many, "loopCardinality") in ("0", "1"):
        return
    own_names = {"loopCounter"}
    for data in inside(node, "inputDataItem", "outputDataItem", "dataInput", "property"):
        own_names.add(data.get("name") or data.get("id") or "")
    for name, key in _of(document, node):
        with suppress(feel.FeelSyntax):
            if not (key and feel.parse(key).names & own_names):
                yield problem("awaited-by-items", node, message=name)


def _behind(document: Document, chart: Chart, gateway: str) -> Iterator[Problem]:
    branches = [_branch(chart, ends(flow)[1]) for flow in chart.leaving.get(gateway, [])]
    awaited = [
        [(node, one) for node in branch for one in _of(document, node)] for branch in branches
    ]
    for own_branch, other_branch in permutations(awaited, 2):
        for node, one in own_branch:
            for other, another in other_branch:
                if one == another:
                    name = other.get("name") or other.get("id")
                    yield problem("awaited-twice", node, message=one.name, other=name)


def _branch(chart: Chart, node_id: str) -> Iterator[Xml]:
    """Give what a token passes for certain, up to where the branch splits or meets another."""
    seen: set[str] = set()
    while node_id not in seen and len(chart.arriving.get(node_id, [])) == 1:
        seen.add(node_id)
        yield chart.nodes[node_id]
        leaving = chart.leaving.get(node_id, [])
        if len(leaving) != 1:
            return
        node_id = ends(leaving[0])[1]


def _of(document: Document, node: Xml) -> Iterator[_Awaited]:
    """Give the messages that an element waits for."""
    if local(node) == "receiveTask":
        waits = [node]
    elif local(node) == "intermediateCatchEvent":
        waits = [one for one in document.definitions(node) if event_kind(one) == "message"]
    else:
        return
    for one in waits:
        if name := document.name(one, "message"):
            yield _Awaited(name, (own(one, "key") or "").strip())
