"""Rows of sessions and of sign-ins that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from engine import tables
from engine.store import tidying
from engine.store.locks import Alone, be_alone
from engine.store.transaction import Transaction

_session, _failed = tables.session, tables.failed_sign_in


@dataclass(frozen=True, slots=True)
class Session:
    """A person who is signed in on one device."""

    token_hash: str
    person_id: str
    csrf: str
    created_at: datetime
    seen_at: datetime


def add(tx: Transaction, new: Session) -> None:
    """Keep a new session."""
    tx.change(insert(_session), {name: getattr(new, name) for name in Session.__slots__})


def as_session(row: Row[Any]) -> Session:
    """Turn a row that begins as its table does into a session, which has the same order."""
    return Session(**dict(zip(Session.__slots__, row, strict=False)))


def touch(tx: Transaction, token_hash: str) -> None:
    """Note that the session was used now."""
    tx.change(update(_session).where(_session.c.token_hash == token_hash).values(seen_at=tx.now))


def end(tx: Transaction, token_hash: str) -> None:
    """End one session."""
    tx.change(delete(_session).where(_session.c.token_hash == token_hash))


def end_all_of(tx: Transaction, person_id: str) -> None:
    """End every session of a person."""
    tx.change(delete(_session).where(_session.c.person_id == person_id))


def end_before(tx: Transaction, seen_before: datetime, created_before: datetime) -> None:
    """End sessions that were not used since, or are older than, these moments."""
    stale = (_session.c.seen_at < seen_before) | (_session.c.created_at < created_before)
    tidying.take_away(tx, _session, stale)


@dataclass(frozen=True, slots=True)
class Failures:
    """Sign-ins that failed: for a login from one address, for it from all, and from the address."""

    here: int
    of_login: int
    from_address: int


def network(address: str) -> str:
    """Give what a visitor is counted by: of IPv6 the network, whose addresses are all hers."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


def count_alone(tx: Transaction) -> None:
    """Let nobody else count or note failures until the end of the transaction."""
    be_alone(tx, Alone.COUNTING_SIGN_INS)


def note_failure(tx: Transaction, login: str, address: str) -> None:
    """Note a sign-in that failed, or that is tried: it counts until it gets in."""
    tx.change(insert(_failed), {"at": tx.now, "login": login, "address": address})


def failures(tx: Transaction, login: str, address: str, since: datetime) -> Failures:
    """Count the failures since a moment."""
    mine, here = _failed.c.login == login, _failed.c.address == address
    counts = []
    for which in (mine & here, mine, here):
        row = tx.row(select(func.count()).select_from(_failed).where(which, _failed.c.at > since))
        counts.append(int(row[0]) if row is not None else 0)
    return Failures(*counts)


def forget_failures(tx: Transaction, login: str, address: str, before: datetime) -> None:
    """Forget the failures of a login that got in from this address, and all before a moment."""
    got_in = (_failed.c.login == login) & (_failed.c.address == address)
    tidying.take_away(tx, _failed, got_in | (_failed.c.at < before))
