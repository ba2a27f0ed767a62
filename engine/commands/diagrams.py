"""`regie check`, `deploy` and `tidy`: diagrams from files."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from engine import deployments, drawing, masterdata, reasons, starts
from engine.bundled import folder
from engine.commands.quoting import quoted, told
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.deployments import Outlook, Plan, Way
from engine.errors import EngineError
from engine.model import Problem, Severity, Words
from engine.settings import Settings
from engine.store import open_store

_SEVERITIES = {
    Severity.ERROR: Words("fout", "error"),
    Severity.WARNING: Words("waarschuwing", "warning"),
}
_VERSION = Words("versie", "version")
_NO_PROBLEMS = Words("Geen problemen.", "No problems.")


class FileUnreadable(EngineError):
    """The file named on the command line cannot be read or written."""

    nl = "Het bestand {path} is niet bruikbaar: {reason_nl}."
    en = "The file {path} cannot be used: {reason_en}."

    def __init__(self, path: Path, problem: OSError) -> None:
        reason = reasons.refusal(problem)
        super().__init__(path=path, reason_nl=reason.nl, reason_en=reason.en)


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    added = command(verbs, "check", check, "list everything that is wrong with diagrams")
    added.add_argument("files", nargs="+", type=Path, metavar="FILE")
    added = command(verbs, "deploy", deploy, "make diagrams the next versions, all or none")
    added.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="none: the bundled diagrams"
    )
    as_person(added)
    added = command(verbs, "tidy", tidy, "lay a diagram out anew, changing nothing but positions")
    added.add_argument("file", type=Path, metavar="FILE")


def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """List the problems of each file among the others; refused when one of them has errors."""
    store = open_store(settings)
    names = [str(path) for path in arguments.files]
    diagrams = [read(path) for path in arguments.files]
    with store.read() as tx:
        outlooks = deployments.outlook_together(tx, diagrams, names)
    found = {name: one.problems for name, one in zip(names, outlooks, strict=True)}
    language = arguments.language
    facts = {name: _outlook(one) for name, one in zip(names, outlooks, strict=True)}
    lines = [
        line
        for path, problems in found.items()
        for problem in problems
        for line in (
            f"{path}: {_SEVERITIES[problem.severity].say(language)}: {told(problem, language)}",
            *quoted(problem.excerpt),
        )
    ]
    begins = [words for one in outlooks for plan in one.plans for words in plan.begins]
    lines = lines or [_NO_PROBLEMS.say(language)]
    answer(arguments, facts, [*lines, *(words.say(language) for words in begins)])
    wrong = any(p.severity is Severity.ERROR for problems in found.values() for p in problems)
    return 1 if wrong else 0


def _outlook(found: Outlook) -> dict[str, object]:
    return {
        "problems": [_facts(one) for one in found.problems],
        "starts": [_start(plan, way) for plan in found.plans for way in plan.ways],
    }


def _start(plan: Plan, way: Way) -> dict[str, object]:
    """Tell one way to start: the words only of a timer that has a moment to come."""
    return {
        "process": plan.process_id,
        "element": way.start.element_id or None,
        "kind": way.start.kind,
        "name": way.start.name,
        "together": way.start.together,
        "due": way.due,
        "moments": None if way.moments is None else str(way.moments),
        "nl": None if way.said is None else way.said.nl,
        "en": None if way.said is None else way.said.en,
    }


def _facts(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "element": problem.element_id,
        "severity": problem.severity,
        "nl": problem.say("nl"),
        "en": problem.say("en"),
        "excerpt": None if problem.excerpt is None else asdict(problem.excerpt),
    }


def deploy(settings: Settings, arguments: argparse.Namespace) -> int:
    """Deploy the files together, or everything that comes with the product."""
    store = open_store(settings)
    with store.begin() as tx:
        if arguments.files:
            diagrams = [read(path) for path in arguments.files]
        else:
            masterdata.load(tx, folder("processes"), folder("forms"))
            diagrams = masterdata.diagrams(folder("processes"))
        by = actor(tx, arguments)
        bundles = deployments.deploy_together(tx, diagrams, by=by)
        pending = [one for bundle in bundles for one in starts.pending(tx, by, bundle.process_id)]
    facts = [{"process": b.process_id, "version": b.version, "digest": b.digest} for b in bundles]
    lines = [
        f"{b.process_id} {_VERSION.say(arguments.language)} {b.version} ({b.digest})"
        for b in bundles
    ]
    begins = [f"{one.id}: {one.told.say(arguments.language)}" for one in pending]
    answer(arguments, facts, [*lines, *begins])
    return 0


def tidy(settings: Settings, arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape
    """Write the diagram back with a fresh layout."""
    laid_out = drawing.tidy(read(arguments.file))
    try:
        arguments.file.write_bytes(laid_out)
    except OSError as problem:
        raise FileUnreadable(arguments.file, problem) from problem
    width, height = drawing.size(laid_out)
    facts = {"width": width, "height": height}
    said = Words(
        f"{arguments.file}: {width} bij {height}", f"{arguments.file}: {width} by {height}"
    )
    answer(arguments, facts, [said])
    return 0


def read(path: Path) -> bytes:
    """Read a file. Raises FileUnreadable."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise FileUnreadable(path, problem) from problem
