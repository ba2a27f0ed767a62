"""Start a process by hand: what can be, at which start event, and with which answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass

from engine import access, asking, forms, instances, interpreter, openings, store
from engine.access import Action
from engine.errands import UnknownProcess
from engine.errors import EngineError
from engine.interpreter import Definition
from engine.model import Element, Person, Who
from engine.openings import Opened, Opening
from engine.steps import UnknownBundle
from engine.store import Transaction
from engine.values import Variables, dump


class InvisibleInVariables(EngineError):
    """What a process is started with holds what nobody sees, or what turns its direction."""

    nl = (
        "In '{way}' zit een onzichtbaar teken ({code}). "
        "Haal het weg en start opnieuw. Er is niets gewijzigd."
    )
    en = (
        "An invisible character ({code}) is in '{way}'. "
        "Remove it and start again. Nothing was changed."
    )

    def __init__(self, way: str, character: str) -> None:
        super().__init__(way=way, code=f"U+{ord(character):04X}")


class OnlyCalled(EngineError):
    """Another process calls it and gives what it begins with, and here it asks nobody for that."""

    nl = (
        "Het proces {process_id} begint met wat een ander proces geeft dat het aanroept. "
        "Met de hand begint het alleen bij een startgebeurtenis met een formulier."
    )
    en = (
        "The process {process_id} begins with what another process gives that calls it. "
        "By hand it begins only at a start event with a form."
    )

    def __init__(self, process_id: str) -> None:
        super().__init__(process_id=process_id)


@dataclass(frozen=True, slots=True)
class Startable:
    """A process that can be started by hand, in the version that is current.

    `starts` are its plain start events, in file order; there are none in a process that begins with
    all that nothing leads to.
    """

    process_id: str
    name: str
    digest: str
    starts: tuple[Element, ...]

    def at(self, start_id: str) -> Element | None:
        """Give a start event by its id; the only one needs no id. None when there is none such."""
        if not start_id and len(self.starts) == 1:
            return self.starts[0]
        return next((one for one in self.starts if one.id == start_id), None)

    def has(self, start_id: str) -> bool:
        """Tell whether it begins at this start event; at "" where there is no other to choose."""
        return self.at(start_id) is not None or not (start_id or self.starts)


@dataclass(frozen=True, slots=True)
class ByHand:
    """A process that somebody starts by hand; `at` is the start event, by its id or its name."""

    process_id: str
    variables: Variables
    at: str | None = None
    key: str | None = None


def startable(tx: Transaction, by: Person) -> list[Startable]:
    """Give what can be started by hand, by name. Raises NotAllowed.

    A process that another one calls begins with what that one gives it; it can be started by hand
    at the start events that ask for it by a form.
    """
    access.require(by, Action.START)
    current = _current(tx)
    called = _called(current.values())
    found = (_startable(one, digest, called) for digest, one in current.items())
    return sorted(filter(None, found), key=lambda one: one.name.casefold())


def to_start(tx: Transaction, process_id: str, by: Person, *, at: str | None = None) -> Startable:
    """Find a process that can be started by hand, `at` a start event if one is chosen.

    What cannot is told as `begin` tells it. Raises NotAllowed, UnknownProcess, CannotBegin,
    OnlyCalled.
    """
    for found in startable(tx, by):
        if found.process_id == process_id and (at is None or found.has(at)):
            return found
    digest = store.bundles.current_digest(tx, process_id)
    if digest is None:
        raise UnknownProcess(process_id)
    interpreter.choose(instances.definition(tx, digest), at or None)
    raise OnlyCalled(process_id)


def begin(tx: Transaction, wish: ByHand, by: Person) -> Opened:
    """Start a process by hand, in a case of its own; the same key is carried out once.

    Where the start event asks a form, the variables are its answers. Raises UnknownProcess,
    CannotBegin, InvisibleInVariables, InvalidAnswers, KeyReused, ConflictingChange; nothing changed
    then.
    """
    _judge(wish.variables)
    if wish.key is None:
        return _begin(tx, wish, by)
    request = f"start {wish.process_id} {wish.at} {dump(wish.variables)}"
    before = store.answers.find(tx, by.id, wish.key, request)
    if before is not None:
        return _opened(before)
    opened = _begin(tx, wish, by)
    store.answers.keep(tx, by.id, wish.key, request, opened.instance_id)
    return opened


def begun(tx: Transaction, key: str, by: Person) -> Opened | None:
    """Give the case that this person opened with this key."""
    found = store.answers.given(tx, by.id, key)
    return None if found is None else _opened(found)


def _begin(tx: Transaction, wish: ByHand, by: Person) -> Opened:
    digest = store.bundles.current_digest(tx, wish.process_id)
    if digest is None:
        raise UnknownProcess(wish.process_id)
    start = _chosen(instances.definition(tx, digest), wish.at)
    variables = _answered(tx, digest, start, wish.variables)
    opening = Opening(wish.process_id, variables, start.id if start else None)
    return openings.open_case(tx, opening, Who(by.id))


def _current(tx: Transaction) -> dict[str, Definition]:
    """Give the current versions by their digest; what is damaged says so where one looks at it."""
    found = {}
    for version in store.bundles.versions(tx):
        if version.current:
            with suppress(UnknownBundle):
                found[version.digest] = instances.definition(tx, version.digest)
    return found


def _called(definitions: Iterable[Definition]) -> frozenset[str]:
    return frozenset(name for one in definitions for name in one.called - {one.process_id})


def _startable(found: Definition, digest: str, called: Collection[str]) -> Startable | None:
    """Tell where a process can be started by hand; None when it can nowhere."""
    if not any(one.kind == "none" for one in found.starts):
        return None
    starts = interpreter.plain_starts(found)
    if found.process_id in called:
        starts = tuple(one for one in starts if one.form_id)
        if not starts:
            return None
    return Startable(found.process_id, found.name, digest, starts)


def _chosen(found: Definition, chosen: str | None) -> Element | None:
    """Give the plain start event that was chosen; the only one needs no choice.

    None when there is none to name. Raises CannotBegin.
    """
    start_id = interpreter.choose(found, chosen)
    plain = interpreter.plain_starts(found)
    return next((one for one in plain if start_id in {None, one.id}), None)


def _judge(given: Variables) -> None:
    """Look at every text that a process is started with. Raises InvisibleInVariables."""
    for way, text in forms.texts(given):
        if (character := forms.unseen(text)) is not None:
            raise InvisibleInVariables(way, character)


def _answered(tx: Transaction, digest: str, start: Element | None, given: Variables) -> Variables:
    """Give what to start with: where a form is asked, its answers. Raises InvalidAnswers."""
    form = asking.form_of(tx, digest, start.form_id if start else None)
    return given if form is None else asking.accepted(tx, form, given, {})


def _opened(instance_id: str) -> Opened:
    return Opened(instance_id.rpartition(".")[0], instance_id)
