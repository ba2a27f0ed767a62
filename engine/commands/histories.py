"""`regie replay`: look back."""

from __future__ import annotations

import argparse

from engine import replay
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.model import Words
from engine.settings import Settings
from engine.store import open_store
from engine.values import plain


def add_to(verbs: Verbs) -> None:
    """Add this command to the command line."""
    added = command(verbs, "replay", show, "show an instance as it was after an event")
    added.add_argument("instance_id", metavar="INSTANCE")
    added.add_argument("--at", type=int, metavar="POSITION", help="default: the last event")
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
