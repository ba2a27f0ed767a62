"""The elements of the requirements graph as code: what each gives (chapters 6 and 10.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine import feel
from engine.decisions.boxed import Decision, InputData, Knowledge, Node, Service, Table
from engine.decisions.library import Library
from engine.decisions.logic import compiled, function, signature
from engine.decisions.places import NO_NAMES, Place, nothing
from engine.decisions.runs import CALL, Finding, Run, Scope
from engine.decisions.types import conformed, result_of
from engine.feel import ANY, Type

Element = Callable[[Run], Any]


@dataclass(frozen=True, slots=True)
class Graph:
    """All elements by key, with the libraries they live in and the functions of the product."""

    nodes: Mapping[str, Node]
    libraries: Mapping[str, Library]
    functions: frozenset[str]

    def library(self, node: Node) -> Library:
        """Give the library of the file an element stands in."""
        return self.libraries[node.key.rpartition("#")[0]]


@dataclass(frozen=True, slots=True)
class Binding:
    """A required element: the import it is reached through, if any, its name, and its key."""

    through: str
    name: str
    key: str


def element(node: Node, graph: Graph) -> Element:
    """Make the code of an element."""
    match node:
        case InputData():
            return _input(node, graph)
        case Decision():
            return _decision(node, graph)
        case Knowledge():
            return _knowledge(node, graph)
        case Service():
            return _service(node, graph)


def _input(node: InputData, graph: Graph) -> Element:
    wanted = graph.library(node).type_named(node.type_ref, (node.id, node.name))
    exact = f"{{{node.key.rpartition('#')[0]}}}{node.name}"

    def give(run: Run) -> Any:  # noqa: ANN401 - any value
        value = run.inputs.get(exact, run.inputs.get(node.name))
        found = conformed(run, value, wanted, node.name)
        if found is None is not value:
            run.given[node.name] = value
        return found

    return give


def _bindings(requires: tuple[str, ...], node: Node, graph: Graph) -> tuple[Binding, ...]:
    library = graph.library(node)
    found = []
    for key in requires:
        required = graph.nodes.get(key)
        if required is not None:
            found.append(Binding(*library.path(required), key))
    return tuple(found)


def _place(node: Node, bindings: tuple[Binding, ...], graph: Graph) -> Place:
    names: dict[str, Type] = dict.fromkeys(graph.library(node).missing, ANY)
    through: dict[str, dict[str, Type]] = {}
    for binding in bindings:
        of = _type_in_scope(graph, binding.key)
        if binding.through:
            through.setdefault(binding.through, {})[binding.name] = of
        else:
            names[binding.name] = of
    names |= {name: feel.context_type(entries) for name, entries in through.items()}
    return Place(graph.library(node), (node.id, node.name), names, graph.functions)


def _type_in_scope(graph: Graph, key: str) -> Type:
    """Give the type of a name; that of a function is what it takes and gives.

    What its variable says of it is not that: files state it differently.
    """
    node = graph.nodes[key]
    match node:
        case InputData() | Decision():
            return _type_of(graph, key)
        case Knowledge():
            return _type_of_knowledge(node, graph)
        case Service():
            parameters = _bindings(node.parameters, node, graph)
            types = [_type_of(graph, one.key) for one in parameters]
            names = [one.name for one in parameters]
            return feel.function_type(types, result_of(_type_of(graph, key)), names)


def _type_of_knowledge(node: Knowledge, graph: Graph) -> Type:
    if node.logic is None:
        return ANY
    bare = Place(graph.library(node), (node.id, node.name), NO_NAMES, graph.functions)
    return signature(node.logic, bare, result_of(_type_of(graph, node.key)))


def _scope(run: Run, bindings: tuple[Binding, ...]) -> Scope:
    scope: Scope = {}
    for binding in bindings:
        value = run.value(run, binding.key)
        if binding.through:
            scope.setdefault(binding.through, {})[binding.name] = value
        else:
            scope[binding.name] = value
    return scope


def _decision(node: Decision, graph: Graph) -> Element:
    bindings = _bindings(node.requires, node, graph)
    place = _place(node, bindings, graph)
    wanted = place.type_named(node.type_ref)
    logic = compiled(node.logic, place, node.type_ref)
    by_table = isinstance(node.logic, Table)

    def decide(run: Run) -> Any:  # noqa: ANN401 - any value
        run.fuel.spend(CALL)
        outer = run.warnings, run.given
        run.warnings, run.given = [], {}
        scope = _scope(run, bindings)
        value = conformed(run, logic(run, scope), wanted, node.name)
        if not by_table:
            seen = {name: one for name, one in scope.items() if not _is_function(one)}
            run.findings.append(Finding(node.id, node.name, None, seen, (), (), value))
        warnings = tuple(run.warnings)
        last = replace(run.findings[-1], outputs=value, warnings=warnings, given=run.given)
        run.findings[-1] = last
        run.warnings, run.given = outer
        return value

    return decide


def _is_function(value: object) -> bool:
    return value.__class__ is feel.Function


def _knowledge(node: Knowledge, graph: Graph) -> Element:
    bindings = _bindings(node.requires, node, graph)
    own_type = {node.name: _type_of_knowledge(node, graph)}
    place = _place(node, bindings, graph).with_names(own_type)
    wanted = result_of(place.type_named(node.type_ref))
    if node.logic is None:
        return lambda run: nothing(run, {})
    names = tuple(parameter.name for parameter in node.logic.parameters)
    types = tuple(place.type_named(parameter.type_ref) for parameter in node.logic.parameters)
    make = function(node.logic, place, node.name)

    def give(run: Run) -> feel.Function:
        def call(*arguments: Any) -> Any:  # noqa: ANN401 - any values
            scope = _scope(run, bindings)
            scope[node.name] = itself
            return conformed(run, make(run, scope).call(*arguments), wanted, node.name)

        itself = feel.Function(node.name, names, call, types, wanted)
        return itself

    return give


def _service(node: Service, graph: Graph) -> Element:
    library = graph.library(node)
    parameters = _bindings(node.parameters, node, graph)
    types = tuple(_type_of(graph, binding.key) for binding in parameters)
    outputs = _bindings(node.outputs, node, graph)
    wanted = result_of(library.type_named(node.type_ref, (node.id, node.name)))

    def give(run: Run) -> feel.Function:
        def call(*arguments: Any) -> Any:  # noqa: ANN401 - any values
            run.fuel.enter()
            keys = (binding.key for binding in parameters)
            inner = run.within(dict(zip(keys, arguments, strict=True)))
            found = {binding.name: run.value(inner, binding.key) for binding in outputs}
            run.fuel.leave()
            one = next(iter(found.values())) if len(outputs) == 1 else found
            return conformed(run, one, wanted, node.name)

        names = tuple(binding.name for binding in parameters)
        return feel.Function(node.name, names, call, types, wanted)

    return give


def _type_of(graph: Graph, key: str) -> Type:
    node = graph.nodes[key]
    return graph.library(node).type_named(node.type_ref, (node.id, node.name))
