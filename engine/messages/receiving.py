"""Messages from outside: who waits for them, who may pass them on, and receiving them."""

from __future__ import annotations

from dataclasses import dataclass

from engine import entries, instances, interpreter, openings, store
from engine.errors import EngineError
from engine.events import InstanceStarted, MessageReceived
from engine.interpreter import NotWaitingHere
from engine.messages.judging import judge
from engine.model import Person, Sending, Who
from engine.openings import Opened, Opening
from engine.store import Transaction
from engine.store.bundles import StartedBy
from engine.store.post import Letter
from engine.store.transaction import Overtaken
from engine.store.work import Waiting
from engine.values import Variables


class NobodyWaits(EngineError):
    """No instance waits for the message, and no process starts with it."""

    nl = "Niemand wacht op het bericht '{name}' met sleutel '{key}'."
    en = "Nobody waits for the message '{name}' with key '{key}'."

    def __init__(self, name: str, key: str | None) -> None:
        super().__init__(name=name, key=key or "")


class AmbiguousMessage(EngineError):
    """More than one place waits for the message, so it is not clear who should get it."""

    nl = "Op het bericht '{name}' wachten meer plaatsen tegelijk: {places}. Er is niets gewijzigd."
    en = "More than one place waits for the message '{name}': {places}. Nothing was changed."

    def __init__(self, name: str, waiting: list[Waiting]) -> None:
        places = ", ".join(f"{found.instance_id}/{found.place}" for found in waiting)
        super().__init__(name=name, places=places)


class AmbiguousStart(EngineError):
    """More than one process starts with the message, so it is not clear which is meant."""

    nl = "Met het bericht '{name}' begint meer dan één proces: {places}. Er is niets gewijzigd."
    en = "More than one process starts with the message '{name}': {places}. Nothing was changed."

    def __init__(self, name: str, starts: list[StartedBy]) -> None:
        super().__init__(name=name, places=", ".join(map(str, starts)))


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from outside. `about` is the number of the case that a new case objects to."""

    name: str
    key: str | None = None
    payload: Variables | None = None
    about: str | None = None
    receipt: str | None = None


def receive(tx: Transaction, incoming: Incoming, who: Who) -> Opened | None:
    """Give a message from outside to the one place that waits for it, or start a process with it.

    What starts one only together with others is kept until they have come. Gives the case it
    opened, if any. Raises InvisibleInMessage, NobodyWaits, AmbiguousMessage, AmbiguousStart,
    Overtaken; nothing changed then.
    """
    judge(incoming.name, incoming.key, incoming.payload or {})
    waiting = store.work.waiting_for(tx, "message", incoming.name, incoming.key)
    if waiting:
        wake(tx, waiting, incoming, who)
        return None
    start = hold_start(tx, incoming.name)
    if start is None:
        raise NobodyWaits(incoming.name, incoming.key)
    if start.together:
        keep(tx, incoming)
        return None
    opening = Opening(
        start.process_id,
        incoming.payload or {},
        start=start.element_id,
        about=incoming.about,
        receipt=incoming.receipt,
    )
    return openings.open_case(tx, opening, who)


def start_with(tx: Transaction, name: str) -> StartedBy | None:
    """Give what a message starts. Raises AmbiguousStart."""
    return _only(name, store.bundles.started_by(tx, "message", name))


def hold_start(tx: Transaction, name: str) -> StartedBy | None:
    """Give what a message starts, which stays so in this transaction. Raises AmbiguousStart."""
    return _only(name, store.current.hold_started_by(tx, "message", name))


def _only(name: str, starts: list[StartedBy]) -> StartedBy | None:
    if len(starts) > 1:
        raise AmbiguousStart(name, starts)
    return starts[0] if starts else None


def keep(tx: Transaction, incoming: Incoming) -> None:
    """Keep a message from outside until somebody waits for it, or it must be reported.

    Raises InvisibleInMessage; nothing changed then.
    """
    judge(incoming.name, incoming.key, incoming.payload or {})
    letter = Letter("message", incoming.name, incoming.key, payload=incoming.payload)
    store.post.send(tx, letter)


def opens_cases(tx: Transaction, name: str) -> bool:
    """Tell whether a process starts with a message of this name, and needs nothing else."""
    return any(not start.together for start in store.bundles.started_by(tx, "message", name))


def waits_for_more(tx: Transaction, name: str, key: str | None) -> bool:
    """Tell whether a message would be kept until all has come with which a process starts."""
    starts = store.bundles.started_by(tx, "message", name)
    is_gathered = any(start.together for start in starts)
    return is_gathered and not store.work.waiting_for(tx, "message", name, key)


def awaited(tx: Transaction, case_number: str, by: Person) -> list[str]:
    """Give the names of the messages that this person may pass on to a case now.

    That is for the body in whose lane the message is awaited, and for the body that takes in what
    comes for the case: the one in whose lane the case began.
    """
    waiting = store.work.awaited_with(tx, case_number)
    desk = _desk(tx, case_number) if waiting else None
    return list(
        dict.fromkeys(name for name, place in waiting if by.all_bodies & {desk, _body(tx, place)})
    )


def is_awaited(tx: Transaction, case_number: str, name: str) -> bool:
    """Tell whether a case waits for a message, whoever may pass it on."""
    return any(each == name for each, _place in store.work.awaited_with(tx, case_number))


def known_where_awaited(tx: Transaction, case_number: str, name: str) -> Variables:
    """Give the variables of the instance that waits for a message; none if none does."""
    waiting = (place for each, place in store.work.awaited_with(tx, case_number) if each == name)
    found = next(waiting, None)
    if found is None:
        return {}
    running = store.instances.find(tx, found.instance_id)
    assert running is not None, "an instance that waits is there"
    assert running.snapshot is not None, "and has not ended"
    return interpreter.variables(instances.definition(tx, running.digest), running.snapshot)


def pass_on(tx: Transaction, case_number: str, name: str, payload: Variables, by: Person) -> None:
    """Give a case what came in for it from outside.

    Raises InvisibleInMessage, NobodyWaits, AmbiguousMessage; nothing changed then.
    Nobody waits, as far as this person is told, when it is not for her to pass it on.
    """
    if name not in awaited(tx, case_number, by):
        raise NobodyWaits(name, case_number)
    receive(tx, Incoming(name, case_number, payload), Who(by.id))


def _desk(tx: Transaction, case_number: str) -> str | None:
    """Give the lane in which a case began; history is asked only where that may be another one."""
    first = store.instances.of_case(tx, case_number)[0]
    found = instances.definition(tx, first.digest)
    bodies = {
        start.element_id: found.elements[start.element_id].body
        for start in found.starts
        if start.element_id
    }
    known = list(dict.fromkeys(body for body in bodies.values() if body))
    if len(known) > 1:
        plain = next((start.element_id for start in found.starts if start.kind == "none"), "")
        return bodies.get(_begun_at(tx, first.id) or plain) or known[0]
    return next(iter(known), None)


def _begun_at(tx: Transaction, instance_id: str) -> str | None:
    """Tell which start event was triggered; None for the only plain one, or when it cannot be told.

    After that another version may have another name for it.
    """
    line = store.history.line_at(tx, instance_id, 1)
    told = entries.legible_event(line.kind, line.facts) if line else None
    return told.start if isinstance(told, InstanceStarted) else None


def _body(tx: Transaction, waiting: Waiting) -> str | None:
    running = store.instances.find(tx, waiting.instance_id)
    assert running is not None, "an instance that waits is there"
    found = instances.definition(tx, running.digest)
    return found.elements[waiting.place.element_id].body


def form_id(name: str) -> str:
    """Give the id of the form that asks what comes with a message, if there is one."""
    return "bericht_" + "".join(letter if letter.isalnum() else "_" for letter in name)


def wake(
    tx: Transaction,
    waiting: list[Waiting],
    incoming: Incoming,
    who: Who,
    sent: Sending | None = None,
) -> None:
    """Give a message to the one place that waits for it. Raises AmbiguousMessage, Overtaken.

    `sent` is where an instance sent it.
    """
    if len(waiting) > 1:
        raise AmbiguousMessage(incoming.name, waiting)
    found = waiting[0]
    payload = incoming.payload or {}
    cause = MessageReceived(found.place, incoming.name, found.event, payload, sent)
    try:
        instances.move(tx, instances.locked(tx, found.instance_id), cause, who)
    except NotWaitingHere:
        if found in store.work.waiting_for(tx, "message", incoming.name, incoming.key):
            raise
        raise Overtaken(incoming.name) from None  # somebody was first, until the case was locked
