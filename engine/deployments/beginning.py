"""How a process starts, and what is wrong with the times at which it does so by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import interpreter, starts
from engine.interpreter import Definition, InvalidDiagram, Series
from engine.model import Problem, Severity, Start, Words
from engine.starts import Ahead, Moments
from engine.store import Transaction

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_TOO_OFTEN = Words(
    "Tussen twee keer zit minder dan een minuut. Laat er ten minste een minuut tussen: PT1M.",
    "Two turns are less than a minute apart. Leave at least a minute between them: PT1M.",
)
_PASSED = Words(
    "Dit moment is voorbij, dus hiermee begint niets vanzelf.",
    "This moment has passed, so nothing starts by itself here.",
)


def problems(definition: Definition, at: datetime) -> Iterator[Problem]:
    """Yield what is no time, what has passed, and what comes too often."""
    for one in starts.ahead(definition, at):
        for code, words, severity in _wrong(one):
            name = definition.elements[one.element_id].name
            yield Problem(code, words, one.element_id, name, severity)


def started_by(
    deployed: Mapping[str, Sequence[str]], diagrams: Iterable[bytes]
) -> dict[str, list[str]]:
    """Tell which processes each message starts when these diagrams are deployed together."""
    here = {name: found for one in diagrams for name, found in _messages(one).items()}
    known = {
        name: [process_id for process_id in processes if process_id not in here]
        for name, processes in deployed.items()
    }
    for process_id, names in here.items():
        for name in names:
            known.setdefault(name, []).append(process_id)
    return known


def _messages(diagram: bytes) -> Mapping[str, set[str]]:
    try:
        return interpreter.message_starts(diagram)
    except InvalidDiagram:
        return {}


def shared(
    definitions: Sequence[Definition], started_by: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Yield the messages with which more starts than one, so that they start nothing.

    `started_by` are the processes that each message starts; those here are of this file.
    """
    here = [(one, start) for one in definitions for start in one.starts if start.kind == "message"]
    own = {one.process_id for one in definitions}
    for definition, start in dict.fromkeys(here):
        others = {*started_by.get(start.name or "", ())} - own
        others |= {one.process_id for one, other in here if _is_other(start, other)}
        if others:
            said = _shared(start.name or "", sorted(others))
            name = definition.elements[start.element_id].name
            yield Problem("shared-start", said, start.element_id, name, Severity.WARNING)


def _is_other(start: Start, other: Start) -> bool:
    return other.name == start.name and other.element_id != start.element_id


def _shared(name: str, processes: Sequence[str]) -> Words:
    listed = ", ".join(processes)
    return Words(
        f"Met het bericht '{name}' begint ook: {listed}. Een bericht waarmee meer kan beginnen, "
        "wordt geweigerd. Geef een van beide een andere naam.",
        f"The message '{name}' also starts: {listed}. A message that could start more than one is "
        "refused. Give one of them another name.",
    )


def _wrong(one: Ahead) -> Iterator[tuple[str, Words, Severity]]:
    if one.refused is not None:
        words = Words(one.refused.sentence("nl"), one.refused.sentence("en"))
        yield "start-without-moment", words, Severity.ERROR
    elif one.due is None:
        yield "start-passed", _PASSED, Severity.WARNING
    elif one.moments is not None and one.moments.repeats_within(_MINUTE):
        yield "start-too-often", _TOO_OFTEN, Severity.ERROR
    elif one.moments is not None and one.moments.repeats_within(_HOUR):
        yield "start-often", _often(one.moments), Severity.WARNING


def _often(moments: Series) -> Words:
    """Say how many cases that gives in a day, or in all when that is less."""
    assert moments.every is not None, "asked before"
    cases = _DAY // moments.every.exact
    if moments.turns is not None and moments.turns <= cases:
        return Words(
            f"Dit opent {moments.turns} zaken in minder dan een dag. Is dat de bedoeling?",
            f"This opens {moments.turns} cases in less than a day. Is that what you want?",
        )
    return Words(
        f"Dit opent {cases} zaken per dag. Is dat de bedoeling?",
        f"This opens {cases} cases a day. Is that what you want?",
    )


@dataclass(frozen=True, slots=True)
class Way:
    """One way to start a process that is deployed now: by hand, a message, a signal, a timer ...

    A timer with a moment to come has it in `due`, and all of them in `moments`, as ISO 8601; `said`
    says when that is, or that it stays stopped.
    """

    start: Start
    due: datetime | None = None
    moments: Series | None = None
    said: Words | None = None


def ways(tx: Transaction, definition: Definition) -> tuple[Way, ...]:
    """Give every way to start, in the order of the file."""
    timers = list(starts.ahead(definition, tx.now))
    found = []
    for start in definition.starts:
        own = (one for one in timers if one.element_id == start.element_id)
        timer = next(own, None) if start.kind == "timer" else None
        if timer is not None:
            timers.remove(timer)
        found.append(Way(start) if timer is None else _way(tx, definition, start, timer))
    return tuple(found)


def _way(tx: Transaction, definition: Definition, start: Start, ahead: Ahead) -> Way:
    if ahead.due is None or ahead.moments is None:
        return Way(start)
    turns, every = ahead.moments.turns, ahead.moments.every
    moments = Moments(ahead.due, None if turns is None else turns - 1, every)
    return Way(start, ahead.due, ahead.moments, _sentence(tx, definition, ahead, moments))


def _sentence(tx: Transaction, definition: Definition, ahead: Ahead, moments: Moments) -> Words:
    name = definition.elements[ahead.element_id].name or ahead.element_id
    if starts.stays_stopped(tx, definition.process_id, ahead):
        return Words(
            f"{name}: is gestopt en blijft dat, tot iemand het hervat.",
            f"{name}: was stopped and stays so until somebody resumes it.",
        )
    said = starts.say(moments)
    return Words(
        f"{name}: begint vanzelf {said.nl}.",
        f"{name}: starts by itself {said.en}.",
    )
