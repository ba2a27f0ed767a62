"""Rows of people, organisations, bodies, memberships and substitutions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    Row,
    bindparam,
    delete,
    insert,
    literal,
    select,
    union_all,
    update,
)

from engine import tables
from engine.model import Person, Role, Substitution
from engine.store.sessions import Session, as_session
from engine.store.transaction import Transaction

_person, _role, _member = tables.person, tables.person_role, tables.membership
_substitution, _session = tables.substitution, tables.session

_these: BindParameter[Any] = bindparam("the_ids", expanding=True)
_by_id = select(_person).where(_person.c.id == bindparam("the_id"))
_stands_in = (
    _substitution.c.substitute_id == bindparam("the_id"),
    _substitution.c.since <= bindparam("today"),
    _substitution.c.until >= bindparam("today"),
)
_BODY, _ROLE, _ABSENT = "body", "role", "absent"
_words_of = union_all(  # all that hangs on one person today; `kind` tells what it is
    select(literal(_BODY).label("kind"), _member.c.body.label("word")).where(
        _member.c.person_id == bindparam("the_id")
    ),
    select(literal(_ROLE), _role.c.role).where(_role.c.person_id == bindparam("the_id")),
    select(literal(_ABSENT), _substitution.c.absent_id).where(*_stands_in),
)
_signed_in = (
    select(_session, _person)
    .join(_person, _person.c.id == _session.c.person_id)
    .where(_session.c.token_hash == bindparam("the_hash"))
)
_by_ids = select(_person).where(_person.c.id.in_(_these))
_bodies_of = select(_member).where(_member.c.person_id.in_(_these))
_roles_of = select(_role).where(_role.c.person_id.in_(_these))
_names = select(_person.c.id, _person.c.name)
_standing_in = select(_substitution).where(*_stands_in).order_by(_substitution.c.absent_id)


@dataclass(frozen=True, slots=True)
class Account:
    """What is needed to let a person in."""

    person_id: str
    password_hash: str
    active: bool


def account(tx: Transaction, person_id: str) -> Account | None:
    """Find the account of a person."""
    row = tx.row(_by_id, {"the_id": person_id})
    return None if row is None else Account(row.id, row.password_hash, row.active)


def lock_account(tx: Transaction, person_id: str) -> Account | None:
    """Find an account; nobody else changes it, or what that person is, in this transaction."""
    row = tx.row(_by_id.with_for_update(key_share=True), {"the_id": person_id})
    return None if row is None else Account(row.id, row.password_hash, row.active)


def find(tx: Transaction, person_id: str, today: date) -> Person | None:
    """Find an active person with her bodies, roles and those she stands in for today."""
    row = tx.row(_by_id, {"the_id": person_id})
    return None if row is None else _today(tx, row, today)


def signed_in(
    tx: Transaction, token_hash: str, today: date
) -> tuple[Session, Person | None] | None:
    """Find a session and whose it is; nobody's when she may not come in any more."""
    row = tx.row(_signed_in, {"the_hash": token_hash})
    return None if row is None else (as_session(row), _today(tx, row, today))


def everybody(tx: Transaction) -> list[Person]:
    """Give all active people, by name."""
    query = select(_person.c.id).where(_person.c.active).order_by(_person.c.name)
    return _found(tx, [row.id for row in tx.rows(query)])


def names(tx: Transaction) -> dict[str, str]:
    """Give the name of everybody who ever had an account, by id."""
    found: Iterable[Any] = tx.rows(_names)
    return dict(found)


def members(tx: Transaction, body: str) -> list[Person]:
    """Give the active members of a body, by name."""
    query = (
        select(_person.c.id)
        .join(_member, _member.c.person_id == _person.c.id)
        .where(_member.c.body == body, _person.c.active)
        .order_by(_person.c.name)
    )
    return _found(tx, [row.id for row in tx.rows(query)])


def add(tx: Transaction, person: Person, password_hash: str) -> None:
    """Add a person. Raises ConflictingChange when the id is taken."""
    values = {
        "id": person.id,
        "name": person.name,
        "organisation_id": person.organisation_id,
        "language": person.language,
        "password_hash": password_hash,
        "active": True,
    }
    tx.claim(insert(_person), values, what=person.id)
    set_bodies(tx, person.id, person.bodies)
    set_roles(tx, person.id, person.roles)


def set_bodies(tx: Transaction, person_id: str, bodies: Iterable[str]) -> None:
    """Let a person be a member of exactly these bodies."""
    lock_account(tx, person_id)
    tx.change(delete(_member).where(_member.c.person_id == person_id))
    for body in sorted(bodies):
        tx.change(insert(_member), {"person_id": person_id, "body": body})


def set_roles(tx: Transaction, person_id: str, roles: Iterable[Role]) -> None:
    """Let a person have exactly these roles."""
    lock_account(tx, person_id)
    tx.change(delete(_role).where(_role.c.person_id == person_id))
    for role in sorted(set(roles)):
        tx.change(insert(_role), {"person_id": person_id, "role": role.value})


def set_organisation(tx: Transaction, person_id: str, organisation_id: str) -> None:
    """Let a person work for an organisation."""
    mine = update(_person).where(_person.c.id == person_id)
    tx.change(mine.values(organisation_id=organisation_id))


def set_password(tx: Transaction, person_id: str, password_hash: str) -> None:
    """Give a person another password."""
    tx.change(update(_person).where(_person.c.id == person_id).values(password_hash=password_hash))


def set_active(tx: Transaction, person_id: str, *, active: bool) -> None:
    """Let a person in, or keep her out."""
    tx.change(update(_person).where(_person.c.id == person_id).values(active=active))


def set_language(tx: Transaction, person_id: str, language: str) -> None:
    """Keep the language of a person's screens."""
    tx.change(update(_person).where(_person.c.id == person_id).values(language=language))


def add_substitution(tx: Transaction, new: Substitution) -> None:
    """Let somebody act for another from and until these days."""
    tx.change(
        insert(_substitution),
        {
            "absent_id": new.absent_id,
            "substitute_id": new.substitute_id,
            "since": new.since,
            "until": new.until,
        },
    )


def end_substitution(tx: Transaction, known: Substitution) -> bool:
    """Change the last day of one with this first day; False when there is none."""
    same = (
        _substitution.c.absent_id == known.absent_id,
        _substitution.c.substitute_id == known.substitute_id,
        _substitution.c.since == known.since,
    )
    return tx.change(update(_substitution).where(*same).values(until=known.until)) == 1


def substitutions(tx: Transaction, person_id: str, today: date) -> list[Substitution]:
    """Give for whom a person stands in on a day, and until when."""
    found = tx.rows(_standing_in, {"the_id": person_id, "today": today})
    return [Substitution(row.absent_id, row.substitute_id, row.since, row.until) for row in found]


def bodies(tx: Transaction) -> dict[str, str]:
    """Give the code of each body, by its name."""
    return {row.name: row.code for row in tx.rows(select(tables.body).order_by(tables.body.c.name))}


def organisations(tx: Transaction) -> dict[str, str]:
    """Give the name of each organisation, by its id."""
    table = tables.organisation
    return {row.id: row.name for row in tx.rows(select(table).order_by(table.c.name))}


def no_roles(tx: Transaction) -> list[tuple[str, str]]:
    """Give what is written as a role and is none: the id of the person, and what stands there."""
    known = [role.value for role in Role]
    query = select(_role).where(_role.c.role.not_in(known)).order_by(_role.c.person_id)
    return [(row.person_id, row.role) for row in tx.rows(query)]


def keep_bodies(tx: Transaction, codes: Mapping[str, str]) -> None:
    """Add the bodies that are not there yet (name -> code)."""
    known = bodies(tx)
    for name, code in codes.items():
        if name not in known:
            tx.change(insert(tables.body), {"name": name, "code": code})


def keep_organisations(tx: Transaction, organisation_names: Mapping[str, str]) -> None:
    """Add the organisations that are not there yet (id -> name)."""
    known = organisations(tx)
    for organisation_id, name in organisation_names.items():
        if organisation_id not in known:
            tx.change(insert(tables.organisation), {"id": organisation_id, "name": name})


def _today(tx: Transaction, row: Row[Any], today: date) -> Person | None:
    """Give an active person with all that hangs on her today."""
    if not row.active:
        return None
    words: dict[str, list[str]] = {_BODY: [], _ROLE: [], _ABSENT: []}
    told: Iterable[Any] = tx.rows(_words_of, {"the_id": row.id, "today": today})
    for kind, word in told:
        words[kind].append(word)
    found = _as_person(row, words[_BODY], words[_ROLE])
    absent = sorted(words[_ABSENT])
    return replace(found, stands_in_for=tuple(_found(tx, absent))) if absent else found


def _found(tx: Transaction, person_ids: Sequence[str]) -> list[Person]:
    if not person_ids:
        return []
    wanted = {"the_ids": list(person_ids)}
    rows = {row.id: row for row in tx.rows(_by_ids, wanted)}
    bodies_of = _grouped(tx.rows(_bodies_of, wanted), "body")
    roles_of = _grouped(tx.rows(_roles_of, wanted), "role")
    return [
        _as_person(rows[one], bodies_of.get(one, ()), roles_of.get(one, ()))
        for one in person_ids
        if one in rows
    ]


def _grouped(rows: Iterable[Row[Any]], column: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(getattr(row, column))
    return found


def _as_person(row: Row[Any], body_names: Iterable[str], roles: Collection[str]) -> Person:
    """Turn a row into a person; of what is written as her roles only those that there are count."""
    return Person(
        id=row.id,
        name=row.name,
        organisation_id=row.organisation_id,
        bodies=frozenset(body_names),
        roles=frozenset(role for role in Role if role in roles),
        language=row.language,
    )
