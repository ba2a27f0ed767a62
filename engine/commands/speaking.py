"""How commands take options and answer: sentences for people, JSON for machines."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from engine.model import Person, Words
from engine.people import person
from engine.settings import Settings
from engine.store import Transaction

Run = Callable[[Settings, argparse.Namespace], int]
Verbs = Any  # argparse keeps the class of its sub-parsers to itself


def spoken(environment: Mapping[str, str]) -> str:
    """Give the language of who gives the command: Dutch when the locale says so, else English.

    LC_ALL goes before LC_MESSAGES, and that before LANG, as for any program.
    """
    said = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "nl" if next(filter(None, said), "").startswith("nl") else "en"


def command(verbs: Verbs, name: str, run: Run, summary: str) -> argparse.ArgumentParser:
    """Add a command with the options that all of them have."""
    added: argparse.ArgumentParser = verbs.add_parser(
        name, help=summary, description=summary[0].upper() + summary[1:] + "."
    )
    added.add_argument("--json", action="store_true", help="answer in JSON")
    added.set_defaults(run=run)
    return added


def as_person(added: argparse.ArgumentParser) -> None:
    """Let a command be given by somebody."""
    added.add_argument(
        "--as", dest="person", required=True, metavar="PERSON", help="who acts, by sign-in name"
    )


def actor(tx: Transaction, arguments: argparse.Namespace) -> Person:
    """Find who gives the command. Raises UnknownPerson."""
    return person(tx, arguments.person)


def answer(
    arguments: argparse.Namespace,
    facts: Any,  # noqa: ANN401 - any JSON
    lines: Iterable[str | Words],
) -> None:
    """Print the facts as JSON, or the lines for people in their language."""
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2, default=_written))  # noqa: T201
    else:
        for line in lines:
            said = line.say(arguments.language) if isinstance(line, Words) else line
            print(said)  # noqa: T201 - this is the command line


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
