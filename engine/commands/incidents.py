"""`regie incidents`, `retry` and `answer`: what could not move, for administrators."""

from __future__ import annotations

import argparse

from engine import incidents, messages
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.incidents import Answering, Incident
from engine.model import Words
from engine.settings import Settings
from engine.store import open_store


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    added = command(verbs, "incidents", listed, "list what could not move, with its reason")
    as_person(added)
    added = command(verbs, "retry", retry, "do again what failed")
    added.add_argument("incident", metavar="INCIDENT", help="as `incidents` lists it")
    as_person(added)
    added = command(verbs, "answer", give, "give the answer of a service in its stead")
    added.add_argument("incident", metavar="INCIDENT", help="as `incidents` lists it")
    added.add_argument("text", metavar="ANSWER", help="in FEEL, or JSON")
    added.add_argument("--because", required=True, metavar="REASON", help="kept in history")
    as_person(added)


def listed(settings: Settings, arguments: argparse.Namespace) -> int:
    """List all incidents, oldest first."""
    store = open_store(settings)
    with store.read() as tx:
        by = actor(tx, arguments)
        found = incidents.listed(tx, by, most=incidents.count(tx, by))
    facts = [
        {
            "incident": _id(one),
            "case": one.case_number,
            "process": one.process,
            "name": one.name,
            "service": one.service,
            "raised_at": one.raised_at,
            "reason": one.reason.en,
        }
        for one in found
    ]
    lines = [
        f"{_id(one)}  {one.raised_at:%Y-%m-%d}  {one.name}. {one.reason.say(arguments.language)}"
        for one in found
    ]
    answer(arguments, facts, lines or [Words("Geen incidenten.", "No incidents.")])
    return 0


def retry(settings: Settings, arguments: argparse.Namespace) -> int:
    """Retry one incident."""
    instance_id, _, place = arguments.incident.rpartition("/")
    store = open_store(settings)
    with store.begin() as tx:
        incidents.retry(tx, instance_id, place, actor(tx, arguments))
    messages.deliver(store)
    said = Words(
        f"{arguments.incident} opnieuw geprobeerd.",
        f"{arguments.incident} retried.",
    )
    answer(arguments, {"retried": arguments.incident}, [said])
    return 0


def give(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer one incident."""
    instance_id, _, place = arguments.incident.rpartition("/")
    answering = Answering(arguments.text, arguments.because)
    store = open_store(settings)
    with store.begin() as tx:
        incidents.answer(tx, instance_id, place, answering, actor(tx, arguments))
    messages.deliver(store)
    said = Words(f"{arguments.incident} beantwoord.", f"{arguments.incident} answered.")
    answer(arguments, {"answered": arguments.incident}, [said])
    return 0


def _id(one: Incident) -> str:
    return f"{one.instance_id}/{one.place}"
