"""Verify: one instance by itself, or a case with all its instances and its dossier."""

from __future__ import annotations

from collections.abc import Iterator

from engine import access, entries, steps, store
from engine.access import Action
from engine.events import InstanceMigrated, InstanceStarted
from engine.model import Person
from engine.replay import (
    dossiers,
    escalations,
    families,
    legibility,
    posts,
    standstills,
    states,
    worklists,
)
from engine.replay.chains import chained
from engine.replay.executing import Examined, changed_bundle, go_through
from engine.replay.looking import found
from engine.replay.verdicts import Difference, Differs, Finding, UnknownNumber, Verdict
from engine.store import Store, Transaction
from engine.store.instances import Running

#: the kinds of event that tell which bundle an instance follows from there on
FOLLOWS = (InstanceStarted.__name__, InstanceMigrated.__name__)
_CASES = 500  #: so many numbers are looked up at a time


def check_chain(tx: Transaction, instance_id: str, by: Person) -> Verdict:
    """Check that no entry of history was changed or left out, nor the diagram; execute nothing.

    Raises NotAllowed, UnknownInstance.
    """
    access.require(by, Action.READ_HISTORY)
    running = found(tx, instance_id)
    digests: dict[str, None] = {}
    checked = 0
    wrong: tuple[Difference, ...] = ()
    try:
        for line in chained(tx, running):
            checked = line.position
            if line.kind in FOLLOWS:
                event = entries.legible_event(line.kind, line.facts)
                digests[steps.digest_after(running.digest, event)] = None
    except Differs as differs:
        wrong = (Difference(differs.reason, checked + 1),)
    digests = digests or {running.digest: None}
    changed = (changed_bundle(tx, digest) for digest in digests)
    wrong += tuple(Difference(words) for words in changed if words is not None)
    return Verdict(instance_id, checked, wrong)


def verify(tx: Transaction, instance_id: str, by: Person) -> Verdict:
    """Check the chain of an instance, execute every cause again, and compare all that stands.

    Raises NotAllowed, UnknownInstance.
    """
    access.require(by, Action.READ_HISTORY)
    return _examined(tx, found(tx, instance_id)).verdict()


def verify_case(tx: Transaction, number: str, by: Person) -> list[Verdict]:
    """Verify every instance of a case, then its dossier, whose subject is the number of the case.

    Raises NotAllowed, UnknownNumber.
    """
    access.require(by, Action.READ_HISTORY)
    case = store.cases.find(tx, number)
    family = [_examined(tx, one) for one in store.instances.look_at_case(tx, number)]
    if case is None and not family:
        raise UnknownNumber(number)
    for instance_id, differences in families.compared(family).items():
        next(one for one in family if one.running.id == instance_id).differences += differences
    dossier = dossiers.compared(tx, number, case, family)
    missing = families.missing(tx, number, family)
    wrong = (*missing, *dossier.differences, *legibility.of_case(tx, number))
    return [*(one.verdict() for one in family), Verdict(number, dossier.checked, wrong)]


def verify_cases(found_store: Store, by: Person) -> Iterator[tuple[Finding, ...]]:
    """Verify every case as `verify_case` does, each in a transaction of its own, by its number.

    Gives what is wrong with each. Raises NotAllowed.
    """
    access.require(by, Action.READ_HISTORY)
    return (_findings(found_store, number, by) for number in _numbers(found_store))


def _numbers(found_store: Store) -> Iterator[str]:
    numbers = [""]
    while numbers:
        with found_store.read() as tx:
            numbers = store.standing.numbers(tx, after=numbers[-1], most=_CASES)
        yield from numbers


def _findings(found_store: Store, number: str, by: Person) -> tuple[Finding, ...]:
    with found_store.read() as tx:
        verdicts = verify_case(tx, number, by)
    return tuple(
        Finding(difference, number, None if verdict.subject == number else verdict.subject)
        for verdict in verdicts
        for difference in verdict.differences
    )


def _examined(tx: Transaction, running: Running) -> Examined:
    examined = go_through(tx, running)
    examined.differences += states.compared(tx, examined)
    if examined.is_whole:
        examined.differences += worklists.compared(tx, examined)
        examined.differences += standstills.compared(tx, examined)
        examined.differences += posts.compared(tx, examined)
        examined.differences += escalations.unheard(examined)
    return examined
