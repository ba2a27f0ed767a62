"""`regie incidents`, `retry` and `answer`: what could not move, for administrators.

That are steps of cases, timers that cannot even become an incident, starts that opened no case, and
messages that could not be delivered; and what has come and waits for the rest to begin.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from engine import incidents, messages, starts, timers
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.errors import EngineError
from engine.incidents import Answering, NothingToAnswer
from engine.model import Person, Words
from engine.settings import Settings
from engine.store import Transaction, open_store
from engine.store.gathering import Gathered

_DEEDS = {
    "offered": Words("opnieuw aangeboden", "offered again"),
    "dismissed": Words("afgevoerd", "dismissed"),
}
_UNCLAIMED = Words("Niemand wachtte erop.", "Nobody waited for it.")
_NOTHING_STEERED = Words(
    "Niemand bood een bericht opnieuw aan of voerde er een af.",
    "Nobody offered a message again or dismissed one.",
)
_POST = "post/"  #: before the number of a message; no process has an element with such an id


class NoReasonKept(EngineError):
    """Only of what starts by itself the reason of a retry is kept."""

    nl = "Bij '{name}' wordt geen reden bewaard. Laat --because weg."
    en = "No reason is kept with '{name}'. Leave --because out."

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class Standing(NamedTuple):
    """What could not move: `kind` is step, timer, start, message or signal.

    It is gathered for what waits for the rest with which a process starts.
    """

    incident: str
    kind: str
    case: str | None
    process: str | None
    name: str
    service: str | None
    raised_at: datetime
    reason: Words


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    added = command(verbs, "incidents", listed, "list what could not move, with its reason")
    added.add_argument(
        "--steered",
        action="store_true",
        help="list who offered a message again or took one away, as auditors may",
    )
    as_person(added)
    added = command(verbs, "retry", retry, "do again what failed")
    added.add_argument("incident", metavar="INCIDENT", help="as `incidents` lists it")
    added.add_argument(
        "--because", default="", metavar="REASON", help="why; needed for, and kept with, a start"
    )
    as_person(added)
    added = command(verbs, "answer", give, "give the answer of a service in its stead")
    added.add_argument("incident", metavar="INCIDENT", help="as `incidents` lists it")
    added.add_argument("text", metavar="ANSWER", help="in FEEL, or JSON")
    added.add_argument("--because", required=True, metavar="REASON", help="kept in history")
    as_person(added)


def listed(settings: Settings, arguments: argparse.Namespace) -> int:
    """List all incidents: steps of cases, timers, messages, starts, then what waits for more."""
    if arguments.steered:
        return _steered(settings, arguments)
    store = open_store(settings)
    with store.read() as tx:
        by = actor(tx, arguments)
        found = [*_standing(tx, by), *_gathered(tx, by)]
    facts = [one._asdict() | {"reason": one.reason.en} for one in found]
    lines = [
        f"{one.incident}  {one.raised_at:%Y-%m-%d}  {_named(one)}. "
        f"{one.reason.say(arguments.language)}"
        for one in found
    ]
    answer(arguments, facts, lines or [Words("Geen incidenten.", "No incidents.")])
    return 0


def _steered(settings: Settings, arguments: argparse.Namespace) -> int:
    with open_store(settings).read() as tx:
        found = messages.steered(tx, actor(tx, arguments))
    facts = [
        {
            "at": one.at,
            "by": one.by,
            "what": one.what,
            "kind": one.kind,
            "name": one.name,
            "key": one.key,
            "sender": one.sender,
            "sent_at": one.sent_at,
            "reason": one.reason.en if one.reason else None,
        }
        for one in found
    ]
    language = arguments.language
    lines = [
        f"{one.at:%Y-%m-%d %H:%M}  {one.name}{f' ({one.key})' if one.key else ''}  "
        f"{_DEEDS[one.what].say(language)}  {one.by}  {(one.reason or _UNCLAIMED).say(language)}"
        for one in found
    ]
    answer(arguments, facts, lines or [_NOTHING_STEERED])
    return 0


def _named(one: Standing) -> str:
    """Name what could not move; of a message also who sent it, which its number does not tell."""
    is_post = one.incident.startswith(_POST) and one.case is not None
    return f"{one.name}, {one.case} ({one.process})" if is_post else one.name


def retry(settings: Settings, arguments: argparse.Namespace) -> int:
    """Retry one incident."""
    store = open_store(settings)
    with store.begin() as tx:
        _retry(tx, arguments.incident, arguments.because, actor(tx, arguments))
    starts.open_due(store)
    messages.deliver_now(store)
    with store.read() as tx:
        standing = _standing(tx, actor(tx, arguments))
        again = next((one for one in standing if one.incident == arguments.incident), None)
    if again is not None:
        facts = {"retried": again.incident, "failed": again.reason.en}
        answer(arguments, facts, [_failed_again(again)])
        return 1
    said = Words(
        f"{arguments.incident} opnieuw geprobeerd.",
        f"{arguments.incident} retried.",
    )
    answer(arguments, {"retried": arguments.incident}, [said])
    return 0


def _failed_again(one: Standing) -> Words:
    return Words(
        f"{one.incident} opnieuw geprobeerd, maar het lukte weer niet. {one.reason.nl}",
        f"{one.incident} retried, but it failed again. {one.reason.en}",
    )


def give(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer one incident."""
    instance_id, _, place = arguments.incident.rpartition("/")
    answering = Answering(arguments.text, arguments.because)
    store = open_store(settings)
    with store.begin() as tx:
        by = actor(tx, arguments)
        if any(one.incident == arguments.incident for one in _unanswerable(tx, by)):
            raise NothingToAnswer(arguments.incident)
        incidents.answer(tx, instance_id, place, answering, by)
    messages.deliver_now(store)
    said = Words(f"{arguments.incident} beantwoord.", f"{arguments.incident} answered.")
    answer(arguments, {"answered": arguments.incident}, [said])
    return 0


def _standing(tx: Transaction, by: Person) -> Iterator[Standing]:
    for one in incidents.listed(tx, by, most=incidents.count(tx, by)):
        place = f"{one.instance_id}/{one.place}"
        told = (one.case_number, one.process, one.name, one.service, one.raised_at, one.reason)
        yield Standing(place, "step", *told)
    for timer in timers.broken(tx, by):
        number, place = timer.instance_id.rpartition(".")[0], f"{timer.instance_id}/{timer.place}"
        tried_at = timer.due - timers.LATER
        name = timer.place.element_id
        yield Standing(place, "timer", number, None, name, None, tried_at, timers.BROKEN)
    yield from _unanswerable(tx, by)


def _unanswerable(tx: Transaction, by: Person) -> Iterator[Standing]:
    """Give what stands outside every case; only a step can be the call of a service."""
    for post in messages.failed(tx, by):
        assert post.reason is not None, "what failed has a reason"
        name = post.name if not post.key else f"{post.name} ({post.key})"
        case, process = messages.origin(tx, post) or (None, None)
        number, since = f"{_POST}{post.id}", post.sent_at
        yield Standing(number, post.kind, case, process, name, None, since, post.reason)
    for start in starts.failed(tx, by):
        timer = start.timer
        assert timer.failed_at is not None, "what failed says since when"
        assert timer.reason is not None, "and why"
        told = (timer.element_id, None, timer.failed_at, timer.reason)
        yield Standing(start.id, "start", None, timer.process_id, *told)


def _gathered(tx: Transaction, by: Person) -> Iterator[Standing]:
    """Give what has come for a process that starts with more: it waits, and needs nobody yet."""
    for one in messages.gathered(tx, by, most=messages.count_gathered(tx, by)):
        post = one.posted
        name = f"{post.name} ({post.key})" if post.kind == "message" and post.key else post.name
        told = (one.process, name, None, one.since, _for_the_rest(one))
        yield Standing(f"{_POST}{post.id}", "gathered", None, *told)


def _for_the_rest(one: Gathered) -> Words:
    needed = messages.still_needed(one)
    return Words(
        f"Wacht op de rest waarmee '{one.process}' begint. {needed.nl}",
        f"Waits for the rest with which '{one.process}' begins. {needed.en}",
    )


def _retry(tx: Transaction, incident: str, because: str, by: Person) -> None:
    outside = {one.incident: one for one in _unanswerable(tx, by)}
    found = outside.get(incident)
    if found is not None and found.kind == "start":
        starts.try_again(tx, incident, because, by)
        return
    if because:
        raise NoReasonKept(incident)
    if found is not None:
        messages.offer_again(tx, int(incident.removeprefix(_POST)), by)
        return
    instance_id, _, place = incident.rpartition("/")
    incidents.retry(tx, instance_id, place, by)
