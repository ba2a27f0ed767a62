"""`regie replay` and `verify`: look back and prove."""

from __future__ import annotations

import argparse

from engine import replay
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.model import Words
from engine.settings import Settings
from engine.store import open_store
from engine.values import plain


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    added = command(verbs, "replay", show, "show an instance as it was after an event")
    added.add_argument("instance_id", metavar="INSTANCE")
    added.add_argument("--at", type=int, metavar="POSITION", help="default: the last event")
    as_person(added)
    added = command(verbs, "verify", verify, "check that history is whole and gives its effects")
    added.add_argument("number", metavar="CASE")
    as_person(added)


def show(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show where the tokens were and what was known."""
    store = open_store(settings)
    with store.read() as tx:
        found = replay.happenings(tx, arguments.instance_id, actor(tx, arguments))
        position = arguments.at or len(found)
        past = replay.at(found, position)
    facts = {
        "position": position,
        "of": len(found),
        "at": replay.happening(found, position).at,
        "event": replay.happening(found, position).kind,
        "current": sorted(past.current),
        "variables": plain(past.variables),
    }
    lines = [
        f"{one.position:>4}  {one.at:%Y-%m-%d %H:%M:%S}  {one.kind}  {one.by}"
        for one in found[:position]
    ]
    places = ", ".join(sorted(past.current))
    now = Words(f"Nu bij: {places or 'het einde'}", f"Now at: {places or 'the end'}")
    answer(arguments, facts, [*lines, now])
    return 0


def verify(settings: Settings, arguments: argparse.Namespace) -> int:
    """Verify every instance of a case and its dossier; refused when anything does not fit."""
    store = open_store(settings)
    with store.read() as tx:
        verdicts = replay.verify_case(tx, arguments.number, actor(tx, arguments))
    facts = [_facts(verdict, arguments.number) for verdict in verdicts]
    answer(
        arguments,
        facts,
        [line for verdict in verdicts for line in _lines(verdict, arguments.number)],
    )
    return 0 if all(verdict.right for verdict in verdicts) else 1


def _facts(verdict: replay.Verdict, number: str) -> dict[str, object]:
    """Give one verdict as JSON; `instance` is null when it is that of the dossier."""
    return {
        "case": number,
        "instance": None if verdict.subject == number else verdict.subject,
        "right": verdict.right,
        "checked": verdict.checked,
        "position": verdict.position,
        "reason": verdict.reason.en if verdict.reason else None,
        "differences": [
            {"position": one.position, "reason": one.reason.en} for one in verdict.differences
        ],
    }


def _lines(verdict: replay.Verdict, number: str) -> list[Words]:
    """Say one verdict; that of the dossier counts what people added."""
    about = verdict.subject
    if verdict.right:
        what = _ADDED if about == number else _EVENTS
        return [
            Words(
                f"{about}: {verdict.checked} {what.nl}, alles klopt.",
                f"{about}: {verdict.checked} {what.en}, all right.",
            )
        ]
    return [_difference(about, one) for one in verdict.differences]


_ADDED = Words("opmerkingen en documenten", "comments and documents")
_EVENTS = Words("gebeurtenissen", "events")


def _difference(about: str, one: replay.Difference) -> Words:
    if not one.position:
        return Words(f"{about}: klopt niet. {one.reason.nl}", f"{about}: wrong. {one.reason.en}")
    return Words(
        f"{about}: klopt niet bij gebeurtenis {one.position}. {one.reason.nl}",
        f"{about}: wrong at event {one.position}. {one.reason.en}",
    )
