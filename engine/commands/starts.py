"""`regie starts`: what starts by itself, and stopping it."""

from __future__ import annotations

import argparse

from engine import starts
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.model import Words
from engine.settings import Settings
from engine.starts import Pending
from engine.store import open_store

_NONE = Words("Er begint niets vanzelf.", "Nothing starts by itself.")
_STOPPED = Words("Gestopt door {who}.", "Stopped by {who}.")
_FAILED = Words("Niet gelukt: {why}", "Failed: {why}")
_NOTHING_STEERED = Words(
    "Niemand stopte of hervatte iets dat vanzelf begint.",
    "Nobody stopped or resumed what starts by itself.",
)
_DEEDS = {
    "stopped": Words("gestopt", "stopped"),
    "resumed": Words("hervat", "resumed"),
    "retried": Words("opnieuw geprobeerd", "retried"),
}
_UNREADABLE = Words("De reden is niet te lezen.", "The reason cannot be read.")


def add_to(verbs: Verbs) -> None:
    """Add this command to the command line."""
    added = command(verbs, "starts", pending, "list what starts by itself, or steer one of them")
    steer = added.add_mutually_exclusive_group()
    steer.add_argument(
        "--stop", metavar="START", help="as `starts` lists it; opens no case any more"
    )
    steer.add_argument("--resume", metavar="START", help="go on with one that was stopped")
    steer.add_argument("--retry", metavar="START", help="try one again that failed")
    steer.add_argument(
        "--steered", action="store_true", help="list who stopped, resumed or retried one, and why"
    )
    added.add_argument("--because", default="", metavar="REASON", help="why; it is kept")
    as_person(added)


def pending(settings: Settings, arguments: argparse.Namespace) -> int:
    """Steer one start if that is asked, then list all of them; or list who steered them."""
    if arguments.steered:
        return _steered(settings, arguments)
    store = open_store(settings)
    with store.begin() as tx:
        by = actor(tx, arguments)
        for start, steer in (
            (arguments.stop, starts.stop),
            (arguments.resume, starts.resume),
            (arguments.retry, starts.try_again),
        ):
            if start is not None:
                steer(tx, start, arguments.because, by)
        found = starts.pending(tx, by)
    language = arguments.language
    lines = [_line(one, language) for one in found]
    answer(arguments, [_facts(one) for one in found], lines or [_NONE.say(language)])
    return 0


def _steered(settings: Settings, arguments: argparse.Namespace) -> int:
    with open_store(settings).read() as tx:
        found = starts.steered(tx, actor(tx, arguments))
    facts = [
        {
            "at": one.at,
            "by": one.by,
            "start": starts.name(one),
            "what": one.what,
            "reason": one.reason,
        }
        for one in found
    ]
    language = arguments.language
    lines = [
        f"{one.at:%Y-%m-%d %H:%M}  {starts.name(one)}  {_DEEDS[one.what].say(language)}  {one.by}  "
        f"{one.reason or _UNREADABLE.say(language)}"
        for one in found
    ]
    answer(arguments, facts, lines or [_NOTHING_STEERED])
    return 0


def _facts(one: Pending) -> dict[str, object]:
    return {
        "start": one.id,
        "process": one.timer.process_id,
        "due": one.timer.due,
        "moments": one.timer.moments,
        "opened": one.timer.opened,
        "stopped_at": one.timer.stopped_at,
        "stopped_by": one.timer.stopped_by,
        "failed_at": one.timer.failed_at,
        "reason": one.timer.reason.en if one.timer.reason else None,
    }


def _line(one: Pending, language: str) -> str:
    parts = [one.told.say(language)]
    if one.timer.stopped_by is not None:
        parts.append(_STOPPED.say(language).format(who=one.timer.stopped_by))
    if one.timer.reason is not None:
        parts.append(_FAILED.say(language).format(why=one.timer.reason.say(language)))
    return f"{one.id}  {' '.join(parts)}"
