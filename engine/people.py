"""People: who they are, signing in and out, standing in for each other."""

from __future__ import annotations

import re
import secrets
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine import store
from engine.errors import EngineError
from engine.model import HOME, Person, Role, Substitution
from engine.store import Store, Transaction
from engine.store.sessions import Session
from engine.store.turn import after_each_other

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
THROTTLE_OVER = timedelta(minutes=15)
TRIES_HERE = 8  #: for one login from one address, so that a stranger elsewhere keeps nobody out
TRIES_PER_LOGIN = 200  #: from all addresses, for who guesses from many of them
TRIES_PER_ADDRESS = 60
SHORTEST_PASSWORD = 12
_SIGN_IN_NAME = re.compile(r"[\w.@+-]{1,200}")

# Of the settings that OWASP holds to be equally strong (19 MiB twice, 46 MiB once) the second: C
# libraries give a block of more than 32 MiB back at once, and keep a smaller one for each thread.
_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
# Written as a hash, so that refusing somebody unknown takes as long; no password has this one.
_nobody = "$argon2id$v=19$m={},t={},p={}${}${}".format(
    *(_hasher.memory_cost, _hasher.time_cost, _hasher.parallelism),
    *(b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32)),
)


class SignInRefused(EngineError):
    """Unknown or wrong: the answer is the same."""

    nl = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk het na en probeer het opnieuw."
    en = "This name and this password do not belong together. Check them and try again."


class TooManySignIns(EngineError):
    """Too many sign-ins failed; the answer is the same whether the account exists or not."""

    nl = "Er is te vaak geprobeerd aan te melden. Probeer het over {minutes} minuten opnieuw."
    en = "There were too many attempts to sign in. Try again in {minutes} minutes."

    def __init__(self) -> None:
        super().__init__(minutes=int(THROTTLE_OVER.total_seconds() // 60))


class UnknownPerson(EngineError):
    """No active person has this id."""

    nl = "Er is geen persoon '{person_id}' met een account."
    en = "There is no person '{person_id}' with an account."

    def __init__(self, person_id: str) -> None:
        super().__init__(person_id=person_id)


class UnknownBody(EngineError):
    """No body has this name."""

    nl = "Er is geen gremium '{name}'."
    en = "There is no body '{name}'."

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class UnknownOrganisation(EngineError):
    """No organisation has this id."""

    nl = "Er is geen organisatie '{organisation_id}'."
    en = "There is no organisation '{organisation_id}'."

    def __init__(self, organisation_id: str) -> None:
        super().__init__(organisation_id=organisation_id)


class UnusableName(EngineError):
    """A person needs a name, and a sign-in name that can be typed without doubt."""

    nl = (
        "Zo kan niemand heten: '{person_id}', '{name}'. De aanmeldnaam bestaat uit letters, cijfers"
        " en . _ @ + -, en de naam mag niet leeg zijn."
    )
    en = (
        "Nobody can be called so: '{person_id}', '{name}'. The sign-in name is made of letters,"
        " digits and . _ @ + -, and the name may not be empty."
    )

    def __init__(self, new: Person) -> None:
        super().__init__(person_id=new.id, name=new.name)


class PasswordTooShort(EngineError):
    """Passwords have a least length."""

    nl = "Het wachtwoord is te kort. Kies er een van ten minste {least} tekens."
    en = "The password is too short. Choose one of at least {least} characters."

    def __init__(self) -> None:
        super().__init__(least=SHORTEST_PASSWORD)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` is the secret that the browser keeps; only its digest is stored."""

    token: str
    person: Person


def sign_in(found_store: Store, login: str, password: str, address: str) -> SignedIn:
    """Let a person in. Raises SignInRefused or TooManySignIns; a failure is noted.

    It is noted before the password is tried, which takes long, and forgotten when it was right: of
    many at the same moment no more are tried than one after the other. Those for one login from one
    address wait for each other, so that a right one does not count against the next.
    """
    login, network = login.strip().lower(), store.sessions.network(address)
    with after_each_other(login, network):
        with found_store.begin() as tx:
            _count(tx, login, network)
            account = store.people.account(tx, login)
        right = _matches(account.password_hash if account else _nobody, password)
        if not right or account is None or not account.active:
            raise SignInRefused
        renewed = _renewed(account.password_hash, password)
        with found_store.begin() as tx:
            if store.people.lock_account(tx, login) != account:
                raise SignInRefused  # it was changed while the password was tried
            if renewed is not None:
                store.people.set_password(tx, login, renewed)
            store.sessions.forget_failures(tx, login, network, tx.now - THROTTLE_OVER)
            return SignedIn(_new_session(tx, login), person(tx, login))


def signed_in(tx: Transaction, token: str) -> tuple[Session, Person] | None:
    """Find the session of a token and whose it is; None when it ended or was not used for long."""
    found = store.people.signed_in(tx, _digest(token), today(tx))
    if found is None:
        return None
    session, whose = found
    if whose is None or session.seen_at < tx.now - IDLE or session.created_at < tx.now - LONGEST:
        return None
    return session, whose


def seen(tx: Transaction, token: str) -> None:
    """Note that a session is used now."""
    store.sessions.touch(tx, _digest(token))


def sign_out(tx: Transaction, token: str) -> None:
    """End a session."""
    store.sessions.end(tx, _digest(token))


def forget_old_sessions(tx: Transaction) -> None:
    """End the sessions that nobody can use any more."""
    store.sessions.end_before(tx, tx.now - IDLE, tx.now - LONGEST)


def person(tx: Transaction, person_id: str) -> Person:
    """Find somebody as she is today. Raises UnknownPerson."""
    found = store.people.find(tx, person_id, today(tx))
    if found is None:
        raise UnknownPerson(person_id)
    return found


def names(tx: Transaction) -> dict[str, str]:
    """Give the name of everybody who ever had an account, by id."""
    return store.people.names(tx)


def standing_in(tx: Transaction, person_id: str) -> list[Substitution]:
    """Give for whom somebody stands in today, and until when."""
    return store.people.substitutions(tx, person_id, today(tx))


def today(tx: Transaction) -> date:
    """Give the date of the transaction's moment in the Netherlands."""
    return tx.now.astimezone(HOME).date()


def add(tx: Transaction, new: Person, password: str) -> None:
    """Add a person.

    Raises UnusableName, PasswordTooShort, UnknownBody, UnknownOrganisation, ConflictingChange.
    """
    if not new.name.strip() or not _SIGN_IN_NAME.fullmatch(new.id):
        raise UnusableName(new)
    _check_bodies(tx, new.bodies)
    _check_organisation(tx, new.organisation_id)
    store.people.add(tx, new, hashed(password))


def set_password(tx: Transaction, person_id: str, password: str) -> None:
    """Give a person another password and end her sessions. Raises UnknownPerson."""
    person(tx, person_id)
    store.people.set_password(tx, person_id, hashed(password))
    store.sessions.end_all_of(tx, person_id)


def set_bodies(tx: Transaction, person_id: str, bodies: Iterable[str]) -> None:
    """Let a person be a member of exactly these bodies. Raises UnknownPerson, UnknownBody."""
    person(tx, person_id)
    wanted = frozenset(bodies)
    _check_bodies(tx, wanted)
    store.people.set_bodies(tx, person_id, wanted)


def set_roles(tx: Transaction, person_id: str, roles: Iterable[Role]) -> None:
    """Give a person exactly these roles. Raises UnknownPerson."""
    person(tx, person_id)
    store.people.set_roles(tx, person_id, roles)


def set_organisation(tx: Transaction, person_id: str, organisation_id: str) -> None:
    """Let a person work for another organisation. Raises UnknownPerson, UnknownOrganisation."""
    person(tx, person_id)
    _check_organisation(tx, organisation_id)
    store.people.set_organisation(tx, person_id, organisation_id)


def leave(tx: Transaction, person_id: str) -> None:
    """Keep a person out from now on; her name stays in history. Raises UnknownPerson."""
    person(tx, person_id)
    store.people.set_active(tx, person_id, active=False)
    store.sessions.end_all_of(tx, person_id)


def hashed(password: str) -> str:
    """Hash a password with argon2id. Raises PasswordTooShort."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    return _hasher.hash(password)


def _count(tx: Transaction, login: str, network: str) -> None:
    """Count a try to sign in as one that fails. Raises TooManySignIns; then it counts for none."""
    store.sessions.count_alone(tx)
    failed = store.sessions.failures(tx, login, network, tx.now - THROTTLE_OVER)
    is_much_here = failed.here >= TRIES_HERE or failed.from_address >= TRIES_PER_ADDRESS
    if is_much_here or failed.of_login >= TRIES_PER_LOGIN:
        raise TooManySignIns
    store.sessions.note_failure(tx, login, network)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _renewed(password_hash: str, password: str) -> str | None:
    """Hash a password again when that was done with other settings than those of today."""
    return _hasher.hash(password) if _hasher.check_needs_rehash(password_hash) else None


def _new_session(tx: Transaction, person_id: str) -> str:
    token = secrets.token_urlsafe(32)
    new = Session(_digest(token), person_id, secrets.token_urlsafe(32), tx.now, tx.now)
    store.sessions.add(tx, new)
    return token


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _check_organisation(tx: Transaction, organisation_id: str | None) -> None:
    if organisation_id is not None and organisation_id not in store.people.organisations(tx):
        raise UnknownOrganisation(organisation_id)


def _check_bodies(tx: Transaction, names: Iterable[str]) -> None:
    known = store.people.bodies(tx)
    for name in sorted(names):
        if name not in known:
            raise UnknownBody(name)
