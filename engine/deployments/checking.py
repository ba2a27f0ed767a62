"""What is wrong with a diagram: in itself, and with what lies around it.

Bodies, forms, lists and processes to call are not in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from engine import decisions, forms, interpreter, services, store, terms
from engine.decisions import Bound
from engine.deployments import beginning, calling
from engine.deployments.asking import asked
from engine.deployments.calling import Callings, callings
from engine.deployments.naming import Naming, answers, together, vocabulary
from engine.deployments.serving import served
from engine.forms import Choices, Form
from engine.interpreter import Definition, InvalidDiagram
from engine.model import Element, Problem, Severity, Words
from engine.store import Transaction

NO_TABLES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Library:
    """What a new bundle may use: forms and lists by name, known bodies, processes to call.

    `tables` are files of decisions by namespace, `decisions` the decisions in them by id; `naming`
    knows the variables of all processes and forms; `started_by` which processes each message starts
    already, or would start of what is offered together; `called` is what is called in that, and in
    all else that is current. It is deployed `at` this moment, and may have so many `elements`.
    """

    forms: dict[str, bytes]
    lists: dict[str, bytes]
    choices: dict[str, Choices]
    tables: dict[str, bytes]
    decisions: dict[str, Bound]
    naming: Naming
    bodies: frozenset[str]
    processes: frozenset[str]
    started_by: Mapping[str, list[str]]
    called: tuple[Callings, Callings]
    at: datetime
    elements: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A diagram with its problems.

    `definitions` is empty when there are errors among them, or when it is a file of decisions.
    """

    diagram: bytes
    problems: tuple[Problem, ...]
    definitions: tuple[Definition, ...]


def library(
    tx: Transaction, diagrams: Iterable[bytes], tables: Mapping[str, bytes] = NO_TABLES
) -> Library:
    """Give what these diagrams may use, each other and these tables included."""
    all_tables = store.bundles.library(tx, "decision") | dict(tables)
    here = {found for diagram in diagrams for found in process_ids(diagram)}
    deployed = {found.process_id for found in store.bundles.versions(tx)}
    lists = store.bundles.library(tx, "list")
    all_forms = store.bundles.library(tx, "form")
    return Library(
        forms=all_forms,
        lists=lists,
        choices={name: forms.parse_list(content) for name, content in lists.items()},
        tables=all_tables,
        decisions=decisions.catalogue(all_tables, terms.FUNCTIONS),
        naming=_naming(tx, diagrams, all_forms),
        bodies=frozenset(store.people.bodies(tx)),
        processes=frozenset(here | deployed),
        started_by=beginning.started_by(store.bundles.started_by_messages(tx), diagrams),
        called=callings(tx, diagrams),
        at=tx.now,
        elements=tx.limits.elements,
    )


def _naming(tx: Transaction, diagrams: Iterable[bytes], known: Mapping[str, bytes]) -> Naming:
    """Tell what is written in these diagrams, those that are current, and the known forms."""
    current = (one.digest for one in store.bundles.versions(tx) if one.current)
    deployed = (store.bundles.diagram(tx, digest) or b"" for digest in current)
    readable = (one for one in dict.fromkeys([*diagrams, *deployed]) if process_ids(one))
    asked = {form_id: answers(form) for form_id, form in known.items()}
    return Naming(
        tuple(found for one in readable if (found := vocabulary(one)) is not None),
        asked,
        together(asked.values()),
    )


def process_ids(diagram: bytes) -> tuple[str, ...]:
    """Give the ids of the processes in a diagram; none when it cannot be read."""
    try:
        return interpreter.process_ids(diagram)
    except InvalidDiagram:
        return ()


def checked(diagram: bytes, known: Library) -> Checked:
    """Check one diagram, and read its processes when there are no errors in it."""
    found = interpreter.problems(
        diagram,
        functions=terms.FUNCTIONS,
        forms=known.forms,
        decisions=known.decisions,
        elements=known.elements,
    )
    found = (*found, *_unknown_bodies(diagram, known))
    if any(problem.severity is Severity.ERROR for problem in found):
        return Checked(diagram, (*found, *known.naming.problems(diagram)), ())
    definitions = tuple(
        interpreter.read(diagram, process_id, functions=terms.FUNCTIONS)
        for process_id in interpreter.process_ids(diagram)
    )
    around = [problem for one in definitions for problem in _problems_around(one, known)]
    around += beginning.shared(definitions, known.started_by)
    around += calling.problems(definitions, *known.called)
    around += known.naming.problems(diagram)
    around += _asked(diagram, definitions, known)
    return Checked(diagram, (*found, *around), definitions)


def _asked(diagram: bytes, definitions: Iterable[Definition], known: Library) -> Iterator[Problem]:
    """Look at what tasks give to their decisions and their services."""
    own = vocabulary(diagram)
    if own is not None:
        elements = [element for one in definitions for element in one.elements.values()]
        variables = known.naming.variables(own)
        yield from asked(elements, own, variables, known.decisions)
        yield from served(elements, own, variables)


def checked_table(table: bytes, known: Library) -> Checked:
    """Check one file of decisions, among the files that it may import."""
    read = decisions.read(table, known.tables, known=frozenset(terms.FUNCTIONS))
    found = [*decisions.check(read), *_decided_twice(table, known)]
    return Checked(table, tuple(found), ())


def _decided_twice(table: bytes, known: Library) -> Iterator[Problem]:
    """Find ids of decisions that another file has too: a process could not tell them apart."""
    here = decisions.namespace_of(table)
    own = decisions.catalogue({here: table}, terms.FUNCTIONS)
    others = {name: content for name, content in known.tables.items() if name != here}
    for decision_id in sorted(own.keys() & decisions.catalogue(others, terms.FUNCTIONS).keys()):
        yield Problem("decision-twice", _decided_elsewhere(decision_id), element_id=decision_id)


def _unknown_bodies(diagram: bytes, known: Library) -> Iterator[Problem]:
    """Warn about lanes that are no body; that can be seen in a diagram with errors too."""
    try:
        bodies = interpreter.bodies(diagram)
    except InvalidDiagram:
        return
    for body in bodies:
        if body not in known.bodies:
            yield Problem("unknown-body", _no_such_body(body), severity=Severity.WARNING)


def _problems_around(definition: Definition, known: Library) -> list[Problem]:
    """Look at what lies outside the diagram: called processes, services, forms."""
    found = [
        _at(element, "unknown-process", _no_such_process(element))
        for element in definition.elements.values()
        if element.called_process and element.called_process not in known.processes
    ]
    found += [
        _at(element, "unknown-service", _no_such_service(element))
        for element in definition.elements.values()
        if element.service and element.service not in services.BUNDLED
    ]
    found += beginning.problems(definition, known.at)
    for form_id in sorted(definition.form_ids & known.forms.keys()):
        found += _problems_of_form(form_id, known)
    return found


def _problems_of_form(form_id: str, known: Library) -> list[Problem]:
    try:
        found = forms.misfits(form(form_id, known), terms.FUNCTIONS)
    except forms.InvalidForm as invalid:
        found = list(zip(invalid.problems, invalid.excerpts, strict=True))
    return [
        Problem(
            "invalid-form",
            Words(f"Formulier {form_id}: {words.nl}", f"Form {form_id}: {words.en}"),
            excerpt=excerpt,
        )
        for words, excerpt in found
    ]


def form(form_id: str, known: Library) -> Form:
    """Read a form of the known. Raises InvalidForm."""
    return forms.parse(known.forms[form_id], known.choices, functions=terms.FUNCTIONS)


def _at(element: Element, code: str, words: Words) -> Problem:
    return Problem(code, words, element_id=element.id, element_name=element.name)


def _no_such_body(body: str) -> Words:
    return Words(
        f"Er is geen gremium met de naam van baan '{body}'. Niemand krijgt de taken in deze baan.",
        f"There is no body with the name of lane '{body}'. Nobody gets the tasks in this lane.",
    )


def _decided_elsewhere(decision_id: str) -> Words:
    return Words(
        f"Een ander bestand heeft ook een beslissing '{decision_id}'. Geef deze een andere id.",
        f"Another file has a decision '{decision_id}' too. Give this one another id.",
    )


def _no_such_process(element: Element) -> Words:
    called = element.called_process
    return Words(
        f"Proces '{called}' is niet gepubliceerd. Publiceer het eerst, of wijzig de aanroep.",
        f"Process '{called}' is not deployed. Deploy it first, or change the call.",
    )


def _no_such_service(element: Element) -> Words:
    known = ", ".join(sorted(services.BUNDLED))
    return Words(
        f"Er is geen dienst '{element.service}'. Kies uit: {known}.",
        f"There is no service '{element.service}'. Choose from: {known}.",
    )
