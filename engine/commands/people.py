"""`regie user`: who may sign in, in which bodies, with which roles."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from collections.abc import Callable
from datetime import date

from engine import people, substitutions
from engine.commands.speaking import Verbs, answer, command
from engine.errors import EngineError
from engine.model import Person, Role, Substitution, Words
from engine.settings import Settings
from engine.store import Store, Transaction, open_store
from engine.store import people as rows

NO_ROLE = "none"

Change = Callable[[Transaction, argparse.Namespace], None]


class NothingAsked(EngineError):
    """A person was named without what must change, or the other way round."""

    nl = "Er is niets gewijzigd: noem een persoon en wat er moet veranderen (regie user --help)."
    en = "Nothing was changed: name a person and what must change (regie user --help)."


class DaysOfNobody(EngineError):
    """Days were given without who stands in on them."""

    nl = "Er is niets gewijzigd: --since en --until horen bij --stand-in."
    en = "Nothing was changed: --since and --until belong to --stand-in."


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    added = command(verbs, "user", user, "add, change or list people")
    what = added.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="NAME", help="add a person with this full name")
    what.add_argument("--password", action="store_true", help="set another password")
    what.add_argument("--leave", action="store_true", help="keep the person out from now on")
    what.add_argument("--stand-in", metavar="PERSON", help="who acts for this person")
    added.add_argument("person", nargs="?", metavar="PERSON", help="sign-in name; none: list all")
    added.add_argument("--body", action="append", metavar="BODY", help="repeat for more bodies")
    added.add_argument(
        "--role",
        action="append",
        choices=[*(role.value for role in Role), NO_ROLE],
        help=f"repeat for more roles; '{NO_ROLE}' takes all roles away",
    )
    added.add_argument("--organisation", metavar="ID")
    added.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="of the stand-in")
    added.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="of the stand-in")


def user(settings: Settings, arguments: argparse.Namespace) -> int:
    """Do what was asked with one person, or list all."""
    store = open_store(settings)
    given = [name for name in _OPTIONS if getattr(arguments, name) not in (None, False)]
    if arguments.person is None and not given:
        return _list(store, arguments)
    if arguments.person is None or not given:
        raise NothingAsked
    if (arguments.since or arguments.until) and not arguments.stand_in:
        raise DaysOfNobody
    if arguments.add is not None:
        return _add(store, arguments)
    if arguments.password:  # asked for before the transaction: nobody else could write meanwhile
        arguments.password = _password()
    with store.begin() as tx:
        for name in given:
            if name in _CHANGES:
                _CHANGES[name](tx, arguments)
    answer(
        arguments,
        {"changed": arguments.person},
        [Words(f"{arguments.person} gewijzigd.", f"{arguments.person} changed.")],
    )
    return 0


def _set_roles(tx: Transaction, arguments: argparse.Namespace) -> None:
    people.set_roles(tx, arguments.person, _roles(arguments))


def _roles(arguments: argparse.Namespace) -> frozenset[Role]:
    return frozenset(Role(role) for role in arguments.role or () if role != NO_ROLE)


#: what is done with somebody who is there already, in this order
_CHANGES: dict[str, Change] = {
    "password": lambda tx, given: people.set_password(tx, given.person, given.password),
    "stand_in": lambda tx, given: substitutions.substitute(
        tx, _substitution(given, people.today(tx))
    ),
    "body": lambda tx, given: people.set_bodies(tx, given.person, given.body),
    "role": _set_roles,
    "organisation": lambda tx, given: people.set_organisation(tx, given.person, given.organisation),
    "leave": lambda tx, given: people.leave(tx, given.person),
}
_OPTIONS = ("add", *_CHANGES, "since", "until")


def _list(store: Store, arguments: argparse.Namespace) -> int:
    with store.read() as tx:
        found = rows.everybody(tx)
    facts = [
        {
            "person": one.id,
            "name": one.name,
            "bodies": sorted(one.bodies),
            "roles": sorted(one.roles),
        }
        for one in found
    ]
    lines = [
        f"{one.id:<14} {one.name}: {', '.join([*sorted(one.bodies), *sorted(one.roles)])}"
        for one in found
    ]
    answer(arguments, facts, lines)
    return 0


def _add(store: Store, arguments: argparse.Namespace) -> int:
    new = Person(
        id=arguments.person.strip().lower(),
        name=arguments.add.strip(),
        organisation_id=arguments.organisation,
        bodies=frozenset(arguments.body or ()),
        roles=_roles(arguments),
    )
    password = _password()
    with store.begin() as tx:
        people.add(tx, new, password)
    answer(arguments, {"added": new.id}, [Words(f"{new.id} toegevoegd.", f"{new.id} added.")])
    return 0


def _password() -> str:
    """Ask for a password, or take one line from standard input; an empty one is made up."""
    given = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if given:
        return given
    made = secrets.token_urlsafe(12)
    print(f"Password: {made}", file=sys.stderr)  # noqa: T201 - it is shown this once
    return made


def _substitution(arguments: argparse.Namespace, today: date) -> Substitution:
    return Substitution(
        absent_id=arguments.person,
        substitute_id=arguments.stand_in,
        since=arguments.since or today,
        until=arguments.until or date.max,
    )
