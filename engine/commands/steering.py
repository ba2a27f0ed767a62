"""`regie suspend`, `resume`, `cancel`, `send-back` and `migrate-cases`: steer what runs."""

from __future__ import annotations

import argparse
from typing import Any

from engine import cases, deployments, messages
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.deployments import CaseOutlook, Wish
from engine.errors import EngineError
from engine.model import Place, Words
from engine.settings import Settings
from engine.store import open_store

_VERSION = Words("versie", "version")
_YES = Words("ja", "yes")
_NO = Words("nee", "no")
#: How what was done to a case is said in Dutch.
_DONE = {"suspended": "stilgelegd", "resumed": "hervat", "cancelled": "gestopt"}


class NotAPlace(EngineError):
    """What is to be sent back is named as a task is: instance, element and visit."""

    nl = "Geef aan wat terug moet zoals een taak heet, bijvoorbeeld RD-2026-0001.1/besluit#1."
    en = "Name what is to be sent back as a task is named, for instance RD-2026-0001.1/decide#1."


class NotAMapping(EngineError):
    """A mapping is given as OLD=NEW."""

    nl = "Geef een overgang als OUD=NIEUW, met de id's van twee elementen; niet '{text}'."
    en = "Give a mapping as OLD=NEW, with the ids of two elements; not '{text}'."

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    for name, run, summary in (
        ("suspend", suspend, "let nothing happen to a case until it is resumed"),
        ("resume", resume, "let a suspended case go on"),
        ("cancel", cancel, "stop everything that runs in a case"),
    ):
        added = command(verbs, name, run, summary)
        added.add_argument("number", metavar="CASE")
        _with_reason(added)
    added = command(verbs, "send-back", send_back, "send open work back to work that came before")
    added.add_argument("task_id", metavar="TASK", help="what stands open: INSTANCE/ELEMENT#VISIT")
    added.add_argument("to", metavar="ELEMENT", help="the id of the element to go back to")
    _with_reason(added)
    added = command(verbs, "migrate-cases", migrate, "let running cases follow another version")
    added.add_argument("process_id", metavar="PROCESS")
    added.add_argument("version", type=int, metavar="VERSION")
    added.add_argument(
        "--case", action="append", metavar="CASE", help="repeat for more; none: all that run"
    )
    added.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="go on with what stands at OLD as NEW; repeat for more",
    )
    added.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    as_person(added)


def suspend(settings: Settings, arguments: argparse.Namespace) -> int:
    """Suspend a case."""
    return _steer(settings, arguments, cases.suspend, "suspended")


def resume(settings: Settings, arguments: argparse.Namespace) -> int:
    """Resume a case."""
    return _steer(settings, arguments, cases.resume, "resumed")


def cancel(settings: Settings, arguments: argparse.Namespace) -> int:
    """Stop a case."""
    return _steer(settings, arguments, cases.cancel, "cancelled")


def send_back(settings: Settings, arguments: argparse.Namespace) -> int:
    """Send what stands at a place back."""
    instance_id, _slash, written = arguments.task_id.rpartition("/")
    try:
        place = Place.parse(written)
    except ValueError as problem:
        raise NotAPlace from problem
    store = open_store(settings)
    with store.begin() as tx:
        by = actor(tx, arguments)
        cases.send_back(tx, instance_id, place, arguments.to, reason=arguments.because, by=by)
    messages.deliver_now(store)
    facts = {"sent_back": arguments.task_id, "to": arguments.to}
    said = Words(
        f"{arguments.task_id} teruggezet naar {arguments.to}.",
        f"{arguments.task_id} sent back to {arguments.to}.",
    )
    answer(arguments, facts, [said])
    return 0


def migrate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Migrate cases, or tell what migrating them would do; refused when one cannot come along."""
    mapping = dict(_pair(text) for text in arguments.map)
    numbers = tuple(arguments.case) if arguments.case else None
    wish = Wish(arguments.process_id, arguments.version, mapping, numbers)
    store = open_store(settings)
    if arguments.dry_run:
        with store.read() as tx:
            found = deployments.migration_plan(tx, wish, actor(tx, arguments))
    else:
        with store.begin() as tx:
            found = deployments.migrate(tx, wish, actor(tx, arguments))
        messages.deliver_now(store)
    facts = {"migrated": not arguments.dry_run, "cases": [_facts(one) for one in found]}
    answer(arguments, facts, [line for one in found for line in _lines(one, arguments.language)])
    return 0 if all(one.can_migrate for one in found) else 1


def _steer(
    settings: Settings,
    arguments: argparse.Namespace,
    verb: Any,  # noqa: ANN401 - a verb of `cases`
    done: str,
) -> int:
    store = open_store(settings)
    with store.begin() as tx:
        verb(tx, arguments.number, arguments.because, actor(tx, arguments))
    messages.deliver_now(store)
    said = Words(f"{arguments.number} {_DONE[done]}.", f"{arguments.number} {done}.")
    answer(arguments, {done: arguments.number}, [said])
    return 0


def _with_reason(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--because", required=True, metavar="REASON", help="why; it becomes part of the history"
    )
    as_person(added)


def _pair(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not (old and equals and new):
        raise NotAMapping(text)
    return old, new


def _facts(one: CaseOutlook) -> dict[str, Any]:
    return {
        "case": one.case_number,
        "instance": one.instance_id,
        "from_version": one.version,
        "can_migrate": one.can_migrate,
        "refusal": one.refusal.en if one.refusal else None,
        "drafts": [words.en for words in one.drafts],
        "changes": [
            {
                "place": str(fate.place),
                "kind": fate.kind,
                "change": fate.change,
                "due": fate.due,
                "nl": fate.words.nl,
                "en": fate.words.en,
            }
            for fate in one.fates
        ],
    }


def _lines(one: CaseOutlook, language: str) -> list[str]:
    version = _VERSION.say(language)
    may = (_YES if one.can_migrate else _NO).say(language)
    head = f"{one.case_number} ({one.instance_id}, {version} {one.version}): {may}"
    return [head, *(f"  {words.say(language)}" for words in one.told)]
