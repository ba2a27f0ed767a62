"""Let running cases follow another version of their process: first in words, then all or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine import access, instances, interpreter, steps, store, suspensions
from engine.access import Action
from engine.deployments.deploying import UnknownVersion
from engine.errors import EngineError
from engine.events import InstanceMigrated
from engine.interpreter import Definition, Fate
from engine.model import Element, Person, Who, Words, counted
from engine.store import Transaction
from engine.store.instances import Running


class UnknownElement(EngineError):
    """The mapping names an element that the version does not have."""

    nl = "In proces '{process_id}' is geen element '{element_id}' om {way_nl} te gaan."
    en = "Process '{process_id}' has no element '{element_id}' to go {way_en}."

    _WAYS: ClassVar = {"from": ("vandaan", "from"), "to": ("heen", "to")}

    def __init__(self, process_id: str, element_id: str, way: str) -> None:
        nl, en = self._WAYS[way]
        super().__init__(process_id=process_id, element_id=element_id, way_nl=nl, way_en=en)


class MappedTwice(EngineError):
    """Two elements cannot go on as the same one."""

    nl = "Meer dan een element zou verder gaan als '{element_id}'. Kies voor elk een ander."
    en = "More than one element would go on as '{element_id}'. Choose another for each."

    def __init__(self, element_id: str) -> None:
        super().__init__(element_id=element_id)


class NothingToMigrate(EngineError):
    """None of these cases runs another version of the process."""

    nl = "Er loopt niets van proces '{process_id}' in een andere versie dan {version}."
    en = "Nothing of process '{process_id}' runs in another version than {version}."

    def __init__(self, process_id: str, version: int) -> None:
        super().__init__(process_id=process_id, version=version)


class CasesStay(EngineError):
    """At least one of the cases cannot come along, so none of them was migrated."""

    nl = "Er is niets gewijzigd, want niet alles kan mee. {reasons_nl}"
    en = "Nothing changed, because not everything can come along. {reasons_en}"

    def __init__(self, outlooks: Sequence[CaseOutlook]) -> None:
        stays = [outlook for outlook in outlooks if not outlook.can_migrate]
        super().__init__(
            reasons_nl=" ".join(one.say("nl") for one in stays),
            reasons_en=" ".join(one.say("en") for one in stays),
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """To which version, and where to go on with what stands at an element (old id -> new id).

    `cases` are the numbers of the cases; None for all that run another version.
    """

    process_id: str
    version: int
    mapping: Mapping[str, str]
    cases: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CaseOutlook:
    """What migrating does to one instance of a case; `refusal` says why it cannot as a whole.

    `drafts` says whose drafts do not open, so that they are lost to the task that goes on.
    """

    case_number: str
    instance_id: str
    version: int
    fates: tuple[Fate, ...]
    refusal: Words | None = None
    drafts: tuple[Words, ...] = ()

    @property
    def can_migrate(self) -> bool:
        return self.refusal is None and all(fate.change != "cannot" for fate in self.fates)

    @property
    def told(self) -> list[Words]:
        """Say what becomes of all that stands open, what is the same for many of them once."""
        refusals = [self.refusal] if self.refusal else []
        return counted([*(fate.words for fate in self.fates), *self.drafts, *refusals])

    def say(self, language: str) -> str:
        """Say in sentences why it cannot come along."""
        refused = [fate.words for fate in self.fates if fate.change == "cannot"]
        refused += [self.refusal] if self.refusal else []
        told = " ".join(words.say(language) for words in counted(refused))
        return f"{self.case_number}: {told}"


@dataclass(frozen=True, slots=True)
class Choice:
    """An element at which something stands that cannot stay there, and what it may go on as."""

    element: Element
    targets: tuple[Element, ...]


def choices(tx: Transaction, wish: Wish, by: Person) -> list[Choice]:
    """Give what a mapping may say: elements with something open that are not in the version.

    Raises as `migration_plan` does.
    """
    access.require(by, Action.MIGRATE)
    digest, new = _target(tx, wish)
    found: dict[str, Choice] = {}
    for running in _wanted(tx, wish, digest):
        elements = steps.definition(tx, running.digest).elements
        plain = Wish(wish.process_id, wish.version, {})
        for fate in _outlook(tx, running, digest, new, plain).fates:
            element_id = fate.place.element_id
            if fate.change == "cannot" and element_id in elements:
                one = elements[element_id]
                alike = tuple(each for each in new.elements.values() if each.kind == one.kind)
                found.setdefault(element_id, Choice(one, alike))
    return list(found.values())


def migration_plan(tx: Transaction, wish: Wish, by: Person) -> list[CaseOutlook]:
    """Tell per case what migrating would do to all that stands open; change nothing.

    Raises NotAllowed, UnknownVersion, UnknownElement, MappedTwice, NothingToMigrate.
    """
    access.require(by, Action.MIGRATE)
    digest, new = _target(tx, wish)
    return [_outlook(tx, running, digest, new, wish) for running in _wanted(tx, wish, digest)]


def migrate(tx: Transaction, wish: Wish, by: Person) -> list[CaseOutlook]:
    """Let the cases follow the version from here on: all of them, or none.

    Gives what became of each. Raises as `migration_plan` does, and CasesStay.
    """
    access.require(by, Action.MIGRATE)
    digest, new = _target(tx, wish)
    wanted = _wanted(tx, wish, digest)
    store.instances.lock_cases_of(tx, [running.id for running in wanted])
    # again, now that nobody else can move them; not what has begun in other cases since
    locked = {running.case_number for running in wanted}
    wanted = [one for one in _wanted(tx, wish, digest) if one.case_number in locked]
    outlooks = [_outlook(tx, running, digest, new, wish) for running in wanted]
    if not all(outlook.can_migrate for outlook in outlooks):
        raise CasesStay(outlooks)
    for running in wanted:
        now = store.instances.find(tx, running.id)
        assert now is not None, "its case is locked"
        cause = InstanceMigrated(digest, dict(sorted(wish.mapping.items())))
        instances.move(tx, now, cause, Who(by.id))
        store.cases.may_be_seen_by(tx, running.case_number, new.workers)
    return outlooks


def _target(tx: Transaction, wish: Wish) -> tuple[str, Definition]:
    digest = store.bundles.digest_of(tx, wish.process_id, wish.version)
    if digest is None:
        raise UnknownVersion(wish.process_id, wish.version)
    new = steps.definition(tx, digest)
    for to in wish.mapping.values():
        if to not in new.elements:
            raise UnknownElement(wish.process_id, to, "to")
        if list(wish.mapping.values()).count(to) > 1:
            raise MappedTwice(to)
    return digest, new


def _wanted(tx: Transaction, wish: Wish, digest: str) -> list[Running]:
    """Give the instances that are to migrate, by case. Raises NothingToMigrate, UnknownElement."""
    found = store.instances.running_process(tx, wish.process_id, wish.cases)
    wanted = [running for running in found if running.digest != digest]
    if not wanted:
        raise NothingToMigrate(wish.process_id, wish.version)
    known = [steps.definition(tx, one).elements for one in {one.digest for one in wanted}]
    for element_id in wish.mapping:
        if not any(element_id in elements for elements in known):
            raise UnknownElement(wish.process_id, element_id, "from")
    return wanted


def _outlook(
    tx: Transaction, running: Running, digest: str, new: Definition, wish: Wish
) -> CaseOutlook:
    old = steps.definition(tx, running.digest)
    bundle = store.bundles.version_of(tx, running.digest)
    assert running.snapshot is not None, "it runs"
    fates: tuple[Fate, ...] = ()
    refusal: EngineError | None = None
    cause = InstanceMigrated(digest, dict(wish.mapping))
    try:
        fates = interpreter.plan(old, running.snapshot, new, cause, at=tx.now, limits=tx.limits)
    except interpreter.Suspended as suspended:
        refusal = suspensions.why(tx, running.id) or suspended
    return CaseOutlook(
        running.case_number,
        running.id,
        bundle,
        fates,
        Words(refusal.sentence("nl"), refusal.sentence("en")) if refusal else None,
        tuple(_lost_drafts(tx, running, fates)),
    )


def _lost_drafts(tx: Transaction, running: Running, fates: tuple[Fate, ...]) -> Iterator[Words]:
    """Say whose drafts cannot be sealed to the task that theirs goes on as."""
    for fate in fates:
        if (fate.kind, fate.change) != ("task", "moves"):
            continue
        task_id = f"{running.id}/{fate.place}"
        for person_id in store.tasks.closed_drafts_of(tx, running.case_number, task_id):
            name = store.people.names(tx).get(person_id, person_id)
            yield Words(
                f"Wat {name} bewaarde bij taak '{fate.name}' is niet te lezen en kan niet mee.",
                f"What {name} saved at task '{fate.name}' cannot be read and cannot come along.",
            )
