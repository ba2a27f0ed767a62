"""Checks our own attributes, and says once which of other vendors are kept but do nothing."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from difflib import get_close_matches

from lxml import etree

from engine.interpreter.bpmn import FLOW_NODES, MODEL, NAME, PERSON_TASKS, REGIE, Xml, local, own
from engine.interpreter.details import names
from engine.interpreter.document import Document
from engine.interpreter.lint.starts import is_by_hand
from engine.interpreter.summary import is_whole
from engine.interpreter.wording import problem
from engine.model import Problem

_SILENT = frozenset(
    (
        None,
        MODEL,
        "http://www.omg.org/spec/BPMN/20100524/DI",
        "http://www.omg.org/spec/DD/20100524/DC",
        "http://www.omg.org/spec/DD/20100524/DI",
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/XML/1998/namespace",
    )
)
#: what other engines read as a change of variables; left out, a process would run differently
_CHANGES_DATA = frozenset(
    ("inputOutput", "ioMapping", "in", "out", "preScript", "postScript", "connector")
)
_PERSON = frozenset(("form", "due", "assignee", "priority", "why", "result"))
_MESSAGE = frozenset(("key", "payload"))
_DECISION = frozenset(("decision", "inputs", "result"))
_CALL = frozenset(("inputs", "outputs", "start"))
_BY_HAND = frozenset(("form",))
_SERVICE = frozenset(("service", "inputs", "result"))


def check(
    document: Document, forms: Container[str] | None, decisions: Collection[str] | None
) -> Iterator[Problem]:
    """Check the whole file but the drawing."""
    foreign: dict[str, None] = {}
    for node in _without_drawing(document.root):
        qualified = etree.QName(node)
        if qualified.namespace == REGIE:
            yield problem("unknown-element", _holder(node), name=qualified.localname)
        elif qualified.namespace not in _SILENT:
            yield from _of_others(node, qualified, foreign)
        for attribute in node.attrib:
            name = etree.QName(attribute)
            if name.namespace == REGIE:
                yield from _own(document, node, name.localname, forms)
                yield from _decision(node, name.localname, decisions)
            elif name.namespace not in _SILENT:
                foreign[_spoken(node, name)] = None
    if foreign:
        yield problem("foreign", names=", ".join(foreign))


def _of_others(node: Xml, name: etree.QName, foreign: dict[str, None]) -> Iterator[Problem]:
    """Refuse what would change variables; anything else of another vendor is told once."""
    if name.localname in _CHANGES_DATA:
        yield problem("foreign-mapping", _holder(node), name=_spoken(node, name))
    else:
        foreign[_spoken(node, name)] = None


def _own(
    document: Document, node: Xml, name: str, forms: Container[str] | None
) -> Iterator[Problem]:
    allowed = _allowed(local(node)) | (_BY_HAND if is_by_hand(document, node) else frozenset())
    if name not in allowed:
        yield problem("unknown-attribute", _holder(node), name=name)
        return
    value = own(node, name)
    if value is None:
        return
    if name == "form" and forms is not None and value not in forms:
        yield problem("unknown-form", node, form=value)
    if name == "priority" and not is_whole(value):
        yield problem("not-a-number", node, name="regie:priority", least="0")
    if name in ("result", "payload"):
        for listed in [value] if name == "result" else names(value):
            if not NAME.fullmatch(listed):
                yield problem("not-a-name", _holder(node), name=listed, attribute=name)


def _decision(node: Xml, name: str, decisions: Collection[str] | None) -> Iterator[Problem]:
    value = own(node, "decision")
    if name != "decision" or value is None or decisions is None or value in decisions:
        return
    near = get_close_matches(value, decisions, n=1)
    hints = {
        "hint_nl": f" Bedoelt u '{near[0]}'?" if near else "",
        "hint_en": f" Do you mean '{near[0]}'?" if near else "",
    }
    yield problem("unknown-decision", node, decision=value, **hints)


def _allowed(tag: str) -> frozenset[str]:
    allowed: set[str] = {"status"} if tag in FLOW_NODES else set()
    if tag == "process":
        allowed |= {"series", "title"}
    if tag in PERSON_TASKS:
        allowed |= _PERSON
    if tag == "serviceTask":
        allowed |= _SERVICE
    if tag in ("messageEventDefinition", "sendTask", "receiveTask"):
        allowed |= _MESSAGE
    if tag == "businessRuleTask":
        allowed |= _DECISION
    if tag == "callActivity":
        allowed |= _CALL
    return frozenset(allowed)


def _without_drawing(root: Xml) -> Iterator[Xml]:
    yield root
    for child in root:
        if local(child):
            yield from child.iter(etree.Element)
        elif etree.QName(child).namespace not in _SILENT:
            yield child


def _spoken(node: Xml, name: etree.QName) -> str:
    prefixes = {uri: prefix for prefix, uri in node.nsmap.items()}
    prefix = prefixes.get(name.namespace)
    return f"{prefix}:{name.localname}" if prefix else name.localname


def _holder(node: Xml) -> Xml | None:
    above: Xml | None = node
    while above is not None and (above.get("id") is None or not _is_element(above)):
        above = above.getparent()
    return above


def _is_element(node: Xml) -> bool:
    return local(node) in FLOW_NODES or local(node) == "process"
