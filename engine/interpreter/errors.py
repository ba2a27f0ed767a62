"""What the interpreter refuses, and why a token cannot move."""

from __future__ import annotations

from typing import ClassVar

from engine.errors import EngineError
from engine.model import Place
from engine.sources import InvalidFile


class InvalidDiagram(InvalidFile):
    """The diagram cannot be executed; `problems` says what is wrong, element by element."""

    nl = "Deze tekening kan niet worden uitgevoerd."
    en = "This diagram cannot be executed."


class NotWaitingHere(EngineError):
    """A cause came for a place where nothing waits for it. Nothing changed."""

    nl = "Op {place} wacht niets (meer) op deze gebeurtenis. Er is niets veranderd."
    en = "Nothing at {place} waits for this (any more). Nothing changed."

    def __init__(self, place: Place | str) -> None:
        super().__init__(place=place)


class CannotBegin(NotWaitingHere):
    """Whoever starts a process or calls it does not say where it can begin. Nothing changed."""

    def __init__(self, place: str, **facts: object) -> None:
        EngineError.__init__(self, place=place, **facts)


class NoPlainStart(CannotBegin):
    """Somebody wants to start by hand what only starts on an event."""

    nl = "Het proces {place} start alleen door een gebeurtenis, niet met de hand."
    en = "The process {place} only starts on an event, not by hand."


class SeveralPlainStarts(CannotBegin):
    """Somebody wants to start a process that begins at one of several places, and chose none."""

    nl = "Het proces {place} kan op meer plaatsen beginnen. Kies er een: {starts}."
    en = "The process {place} can begin at more than one place. Choose one: {starts}."

    def __init__(self, process_id: str, starts: str) -> None:
        super().__init__(process_id, starts=starts)


class NoSuchStart(CannotBegin):
    """Somebody chose what is no plain start event of the process."""

    nl = "Het proces {place} begint niet bij '{start}'. Het kan beginnen bij: {starts}."
    en = "The process {place} does not begin at '{start}'. It can begin at: {starts}."

    def __init__(self, process_id: str, start: str, starts: str) -> None:
        super().__init__(process_id, start=start, starts=starts)


class Suspended(EngineError):
    """Nothing may happen to an instance that is suspended, except that it goes on or stops."""

    nl = "Dit proces is stilgelegd. Er is niets veranderd."
    en = "This process is suspended. Nothing changed."


class NotSuspended(EngineError):
    """Only what is suspended can be resumed."""

    nl = "Dit proces is niet stilgelegd."
    en = "This process is not suspended."


class CannotMove(EngineError):
    """Why a token cannot go on. It waits as an incident; other branches go on."""


class NoFlowTaken(CannotMove):
    nl = "Geen enkele voorwaarde van de uitgaande pijlen klopt, en er is geen standaardpijl."
    en = "No condition of the outgoing flows holds, and there is no default flow."


class LimitReached(CannotMove):
    """More is asked than one case may take. `of` is the name of the limit, `most` what it allows.

    What is said before anything else than `most` tells one limit from another.
    """

    of: ClassVar[str]

    def __init__(self, most: int, **facts: object) -> None:
        self.most = most
        super().__init__(most=most, **facts)


class NotACount(LimitReached):
    of = "items"
    nl = "Het aantal keer moet een heel getal van 0 tot en met {most} zijn, maar is {value}."
    en = "The number of times must be a whole number from 0 up to {most}, but is {value}."


class NotAList(CannotMove):
    nl = "De variabele {name} moet een lijst zijn."
    en = "The variable {name} must be a list."


class NotAMoment(CannotMove):
    nl = "{text} geeft geen datum, tijdstip, duur of herhaling."
    en = "{text} gives no date, moment, duration or repetition."


class BeyondCalendar(CannotMove):
    nl = "Dit tijdstip bestaat niet: de kalender loopt van het jaar 1 tot en met het jaar 9999."
    en = "There is no such moment: the calendar runs from the year 1 up to the year 9999."


class StandsStill(CannotMove):
    nl = "De herhaling duurt korter dan een seconde. Laat er minstens een seconde tussen zitten."
    en = "The repetition takes less than a second. Let at least one second pass between its turns."


class NotAMapping(CannotMove):
    nl = "{text} geeft geen context met namen en waarden."
    en = "{text} gives no context of names and values."


class NotAnAssignee(CannotMove):
    nl = "{text} geeft geen tekst met de id van een persoon of organisatie."
    en = "{text} gives no text with the id of a person or an organisation."


class NoKey(CannotMove):
    nl = "{text} geeft geen sleutel waarmee het bericht {message} te koppelen is."
    en = "{text} gives no key to match the message {message} with."


class ServiceUnanswered(CannotMove):
    nl = "De dienst {service} gaf geen antwoord (pogingen: {tries}). {reason_nl}"
    en = "The service {service} gave no answer (tries: {tries}). {reason_en}"


class TimerNotFired(CannotMove):
    nl = "De wekker kon niet afgaan (pogingen: {tries}). {reason_nl}"
    en = "The timer could not fire (tries: {tries}). {reason_en}"


class ChildNotStarted(CannotMove):
    nl = "{reason_nl}"
    en = "{reason_en}"


class StoppedTogether(CannotMove):
    """The same happened to several tokens at once; the first of them has the incident."""

    nl = "{reason_nl} Dat gebeurde {times} keer tegelijk; één keer opnieuw proberen is voor alle."
    en = "{reason_en} That happened {times} times at once; one retry is for all of them."


class StillStopped(CannotMove):
    """It was stopped with another, which had the incident and is gone."""

    nl = "Dit staat stil sinds een eerdere storing, die is afgehandeld. {reason_nl}"
    en = "This stands still since an earlier incident, which was handled. {reason_en}"


class NotAValue(CannotMove):
    nl = "De variabele {name} kan deze waarde niet bevatten."
    en = "The variable {name} cannot hold this value."


class EndsTwice(CannotMove):
    nl = (
        "Meer dan één resultaat van deze gebeurtenis beëindigt waar hij in staat. "
        "Het ene zou het andere overslaan, dus er is niets gebeurd."
    )
    en = (
        "More than one result of this event ends what it stands in. "
        "One would skip the other, so nothing happened."
    )


class OutOfMoves(LimitReached):
    of = "moves"
    nl = "Dit deel van het proces blijft rondgaan: na {most} stappen is het stilgezet."
    en = "This part of the process goes round for ever: it was stopped after {most} moves."


class TooMuchWritten(LimitReached):
    of = "written"
    nl = "Hier wordt te veel tegelijk geschreven: meer dan {most} waarden. Groeit een lijst door?"
    en = "Too much is written here at once: more than {most} values. Does a list keep growing?"


class ItemsTooHeavy(TooMuchWritten):
    nl = "Meer dan {most} waarden zouden tegelijk worden geschreven: {items} items beginnen samen."
    en = "More than {most} values would be written at once: {items} items begin together."


class ResultsTooHeavy(TooMuchWritten):
    nl = "Meer dan {most} waarden zouden tegelijk worden geschreven: {items} items geven die samen."
    en = "More than {most} values would be written at once: {items} items give them together."
