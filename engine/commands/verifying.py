"""`regie verify`: prove that history is whole, of one case or of all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine import replay
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.model import Person, Words
from engine.replay import Finding
from engine.settings import Settings
from engine.store import Store, open_store

HELP = "check that history is whole and gives its effects"
EXPLAINED = """Check that history is whole. Of one case: its chain of hashes is recomputed, every
event is executed again, and all that stands (diagrams, work lists, dossier) is compared with it. Of
all cases: the chains and the diagrams only, so that nothing was changed, put in between or taken
out; nothing is executed, and work lists and dossiers are not compared, unless --execute asks for
it."""

_CHECKED = Words(
    "Nagerekend: {events} gebeurtenissen van {instances} processen.",
    "Checked: {events} events of {instances} instances.",
)
_EXECUTED = Words(
    "Ook opnieuw uitgevoerd en vergeleken: {cases} zaken.",
    "Also executed again and compared: {cases} cases.",
)
_NOT_EXECUTED = Words(
    "Er is niets opnieuw uitgevoerd: dat doet `regie verify ZAAK`, of --execute voor alle zaken.",
    "Nothing was executed again: `regie verify CASE` does that, or --execute for all cases.",
)
_RIGHT = Words("Alles klopt.", "All right.")
_WRONG = Words("Niet alles klopt: {count} keer iets.", "Not all is right: {count} findings.")
_BUSY = Words("{events} gebeurtenissen, {cases} zaken", "{events} events, {cases} cases")
_AT_EVENT = Words(
    "{where}: gebeurtenis {position} klopt niet. {reason}",
    "{where}: wrong at event {position}. {reason}",
)
_SOMEWHERE = Words("{where}: klopt niet. {reason}", "{where}: wrong. {reason}")
_BESIDE = Words("Buiten de zaken", "Outside the cases")


def add_to(verbs: Verbs) -> None:
    """Add this command to the command line."""
    added = command(verbs, "verify", verify, HELP)
    added.description = EXPLAINED
    what = added.add_mutually_exclusive_group(required=True)
    what.add_argument("number", metavar="CASE", nargs="?", help="the number of one case")
    what.add_argument("--all", action="store_true", help="check the chains of all cases")
    added.add_argument(
        "--execute",
        action="store_true",
        help="with --all: execute every case again too, which takes long; for CASE it is always so",
    )
    as_person(added)


def verify(settings: Settings, arguments: argparse.Namespace) -> int:
    """Verify a case with its dossier, or all chains; refused when anything does not fit."""
    store = open_store(settings)
    with store.read() as tx:
        by = actor(tx, arguments)
        verdicts = [] if arguments.all else replay.verify_case(tx, arguments.number, by)
    if arguments.all:
        return _verify_all(store, by, arguments)
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


# --- all cases


@dataclass(slots=True)
class _Tally:
    """How much was checked so far, and what was found."""

    events: int = 0
    instances: int = 0
    cases: int = 0
    findings: list[Finding] = field(default_factory=list)


def _verify_all(store: Store, by: Person, arguments: argparse.Namespace) -> int:
    language, tally = arguments.language, _Tally()
    for _step in _checked(store, by, tally):
        _show(_said(_BUSY, language, events=tally.events, cases=tally.cases))
    if arguments.execute:
        for _step in _executed(store, by, tally):
            _show(_said(_BUSY, language, events=tally.events, cases=tally.cases))
    _show("")
    answer(arguments, _tally_facts(tally), _tally_lines(tally, arguments))
    return 1 if tally.findings else 0


def _checked(store: Store, by: Person, tally: _Tally) -> Iterator[None]:
    for portion in replay.verify_chains(store, by):
        tally.events += portion.events
        tally.instances += portion.instances
        tally.findings += portion.findings
        yield


def _executed(store: Store, by: Person, tally: _Tally) -> Iterator[None]:
    """Add what only executing finds; what the chains showed already is not said again."""
    known = set(tally.findings)
    for findings in replay.verify_cases(store, by):
        tally.cases += 1
        tally.findings += [one for one in findings if one not in known]
        yield


def _show(progress: str) -> None:
    """Say on a terminal how far it is, over what was said before; an empty text wipes that."""
    if sys.stderr.isatty():
        print(f"\r{progress:<60}", end="" if progress else "\r", file=sys.stderr, flush=True)  # noqa: T201


def _tally_facts(tally: _Tally) -> dict[str, object]:
    """Give what was found as JSON; a finding without a case is about a diagram."""
    return {
        "right": not tally.findings,
        "events": tally.events,
        "instances": tally.instances,
        "executed_cases": tally.cases,
        "findings": [
            {
                "case": one.case_number,
                "instance": one.instance_id,
                "position": one.difference.position,
                "reason": one.difference.reason.en,
            }
            for one in tally.findings
        ],
    }


def _tally_lines(tally: _Tally, arguments: argparse.Namespace) -> list[str]:
    language = arguments.language
    executed = _EXECUTED if arguments.execute else _NOT_EXECUTED
    verdict = _WRONG if tally.findings else _RIGHT
    return [
        *(_finding(one, language) for one in tally.findings),
        _said(_CHECKED, language, events=tally.events, instances=tally.instances),
        _said(executed, language, cases=tally.cases),
        _said(verdict, language, count=len(tally.findings)),
    ]


def _finding(found: Finding, language: str) -> str:
    position = found.difference.position
    sentence = _SOMEWHERE if position is None else _AT_EVENT
    return sentence.say(language).format(
        where=found.instance_id or found.case_number or _BESIDE.say(language),
        position=position,
        reason=found.difference.reason.say(language),
    )


def _said(sentence: Words, language: str, **counts: int) -> str:
    """Fill a sentence with counts, as they are written in the language."""
    written = {name: f"{count:,}" for name, count in counts.items()}
    if language == "nl":
        written = {name: count.replace(",", ".") for name, count in written.items()}
    return sentence.say(language).format(**written)
