"""The demonstration: invented people and proposals, made by executing the processes.

Everything in it happened: each task was completed by its person, each timer fired, on a clock
that was moved by hand from a few months ago until today.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import deployments, masterdata, people, store
from engine.bundled import folder
from engine.demonstration.player import Player
from engine.model import Person, Role
from engine.settings import Settings
from engine.store import Store, Transaction

CONTENT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody who may sign in, and what she does."""

    person_id: str
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Who may sign in, with the one password they share."""

    people: tuple[Shown, ...]
    password: str


def prepare(found_store: Store, settings: Settings) -> Demonstration:
    """Fill an empty installation; leave one that has people as it is. Tell who may sign in."""
    password = _password(settings)
    _mark(settings).touch()
    with found_store.read() as tx:
        filled = bool(store.people.names(tx))
    if not filled:
        _fill(found_store, password)
    cast = _read("people.json")
    return Demonstration(
        tuple(Shown(one["id"], one["name"], one["what"]) for one in cast), password
    )


def is_in(settings: Settings) -> bool:
    """Tell whether this data folder holds the demonstration, whose people share a password."""
    return _mark(settings).exists()


def _mark(settings: Settings) -> Path:
    return settings.data / "demonstration"


def _fill(found_store: Store, password: str) -> None:
    """Publish the processes before the first story, add the people and play every story."""
    player = Player(found_store, _read("stories.json"), _read("answers.json"))
    with player.store.begin() as tx:
        masterdata.load(tx, folder("processes"), folder("forms"))
        _add_people(tx, people.hashed(password))
        owner = next(one for one in store.people.everybody(tx) if Role.PROCESS_OWNER in one.roles)
        deployments.deploy_together(tx, masterdata.diagrams(folder("processes")), by=owner)
    player.play()


def _add_people(tx: Transaction, password_hash: str) -> None:
    for one in _read("people.json"):
        new = Person(
            id=one["id"],
            name=one["name"],
            organisation_id=one.get("organisation"),
            bodies=frozenset(one.get("bodies", ())),
            roles=frozenset(Role(role) for role in one.get("roles", ())),
        )
        store.people.add(tx, new, password_hash)


def _password(settings: Settings) -> str:
    """Give the password of this data folder: chosen, made up before, or made up now."""
    if settings.demo_password:
        return settings.demo_password
    path = settings.data / "demo-password"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text()


def _read(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))
