"""Incidents: what could not move. An administrator looks at them, retries, or gives the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine import access, entries, feel, forms, instances, store, terms
from engine.access import Action
from engine.errors import EngineError
from engine.events import IncidentRaised, IncidentRetried, ServiceAnswered
from engine.model import Person, Place, Who, Words
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.incidents import Incident as Standing
from engine.store.transaction import Erased
from engine.values import Value

PAGE = 50
LONGEST_REASON = 2_000
LONGEST_ANSWER = 20_000
#: what to do about a limit that was reached; it is no part of history, so it may be put better
_ADVICE = {
    "written": Words(
        "Een lijst die groeit, wordt bij elke wijziging in zijn geheel opgeschreven. Laat elk item "
        "zijn eigen resultaat geven, of laat REGIE_MOST_WRITTEN hoger zetten.",
        "A list that grows is written whole at every change. Let each item give a result of its "
        "own, or have REGIE_MOST_WRITTEN set higher.",
    )
}
_NO_REASON = Words("De reden is niet te lezen.", "The reason cannot be read.")


class UnknownIncident(EngineError):
    """There is no such incident; it may have been retried or answered."""

    nl = "Deze storing is er niet (meer). Misschien is zij al afgehandeld."
    en = "This incident is not there (any more). It may have been handled already."


class NothingToAnswer(EngineError):
    """Only the call of a service has an answer."""

    nl = "'{name}' is geen aanroep van een dienst, dus er is geen antwoord te geven."
    en = "'{name}' is not the call of a service, so there is no answer to give."

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class ReasonMissing(EngineError):
    """Who answers for a service says why."""

    nl = "Schrijf waarom u het antwoord zelf geeft, in hoogstens {longest} tekens."
    en = "Write why you give the answer yourself, in {longest} characters at most."

    def __init__(self) -> None:
        super().__init__(longest=LONGEST_REASON)


class InvalidAnswer(EngineError):
    """The answer is not a value."""

    nl = "Het antwoord is geen waarde in FEEL of JSON. {reason_nl}"
    en = "The answer is not a value in FEEL or JSON. {reason_en}"

    def __init__(self, reason: Words) -> None:
        super().__init__(reason_nl=reason.nl, reason_en=reason.en)


@dataclass(frozen=True, slots=True)
class Incident:
    """What could not move, and why. `service` is the name of the service when it was a call.

    Of the case itself it tells its number only: an administrator need not have a part in it.
    """

    instance_id: str
    place: Place
    case_number: str
    process: str
    name: str
    raised_at: datetime
    reason: Words
    service: str | None


@dataclass(frozen=True, slots=True)
class Answering:
    """`text` is the answer in FEEL, or JSON; `reason` why it does not come from the service."""

    text: str
    reason: str


def listed(tx: Transaction, by: Person, *, most: int = PAGE, skip: int = 0) -> list[Incident]:
    """Give the incidents that stand, oldest first. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return [_told(tx, found) for found in store.incidents.listed(tx, most=most, skip=skip)]


def count(tx: Transaction, by: Person) -> int:
    """Count the incidents that stand. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.incidents.count(tx)


def find(tx: Transaction, instance_id: str, place: str, by: Person) -> Incident:
    """Find one incident. Raises NotAllowed, UnknownIncident."""
    access.require(by, Action.HANDLE_INCIDENTS)
    found = store.incidents.find(tx, instance_id, place)
    if found is None:
        raise UnknownIncident
    return _told(tx, found)


def retry(tx: Transaction, instance_id: str, place: str, by: Person) -> None:
    """Do again what failed; it may fail again. Raises NotAllowed, UnknownIncident."""
    found = find(tx, instance_id, place, by)
    running = instances.locked(tx, instance_id)
    found = find(tx, instance_id, place, by)  # again, now that nobody else can move it
    instances.move(tx, running, IncidentRetried(found.place), Who(by.id))


def answer(tx: Transaction, instance_id: str, place: str, answering: Answering, by: Person) -> None:
    """Give the answer of a service in its stead; the process goes on with it.

    Raises NotAllowed, UnknownIncident, NothingToAnswer, ReasonMissing, Unreadable (the reason),
    InvalidAnswer.
    """
    find(tx, instance_id, place, by)
    running = instances.locked(tx, instance_id)
    found = find(tx, instance_id, place, by)
    if found.service is None:
        raise NothingToAnswer(found.name)
    reason = forms.remark(answering.reason)
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ReasonMissing
    cause = ServiceAnswered(found.place, _value(tx, answering.text), reason)
    instances.move(tx, running, cause, Who(by.id))


def _value(tx: Transaction, text: str) -> Value:
    """Read an answer. What JSON can write is FEEL too; names mean nothing here."""
    if len(text) > LONGEST_ANSWER:
        raise InvalidAnswer(_too_long())
    known = frozenset(terms.FUNCTIONS)
    try:
        expression = feel.parse(text, known=known)
        unknown = sorted(expression.names | (expression.calls - known))
        if unknown:
            raise InvalidAnswer(_unknown(unknown[0]))
        return feel.evaluate(expression, {}, at=tx.now, functions=terms.FUNCTIONS)
    except (feel.FeelSyntax, feel.FeelFault) as wrong:
        raise InvalidAnswer(Words(wrong.sentence("nl"), wrong.sentence("en"))) from wrong


def _too_long() -> Words:
    return Words(
        f"Het is langer dan {LONGEST_ANSWER} tekens.",
        f"It is longer than {LONGEST_ANSWER} characters.",
    )


def _unknown(name: str) -> Words:
    return Words(
        f"De naam {name} is onbekend. Zet tekst tussen aanhalingstekens.",
        f"The name {name} is unknown. Put text between quotation marks.",
    )


def _told(tx: Transaction, found: Standing) -> Incident:
    definition = instances.definition(tx, found.digest)
    element = definition.elements[found.place.element_id]
    return Incident(
        found.instance_id,
        found.place,
        found.case_number,
        definition.name,
        element.name or element.id,
        found.raised_at,
        _reason(tx, found),
        element.service,
    )


def _reason(tx: Transaction, found: Standing) -> Words:
    """Read in history why it was raised."""
    line = store.history.line_at(tx, found.instance_id, found.position)
    if line is None:
        return _NO_REASON
    try:
        sealed = store.history.opened(tx, found.case_number, line)
        told = entries.read(line.kind, line.facts, sealed)
    except (Erased, SealBroken, ValueError):
        return _NO_REASON
    raised = [effect for effect in told.effects if isinstance(effect, IncidentRaised)]
    # it may have had another place then, in the version that was followed
    here = [effect for effect in raised if effect.place == found.place or len(raised) == 1]
    return _advised(here[0]) if here else _NO_REASON


def _advised(raised: IncidentRaised) -> Words:
    advice = _ADVICE.get(raised.limit[0]) if raised.limit is not None else None
    if advice is None:
        return Words(raised.reason_nl, raised.reason_en)
    return Words(f"{raised.reason_nl} {advice.nl}", f"{raised.reason_en} {advice.en}")
