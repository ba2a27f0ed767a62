"""Accept new versions of diagrams: check them, freeze them with the forms and lists they use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine import access, forms, interpreter, seals, store, terms
from engine.access import Action
from engine.errors import EngineError
from engine.forms import Choices, Form
from engine.interpreter import Definition, InvalidDiagram
from engine.model import Bundle, Element, Person, Problem, Severity, Words
from engine.store import Transaction
from engine.store.bundles import Version
from engine.values import canonical

OFFERED = "offered"  #: what the library calls a diagram that somebody may deploy, by her id


class UnknownVersion(EngineError):
    """The process has no such version."""

    nl = "Proces '{process_id}' heeft geen versie {version}."
    en = "Process '{process_id}' has no version {version}."

    def __init__(self, process_id: str, version: int) -> None:
        super().__init__(process_id=process_id, version=version)


class EmptyFile(EngineError):
    """There is nothing in the file that was offered."""

    nl = "Dit bestand is leeg. Kies een BPMN-bestand met een diagram erin."
    en = "This file is empty. Choose a BPMN file with a diagram in it."


class NothingOffered(EngineError):
    """The person has not offered a diagram."""

    nl = "U hebt nog geen diagram aangeboden. Bied eerst een BPMN-bestand aan."
    en = "You have not offered a diagram yet. Offer a BPMN file first."


class OfferedAnother(EngineError):
    """The diagram that was looked at is not the one that was offered last."""

    nl = "U hebt daarna een ander diagram aangeboden. Bekijk eerst wat daarvan is gevonden."
    en = "You have offered another diagram since. Look first at what was found in that one."


@dataclass(frozen=True, slots=True)
class Library:
    """What a new bundle may use: forms and lists by name, known bodies, processes to call."""

    forms: dict[str, bytes]
    lists: dict[str, bytes]
    choices: dict[str, Choices]
    bodies: frozenset[str]
    processes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """A diagram with its problems; `definitions` is empty when there are errors among them."""

    diagram: bytes
    problems: tuple[Problem, ...]
    definitions: tuple[Definition, ...]


def check(tx: Transaction, diagram: bytes) -> tuple[Problem, ...]:
    """List all that is wrong with a diagram: errors stop deployment, warnings do not."""
    return _checked(diagram, _library(tx, [diagram])).problems


def deploy(tx: Transaction, diagram: bytes, *, by: Person) -> list[Bundle]:
    """Deploy a diagram as the next version of each of its processes; give the bundles.

    What was deployed before, letter for letter, becomes current again and gets no new version.
    Raises NotAllowed, or InvalidDiagram with every problem; nothing is deployed then.
    """
    return deploy_together(tx, [diagram], by=by)


def deploy_together(tx: Transaction, diagrams: Sequence[bytes], *, by: Person) -> list[Bundle]:
    """Deploy diagrams that call each other, all or none. Raises as `deploy` does."""
    access.require(by, Action.DEPLOY)
    library = _library(tx, diagrams)
    checked = [_checked(diagram, library) for diagram in diagrams]
    for one in checked:
        if any(problem.severity is Severity.ERROR for problem in one.problems):
            raise InvalidDiagram(one.problems)
    return [
        _deploy_one(tx, one.diagram, definition, library, by)
        for one in checked
        for definition in one.definitions
    ]


def offer(tx: Transaction, diagram: bytes, *, by: Person) -> str:
    """Keep a diagram for this person until she offers another; give its digest.

    Raises NotAllowed, EmptyFile, or InvalidDiagram when the file cannot be read as a diagram.
    """
    access.require(by, Action.DEPLOY)
    if not diagram.strip():
        raise EmptyFile
    interpreter.read_xml(diagram)
    store.bundles.keep_in_library(tx, OFFERED, {by.id: diagram})
    return seals.digest(diagram).hex()


def offered(tx: Transaction, by: Person) -> bytes:
    """Give the diagram this person offered last. Raises NotAllowed, NothingOffered."""
    access.require(by, Action.DEPLOY)
    diagram = store.bundles.in_library(tx, OFFERED, by.id)
    if diagram is None:
        raise NothingOffered
    return diagram


def deploy_offered(tx: Transaction, digest: str, *, by: Person) -> list[Bundle]:
    """Deploy just the offered diagram that has this digest.

    Raises NothingOffered, OfferedAnother, and as `deploy` does.
    """
    diagram = offered(tx, by)
    if seals.digest(diagram).hex() != digest:
        raise OfferedAnother
    return deploy(tx, diagram, by=by)


def running(tx: Transaction, by: Person) -> dict[str, int]:
    """Tell how many instances run each bundle now, by its digest. Raises NotAllowed."""
    access.require(by, Action.SEE_PROCESSES)
    return store.instances.count_running(tx)


def versions(tx: Transaction, by: Person) -> list[Version]:
    """Give all versions of all processes: by process, the latest first. Raises NotAllowed."""
    access.require(by, Action.SEE_PROCESSES)
    return store.bundles.versions(tx)


def version(tx: Transaction, process_id: str, number: int, by: Person) -> Bundle:
    """Find one version of a process. Raises NotAllowed, UnknownVersion."""
    access.require(by, Action.SEE_PROCESSES)
    digest = store.bundles.digest_of(tx, process_id, number)
    found = store.bundles.find(tx, digest) if digest else None
    if found is None:
        raise UnknownVersion(process_id, number)
    return found


def _library(tx: Transaction, diagrams: Iterable[bytes]) -> Library:
    here = {found for diagram in diagrams for found in _process_ids(diagram)}
    deployed = {found.process_id for found in store.bundles.versions(tx)}
    lists = store.bundles.library(tx, "list")
    return Library(
        forms=store.bundles.library(tx, "form"),
        lists=lists,
        choices={name: forms.parse_list(content) for name, content in lists.items()},
        bodies=frozenset(store.people.bodies(tx)),
        processes=frozenset(here | deployed),
    )


def _process_ids(diagram: bytes) -> tuple[str, ...]:
    try:
        return interpreter.process_ids(diagram)
    except InvalidDiagram:
        return ()


def _checked(diagram: bytes, library: Library) -> Checked:
    found = interpreter.problems(diagram, functions=terms.FUNCTIONS, forms=library.forms)
    if any(problem.severity is Severity.ERROR for problem in found):
        return Checked(diagram, found, ())
    definitions = tuple(
        interpreter.read(diagram, process_id, functions=terms.FUNCTIONS)
        for process_id in interpreter.process_ids(diagram)
    )
    around = [problem for one in definitions for problem in _problems_around(one, library)]
    return Checked(diagram, (*found, *around), definitions)


def _problems_around(definition: Definition, library: Library) -> list[Problem]:
    """Look at what lies outside the diagram: bodies, called processes, forms."""
    found = [
        Problem("unknown-body", _no_such_body(body), severity=Severity.WARNING)
        for body in definition.bodies
        if body not in library.bodies
    ]
    found += [
        _at(element, "unknown-process", _no_such_process(element))
        for element in definition.elements.values()
        if element.called_process and element.called_process not in library.processes
    ]
    for form_id in sorted(definition.form_ids & library.forms.keys()):
        found += _problems_of_form(form_id, library)
    return found


def _problems_of_form(form_id: str, library: Library) -> list[Problem]:
    try:
        _form(form_id, library)
    except forms.InvalidForm as invalid:
        nl = f"Formulier {form_id}: {invalid.sentence('nl')}"
        en = f"Form {form_id}: {invalid.sentence('en')}"
        return [Problem("invalid-form", Words(nl, en))]
    return []


def _form(form_id: str, library: Library) -> Form:
    return forms.parse(library.forms[form_id], library.choices, functions=terms.FUNCTIONS)


def _at(element: Element, code: str, words: Words) -> Problem:
    return Problem(code, words, element_id=element.id, element_name=element.name)


def _no_such_body(body: str) -> Words:
    return Words(
        f"Er is geen gremium met de naam van baan '{body}'. Niemand krijgt de taken in deze baan.",
        f"There is no body with the name of lane '{body}'. Nobody gets the tasks in this lane.",
    )


def _no_such_process(element: Element) -> Words:
    called = element.called_process
    return Words(
        f"Proces '{called}' is niet gepubliceerd. Publiceer het eerst, of wijzig de aanroep.",
        f"Process '{called}' is not deployed. Deploy it first, or change the call.",
    )


def _deploy_one(
    tx: Transaction, diagram: bytes, definition: Definition, library: Library, by: Person
) -> Bundle:
    process_id = definition.process_id
    bundle = _frozen(diagram, definition, library)
    known = store.bundles.find(tx, bundle.digest)
    if known is None:
        bundle = replace(bundle, version=store.bundles.latest_version(tx, process_id) + 1)
        store.bundles.add(tx, bundle, definition.name)
    elif store.bundles.current_digest(tx, process_id) == bundle.digest:
        return known
    store.bundles.make_current(tx, process_id, bundle.digest, definition.starts, by.id)
    return known or bundle


def _frozen(diagram: bytes, definition: Definition, library: Library) -> Bundle:
    """Take the diagram with just the forms and lists it uses, and the digest over all of it."""
    used_forms = {name: library.forms[name] for name in sorted(definition.form_ids)}
    wanted = {name for form_id in used_forms for name in _form(form_id, library).lists}
    used_lists = {name: library.lists[name] for name in sorted(wanted & library.lists.keys())}
    contents = {
        "process": definition.process_id,
        "diagram": seals.digest(diagram).hex(),
        "forms": {name: seals.digest(form).hex() for name, form in used_forms.items()},
        "lists": {name: seals.digest(found).hex() for name, found in used_lists.items()},
    }
    digest = seals.digest(canonical(contents).encode()).hex()
    return Bundle(definition.process_id, 0, digest, diagram, used_forms, used_lists)
