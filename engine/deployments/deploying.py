"""Freeze diagrams with the forms and lists they use, as versions of their processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine import access, decisions, starts, store
from engine.access import Action
from engine.decisions import InvalidDecisions
from engine.deployments import beginning, checking
from engine.deployments.beginning import Way
from engine.deployments.checking import Checked, Library
from engine.deployments.kinds import why_unreadable
from engine.deployments.sorting import sort
from engine.errors import EngineError
from engine.interpreter import Definition, InvalidDiagram
from engine.model import Bundle, Person, Problem, Severity, Words
from engine.store import Transaction
from engine.store.bundles import Version
from engine.store.locks import Alone, be_alone


class UnknownVersion(EngineError):
    """The process has no such version."""

    nl = "Proces '{process_id}' heeft geen versie {version}."
    en = "Process '{process_id}' has no version {version}."

    def __init__(self, process_id: str, version: int) -> None:
        super().__init__(process_id=process_id, version=version)


@dataclass(frozen=True, slots=True)
class Plan:
    """What deploying does to one process: `change` is new, again (current once more) or none."""

    process_id: str
    name: str
    version: int
    change: str
    ways: tuple[Way, ...]

    @property
    def begins(self) -> tuple[Words, ...]:
        """Say when it will start by itself, if it does; nothing when nothing changes."""
        said = (one.said for one in self.ways if self.change != "none")
        return tuple(words for words in said if words is not None)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is wrong with a diagram, and what deploying it does; no plans when errors stop it."""

    problems: tuple[Problem, ...]
    plans: tuple[Plan, ...]

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.problems)


def outlook(tx: Transaction, diagram: bytes) -> Outlook:
    """Check a diagram as `check` does, and tell what would come of deploying it.

    Raises InvalidDecisions when it is a file of decisions that cannot be read.
    """
    found = _looked_at(tx, [diagram])
    return _outlook(tx, found.checked, found.library)


def check(tx: Transaction, diagram: bytes) -> tuple[Problem, ...]:
    """List all that is wrong with a diagram: errors stop deployment, warnings do not.

    Raises InvalidDecisions when it is a file of decisions that cannot be read.
    """
    return outlook(tx, diagram).problems


def outlook_together(
    tx: Transaction, diagrams: Sequence[bytes], names: Sequence[str] = ()
) -> list[Outlook]:
    """Check diagrams that use each other; give the outlook of each, in the order of the diagrams.

    A file that cannot be read has that as its problem; `names` are those of the files, which tell
    what they were meant to be.
    """
    named = dict(zip(diagrams, names, strict=False))
    found = {
        diagram: why_unreadable(diagram, tx.limits.elements, named.get(diagram, ""))
        for diagram in diagrams
    }
    looked_at = _looked_at(tx, [diagram for diagram, problems in found.items() if not problems])
    outlooks = {diagram: Outlook(problems, ()) for diagram, problems in found.items()}
    for one in looked_at.checked:
        outlooks[one.diagram] = _outlook(tx, [one], looked_at.library)
    return [outlooks[diagram] for diagram in diagrams]


def _outlook(tx: Transaction, checked: Sequence[Checked], library: Library) -> Outlook:
    problems = tuple(problem for one in checked for problem in one.problems)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Outlook(problems, ())
    plans = [_plan(tx, one, found, library) for one in checked for found in one.definitions]
    return Outlook(problems, tuple(plans))


def check_together(
    tx: Transaction, diagrams: Sequence[bytes], names: Sequence[str] = ()
) -> list[tuple[Problem, ...]]:
    """Check diagrams that use each other; give the problems of each, as `outlook_together` does."""
    return [one.problems for one in outlook_together(tx, diagrams, names)]


def deploy(tx: Transaction, diagram: bytes, *, by: Person) -> list[Bundle]:
    """Deploy a diagram as the next version of each of its processes; give the bundles.

    What was deployed before, letter for letter, becomes current again and gets no new version. A
    file of decisions gives a next version of each process that decides with it.
    Raises NotAllowed, or InvalidDiagram or InvalidDecisions with every problem; nothing is
    deployed then.
    """
    return deploy_together(tx, [diagram], by=by)


def deploy_together(tx: Transaction, diagrams: Sequence[bytes], *, by: Person) -> list[Bundle]:
    """Deploy diagrams that use each other, all or none. Raises as `deploy` does."""
    access.require(by, Action.DEPLOY)
    be_alone(tx, Alone.DEPLOYING)  # what is checked stays so until it is deployed
    found = _looked_at(tx, diagrams)
    for one in found.checked:
        if any(problem.severity is Severity.ERROR for problem in one.problems):
            refusal = InvalidDecisions if decisions.is_dmn(one.diagram) else InvalidDiagram
            raise refusal(one.problems)
    store.bundles.keep_in_library(tx, "decision", found.tables)
    process_ids = [each.process_id for one in found.checked for each in one.definitions]
    store.current.lock(tx, process_ids)
    deployed = [
        _deploy_one(tx, one.diagram, definition, found.library, by)
        for one in found.checked
        for definition in one.definitions
    ]
    store.gathering.follow(tx, process_ids)
    return deployed


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """What would be deployed together, checked; `tables` are the files of decisions in it."""

    library: Library
    tables: dict[str, bytes]
    checked: tuple[Checked, ...]


def _looked_at(tx: Transaction, diagrams: Sequence[bytes]) -> _LookedAt:
    found = sort(tx, diagrams)
    library = checking.library(tx, found.drawings, found.tables)
    tables = [checking.checked_table(table, library) for table in found.tables.values()]
    drawings = [checking.checked(drawing, library) for drawing in found.drawings]
    return _LookedAt(library, found.tables, (*tables, *drawings))


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


def _plan(tx: Transaction, checked: Checked, definition: Definition, library: Library) -> Plan:
    process_id, name = definition.process_id, definition.name
    digest = _frozen(checked.diagram, definition, library).digest
    known = store.bundles.find(tx, digest)
    ways = beginning.ways(tx, definition)
    if known is None:
        following = store.bundles.latest_version(tx, process_id) + 1
        return Plan(process_id, name, following, "new", ways)
    is_current = store.bundles.current_digest(tx, process_id) == digest
    return Plan(process_id, name, known.version, "none" if is_current else "again", ways)


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
    starts.keep(tx, process_id, starts.ahead(definition, tx.now))
    return known or bundle


def _frozen(diagram: bytes, definition: Definition, library: Library) -> Bundle:
    """Take the diagram with just the files it uses, and the digest over all of it."""
    used_forms = {name: library.forms[name] for name in sorted(definition.form_ids)}
    wanted = {name for form_id in used_forms for name in checking.form(form_id, library).lists}
    files = {library.decisions[name].namespace for name in definition.decision_ids}
    used_tables = decisions.needed(library.tables, files)
    used_lists = {name: library.lists[name] for name in sorted(wanted & library.lists.keys())}
    bundle = Bundle(definition.process_id, 0, "", diagram, used_forms, used_lists, used_tables)
    return replace(bundle, digest=store.bundles.digest(bundle))
