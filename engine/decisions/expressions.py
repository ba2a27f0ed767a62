"""Reads boxed expressions from XML (DMN 1.5, clauses 7.3 and 10.2)."""

from __future__ import annotations

from collections.abc import Callable

from engine.decisions.boxed import (
    Boxed,
    Conditional,
    Context,
    Entry,
    Filter,
    FunctionDefinition,
    Input,
    Invocation,
    Listed,
    Loop,
    Output,
    Parameter,
    Relation,
    Rule,
    Table,
    Text,
)
from engine.decisions.dmn import (
    Xml,
    child,
    children,
    identity,
    is_feel,
    local,
    spelled,
    text,
)


def expression_in(node: Xml | None) -> Boxed | None:
    """Read the expression right inside a node; None if there is none."""
    found = [] if node is None else children(node, *_READERS)
    return _read(found[0]) if found else None


def type_of(node: Xml, written: str | None) -> str:
    """Give a reference to a type; one with a prefix of XML becomes `{namespace}name`."""
    name = spelled(written)
    prefix, colon, rest = name.partition(":")
    if not colon or prefix not in node.nsmap:
        return rest if prefix == "feel" and colon else name
    namespace = node.nsmap[prefix]
    return rest if is_feel(namespace) else f"{{{namespace}}}{rest}"


def _read(node: Xml) -> Boxed:
    return _READERS[local(node)](node)


def _own_type(node: Xml) -> str:
    return type_of(node, node.get("typeRef"))


def _text(node: Xml) -> Text:
    language = node.get("expressionLanguage") or _language_of_file(node)
    if child(node, "importedValues") is not None:
        language = "importedValues"
    other = "" if is_feel(language) else language
    return Text(identity(node), text(node, "text"), _own_type(node), other)


def _language_of_file(node: Xml) -> str:
    return node.getroottree().getroot().get("expressionLanguage") or ""


def _context(node: Xml) -> Context:
    entries = []
    for entry in children(node, "contextEntry"):
        variable = child(entry, "variable")
        name = "" if variable is None else spelled(variable.get("name"))
        type_ref = "" if variable is None else _own_type(variable)
        entries.append(Entry(name, type_ref, expression_in(entry)))
    return Context(identity(node), tuple(entries), _own_type(node))


def _invocation(node: Xml) -> Invocation:
    bindings = []
    for binding in children(node, "binding"):
        parameter = child(binding, "parameter")
        name = "" if parameter is None else spelled(parameter.get("name"))
        bindings.append(Entry(name, "", expression_in(binding)))
    return Invocation(identity(node), expression_in(node), tuple(bindings), _own_type(node))


def _listed(node: Xml) -> Listed:
    items = tuple(_read(item) for item in children(node, *_READERS))
    return Listed(identity(node), items, _own_type(node))


def _relation(node: Xml) -> Relation:
    columns = tuple(
        Entry(spelled(column.get("name")), _own_type(column), None)
        for column in children(node, "column")
    )
    rows = tuple(
        tuple(_read(cell) for cell in children(row, *_READERS)) for row in children(node, "row")
    )
    return Relation(identity(node), columns, rows, _own_type(node))


def function(node: Xml) -> FunctionDefinition:
    """Read a function definition, also when it is the logic of a knowledge model."""
    parameters = tuple(
        Parameter(spelled(one.get("name")), _own_type(one))
        for one in children(node, "formalParameter")
    )
    kind = (node.get("kind") or "FEEL").strip()
    return FunctionDefinition(
        identity(node), kind, parameters, expression_in(node), _own_type(node)
    )


def _conditional(node: Xml) -> Conditional:
    parts = [expression_in(child(node, name)) for name in ("if", "then", "else")]
    return Conditional(identity(node), parts[0], parts[1], parts[2], _own_type(node))


def _filter(node: Xml) -> Filter:
    source, match = (expression_in(child(node, name)) for name in ("in", "match"))
    return Filter(identity(node), source, match, _own_type(node))


def _loop(node: Xml) -> Loop:
    body = child(node, "return") if local(node) == "for" else child(node, "satisfies")
    return Loop(
        identity(node),
        local(node),
        spelled(node.get("iteratorVariable")),
        expression_in(child(node, "in")),
        expression_in(body),
        _own_type(node),
    )


def _table(node: Xml) -> Table:
    return Table(
        identity(node),
        (node.get("hitPolicy") or "UNIQUE").strip(),
        (node.get("aggregation") or "").strip(),
        tuple(_input(one) for one in children(node, "input")),
        tuple(_output(one, node) for one in children(node, "output")),
        tuple(spelled(one.get("name")) for one in children(node, "annotation")),
        tuple(_rule(one) for one in children(node, "rule")),
        _own_type(node),
    )


def _input(node: Xml) -> Input:
    asked = child(node, "inputExpression")
    said = "" if asked is None else text(asked, "text")
    return Input(
        identity(node),
        spelled(node.get("label")) or said,
        said,
        "" if asked is None else _own_type(asked),
        _tests(node, "inputValues"),
    )


def _output(node: Xml, table: Xml) -> Output:
    name = spelled(node.get("name"))
    label = spelled(node.get("label")) or name or spelled(table.get("outputLabel"))
    return Output(
        identity(node),
        name,
        label,
        _own_type(node),
        _tests(node, "outputValues"),
        _tests(node, "defaultOutputEntry"),
    )


def _tests(node: Xml, name: str) -> str:
    found = child(node, name)
    return "" if found is None else text(found, "text")


def _rule(node: Xml) -> Rule:
    inputs, outputs, annotations = (
        tuple(text(cell, "text") for cell in children(node, tag))
        for tag in ("inputEntry", "outputEntry", "annotationEntry")
    )
    return Rule(identity(node), inputs, outputs, annotations, text(node, "description"))


_READERS: dict[str, Callable[[Xml], Boxed]] = {
    "literalExpression": _text,
    "context": _context,
    "invocation": _invocation,
    "list": _listed,
    "relation": _relation,
    "functionDefinition": function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _loop,
    "some": _loop,
    "every": _loop,
    "decisionTable": _table,
}
