"""Checks links: each throwing one has one catching one in the same process or sub-process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.interpreter.bpmn import Xml, children, reference
from engine.interpreter.details import link_name
from engine.interpreter.document import Document, event_kind
from engine.interpreter.lint.files import containers
from engine.interpreter.wording import problem
from engine.model import Problem


def check(document: Document) -> Iterator[Problem]:
    """Check the links of every process and sub-process."""
    for container in containers(document):
        yield from _pairs(document, container)
        yield from _flows(document, container)


def _pairs(document: Document, container: Xml) -> Iterator[Problem]:
    throwing = _links(document, container, "intermediateThrowEvent")
    catching = _links(document, container, "intermediateCatchEvent")
    targets = Counter(name for _, name in catching)
    for node, name in [*throwing, *catching]:
        if not name:
            yield problem("link-without-name", node)
        if len(document.definitions(node)) > 1:
            yield problem("link-mixed", node)
    for node, name in throwing:
        if name and not targets[name]:
            yield problem("link-without-target", node, name=name)
    for node, name in catching:
        if name and targets[name] > 1:
            yield problem("link-twice", node, name=name)


def _flows(document: Document, container: Xml) -> Iterator[Problem]:
    flows = children(container, "sequenceFlow")
    for tag, wrong in (
        ("intermediateThrowEvent", "sourceRef"),
        ("intermediateCatchEvent", "targetRef"),
    ):
        ends = {reference(flow.get(wrong)) for flow in flows}
        for node, _ in _links(document, container, tag):
            if node.get("id") in ends:
                yield problem("link-flow", node)


def link_targets(document: Document, container: Xml) -> dict[str, list[str]]:
    """Give for each throwing link the ids of the catching links it leads to."""
    catching = _links(document, container, "intermediateCatchEvent")
    return {
        str(node.get("id")): [str(other.get("id")) for other, same in catching if same == name]
        for node, name in _links(document, container, "intermediateThrowEvent")
    }


def _links(document: Document, container: Xml, tag: str) -> list[tuple[Xml, str | None]]:
    return [
        (node, link_name(definition, node))
        for node in children(container, tag)
        for definition in document.definitions(node)
        if event_kind(definition) == "link"
    ]
