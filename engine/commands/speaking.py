"""How commands take options and answer: sentences for people, JSON for machines."""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from engine.model import Person, Words
from engine.people import person
from engine.settings import Settings
from engine.store import Transaction

Run = Callable[[Settings, argparse.Namespace], int]
Verbs = Any  # argparse keeps the class of its sub-parsers to itself

#: kinds of characters that nobody sees, that steer a terminal, or that turn the direction
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
#: but these end lines and columns, and join what is seen
_SEEN = frozenset("\n\t\u200c\u200d")
_INSTEAD = "\ufffd"


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
    """Print the facts as JSON, or the lines for people in their language.

    What nobody sees goes to no terminal: JSON escapes it, in the lines another sign stands for it.
    """
    if arguments.json:
        written = json.dumps(facts, ensure_ascii=False, indent=2, default=_written)
        print("".join(each if _is_seen(each) else json.dumps(each)[1:-1] for each in written))  # noqa: T201
    else:
        for line in lines:
            said = line.say(arguments.language) if isinstance(line, Words) else line
            print(printed(said))  # noqa: T201 - this is the command line


def printed(text: str) -> str:
    """Give a text as it may go to a terminal: a sign stands for each character that nobody sees."""
    return "".join(each if _is_seen(each) else _INSTEAD for each in text)


def _is_seen(character: str) -> bool:
    return character in _SEEN or unicodedata.category(character) not in _UNSEEN


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)
