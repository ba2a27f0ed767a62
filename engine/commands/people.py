"""`regie user`: who may sign in, in which bodies, with which roles."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from datetime import date

from engine import people
from engine.commands.speaking import Verbs, answer, command
from engine.model import Person, Role, Substitution, Words
from engine.settings import Settings
from engine.store import Store, open_store
from engine.store import people as rows


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
    added.add_argument("--role", action="append", choices=[role.value for role in Role])
    added.add_argument("--organisation", metavar="ID")
    added.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="of the stand-in")
    added.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="of the stand-in")


def user(settings: Settings, arguments: argparse.Namespace) -> int:
    """Do what was asked with one person, or list all."""
    store = open_store(settings)
    if arguments.person is None:
        return _list(store, arguments)
    if arguments.add:
        return _add(store, arguments)
    with store.begin() as tx:
        if arguments.password:
            people.set_password(tx, arguments.person, _password())
        elif arguments.leave:
            people.leave(tx, arguments.person)
        elif arguments.stand_in:
            people.substitute(tx, _substitution(arguments, people.today(tx)))
        if arguments.body is not None:
            people.set_bodies(tx, arguments.person, arguments.body)
    answer(
        arguments,
        {"changed": arguments.person},
        [Words(f"{arguments.person} gewijzigd.", f"{arguments.person} changed.")],
    )
    return 0


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
        name=arguments.add,
        organisation_id=arguments.organisation,
        bodies=frozenset(arguments.body or ()),
        roles=frozenset(Role(role) for role in arguments.role or ()),
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
