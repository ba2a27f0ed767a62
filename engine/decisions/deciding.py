"""Reads files of decisions, and decides: what the rest of the product does with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from engine import feel
from engine.decisions.boxed import Decision, File, InputData, Knowledge, Node, Service
from engine.decisions.elements import Element, Graph, element
from engine.decisions.errors import CannotDecide, TooDeep, UnknownDecision
from engine.decisions.library import Library
from engine.decisions.linking import Linker, before, circles, dependencies
from engine.decisions.reading import read_file
from engine.decisions.runs import Finding, Run, going_on
from engine.decisions.wording import problem
from engine.model import Problem
from engine.values import Value

_NONE: Mapping[str, Any] = MappingProxyType({})
_NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """A file of decisions that was read, with the files it imports; decide with it often.

    `problems` are those that were found while reading; `check` finds the others.
    """

    file: File
    nodes: Mapping[str, Node]
    elements: Mapping[str, Element]
    libraries: Mapping[str, Library]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The value of a decision, and what was found on the way: what others need comes first."""

    value: Value
    findings: tuple[Finding, ...]


def read(
    content: bytes,
    imports: Mapping[str, bytes] = _NONE,
    *,
    known: frozenset[str] = _NO_NAMES,
) -> Decisions:
    """Read a file; `imports` maps namespace -> DMN file, `known` are names of our functions.

    Raises InvalidDecisions when a file is no safe DMN. What is merely wrong inside it stands in
    the problems, and stops a decision that needs it.
    """
    linker = Linker(read_file(content), imports)
    nodes = {node.key: node for file in linker.files.values() for node in file.nodes}
    graph = Graph(nodes, linker.libraries, known)
    problems = [
        *linker.problems,
        *_references(nodes, linker.absent),
        *_same_names(linker.files.values()),
    ]
    elements = {key: element(node, graph) for key, node in nodes.items()}
    for circle in circles(nodes):
        found = _circle(nodes, circle)
        problems.append(found)
        elements.update(dict.fromkeys(circle, _stopped(found)))
    for library in linker.libraries.values():
        problems += library.problems
    return Decisions(
        linker.library.file, nodes, elements, linker.libraries, tuple(dict.fromkeys(problems))
    )


def _references(nodes: Mapping[str, Node], absent: frozenset[str]) -> Iterator[Problem]:
    """Find references to nothing; those into a file that is absent are no problem of their own."""
    for node in nodes.values():
        for key in dependencies(node):
            if key not in nodes and key.rpartition("#")[0] not in absent:
                yield problem("unknown-reference", (node.id, node.name), reference=key)


def _same_names(files: Iterable[File]) -> Iterator[Problem]:
    for file in files:
        names = Counter(node.name for node in file.nodes)
        keys = Counter(node.key for node in file.nodes)
        for node in file.nodes:
            if names.pop(node.name, 1) > 1:
                yield problem("same-name", (node.id, node.name), name=node.name)
            if keys.pop(node.key, 1) > 1:
                yield problem("same-id", (node.id, node.name), id=node.id)


def _circle(nodes: Mapping[str, Node], circle: tuple[str, ...]) -> Problem:
    first = nodes[circle[0]]
    path = " → ".join(nodes[key].name for key in (*circle, circle[0]))
    return problem("cycle", (first.id, first.name), path=path)


def _stopped(found: Problem) -> Element:
    def give(_run: Run) -> Any:  # noqa: ANN401 - never gives anything
        raise CannotDecide(found)

    return give


def decide(
    decisions: Decisions,
    name: str,
    inputs: Mapping[str, Value],
    *,
    at: datetime,
    functions: Mapping[str, feel.Function] = _NONE,
) -> Verdict:
    """Decide at a moment (aware UTC); `name` is the name or the id of a decision.

    It may also name a decision service or a knowledge model, which takes its parameters from
    `inputs`: name -> value; an input of an imported file may be written `{namespace}name`.
    Raises UnknownDecision, CannotDecide when the logic is broken, and FeelFault or TooDeep
    when a limit is passed.
    """
    node = find(decisions, name)

    def value(run: Run, key: str) -> Any:  # noqa: ANN401 - any value
        if key not in run.results:
            for one in before(decisions.nodes, key, run.results):
                give = decisions.elements.get(one)
                run.results[one] = None if give is None else give(run)
        return run.results[key]

    run = Run(inputs, at=at, functions=functions, value=value)
    try:
        with going_on(run):
            found = value(run, node.key)
            if not isinstance(node, Decision):
                found = _invoked(run, found, inputs)
    except RecursionError:
        raise TooDeep(name=node.name) from None
    return Verdict(found, tuple(run.findings))


def _invoked(run: Run, function: Any, inputs: Mapping[str, Value]) -> Any:  # noqa: ANN401 - any values
    if not isinstance(function, feel.Function):
        return function
    given = [name for name in function.parameters if name in inputs]
    return run.invoke(function, given, [inputs[name] for name in given])


def find(decisions: Decisions, name: str) -> Node:
    """Find what somebody asks for: a decision, else a service, else a knowledge decisions.

    `name` is its name or id, or `{namespace}name` for one in an imported file.
    """
    namespace, brace, rest = name.rpartition("}")
    if brace:
        nodes = [
            node for key, node in decisions.nodes.items() if key.startswith(f"{namespace[1:]}#")
        ]
    else:
        nodes = list(decisions.file.nodes)
    for kind in (Decision, Service, Knowledge):
        for node in nodes:
            if isinstance(node, kind) and rest in {node.id, node.name}:
                return node
    raise UnknownDecision(name)


def required_inputs(decisions: Decisions, name: str) -> tuple[InputData, ...]:
    """Give the input data that a decision needs, also through other decisions, in file order."""
    needed = {find(decisions, name).key}
    ahead = list(needed)
    while ahead:
        node = decisions.nodes.get(ahead.pop())
        more = set() if node is None else set(dependencies(node)) - needed
        needed |= more
        ahead += more
    return tuple(
        node
        for node in decisions.nodes.values()
        if isinstance(node, InputData) and node.key in needed
    )


def type_of_input(decisions: Decisions, one: InputData) -> feel.Type:
    """Give the type that an input must have; any, where its file names none that exists."""
    library = decisions.libraries[one.key.rpartition("#")[0]]
    return library.find_type(one.type_ref) or feel.ANY


def names_of_inputs(decisions: Decisions, name: str) -> list[str]:
    """Give what may be given to a decision; to a service or knowledge model its parameters too."""
    node = find(decisions, name)
    names = [one.name for one in required_inputs(decisions, name)]
    if isinstance(node, Knowledge) and node.logic is not None:
        names += [one.name for one in node.logic.parameters]
    if isinstance(node, Service):
        keys = node.parameters
        names += [decisions.nodes[key].name for key in keys if key in decisions.nodes]
    return list(dict.fromkeys(names))
