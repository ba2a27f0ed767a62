"""Reads the elements of a DMN file: types, input data, decisions, knowledge models, services."""

from __future__ import annotations

from collections.abc import Callable

from engine.decisions.boxed import (
    Decision,
    File,
    Import,
    InputData,
    Item,
    Knowledge,
    Node,
    Service,
)
from engine.decisions.dmn import Xml, child, children, content, identity, local, spelled, text
from engine.decisions.expressions import expression_in, function, type_of
from engine.decisions.source import read_xml


def read_file(source: bytes) -> File:
    """Read what one file says. Raises InvalidDecisions when it is no safe DMN."""
    root = read_xml(source)
    namespace = (root.get("namespace") or "").strip()
    return File(
        namespace,
        spelled(root.get("name")),
        tuple(_import(node) for node in children(root, "import")),
        tuple(_item(node) for node in children(root, "itemDefinition")),
        tuple(_node(node, namespace) for node in children(root, *_NODES)),
    )


def _import(node: Xml) -> Import:
    return Import(
        spelled(node.get("name")),
        (node.get("namespace") or "").strip(),
        (node.get("importType") or "").strip(),
    )


def _item(node: Xml) -> Item:
    function_item = child(node, "functionItem")
    return Item(
        spelled(node.get("name")),
        type_of(node, text(node, "typeRef")),
        (node.get("isCollection") or "").strip() in {"true", "1"},
        _tests(node, "allowedValues"),
        _tests(node, "typeConstraint"),
        tuple(_item(component) for component in children(node, "itemComponent")),
        None if function_item is None else _function_item(function_item),
    )


def _function_item(node: Xml) -> tuple[str, ...]:
    parameters = [type_of(one, one.get("typeRef")) for one in children(node, "parameters")]
    return (*parameters, type_of(node, node.get("outputTypeRef")))


def _tests(node: Xml, name: str) -> str:
    found = child(node, name)
    return "" if found is None else text(found, "text")


def _variable(node: Xml) -> tuple[str, str]:
    """Give the name under which an element is known, and its type."""
    variable = child(node, "variable")
    if variable is None:
        return spelled(node.get("name")), ""
    name = spelled(variable.get("name")) or spelled(node.get("name"))
    return name, type_of(variable, variable.get("typeRef"))


def _input_data(node: Xml, namespace: str) -> InputData:
    name, type_ref = _variable(node)
    return InputData(_key(node, namespace), identity(node), name, type_ref)


def _decision(node: Xml, namespace: str) -> Decision:
    name, type_ref = _variable(node)
    return Decision(
        _key(node, namespace),
        identity(node),
        name,
        type_ref,
        expression_in(node),
        _required(node, namespace),
        text(node, "question"),
        text(node, "allowedAnswers"),
        text(node, "description"),
    )


def _knowledge(node: Xml, namespace: str) -> Knowledge:
    name, type_ref = _variable(node)
    logic = child(node, "encapsulatedLogic")
    return Knowledge(
        _key(node, namespace),
        identity(node),
        name,
        type_ref,
        None if logic is None else function(logic),
        _required(node, namespace),
    )


def _service(node: Xml, namespace: str) -> Service:
    name, type_ref = _variable(node)
    outputs, encapsulated, input_decisions, input_data = (
        tuple(_reference(one, namespace) for one in children(node, tag))
        for tag in ("outputDecision", "encapsulatedDecision", "inputDecision", "inputData")
    )
    return Service(
        _key(node, namespace),
        identity(node),
        name,
        type_ref,
        outputs,
        encapsulated,
        input_decisions,
        input_data,
    )


def _node(node: Xml, namespace: str) -> Node:
    return _NODES[local(node)](node, namespace)


_NODES: dict[str, Callable[[Xml, str], Node]] = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}


def _key(node: Xml, namespace: str) -> str:
    own = identity(node) or spelled(node.get("name"))
    return f"{namespace}#{own.replace('#', '')}"  # what stands before the last # is the namespace


def _required(node: Xml, namespace: str) -> tuple[str, ...]:
    found = []
    for requirement in children(node, "informationRequirement", "knowledgeRequirement"):
        found += [
            _reference(one, namespace)
            for one in children(requirement, "requiredInput", "requiredDecision")
            + children(requirement, "requiredKnowledge")
        ]
    return tuple(found)


def _reference(node: Xml, namespace: str) -> str:
    elsewhere, _, element_id = (node.get("href") or content(node)).strip().rpartition("#")
    return f"{elsewhere or namespace}#{element_id}"
