"""What a view needs from its request: the store, who is asking, in which language, and the token.

The only module that knows what hangs on the app and on the request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, request, url_for

from engine import messages
from engine.errors import EngineError
from engine.model import Person
from engine.settings import Settings
from engine.store import Store, Transaction

COOKIE = "regie"
DUTCH, ENGLISH = "nl", "en"


class SignInFirst(EngineError):
    """The page is for people who signed in, and nobody did (any more)."""

    nl = "Meld u eerst aan. Daarna gaat u verder waar u was."
    en = "Sign in first. After that you go on where you were."


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody whose tasks the person does, until and including this day."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Count:
    """A person's own open tasks, and how many of them are late."""

    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in person with what every page shows about her; `count` is asked by who shows it."""

    person: Person
    stands_in_for: tuple[StandIn, ...] = ()
    count: Callable[[], Count] = lambda: Count(0, 0)


Recognise = Callable[[str], Visit | None]


def furnish(app: Flask, store: Any, settings: Settings) -> None:  # noqa: ANN401 - any store
    """Put into the app what `here` gives out. Until `recognise_with`, everybody is a visitor."""
    app.extensions.update(store=store, settings=settings, recognise=lambda _: None, addresses={})


def recognise_with(app: Flask, recognise: Recognise) -> None:
    """Let `recognise` tell who comes with a cookie; it gives None for a cookie it does not know."""
    app.extensions["recognise"] = recognise


def store() -> Any:  # noqa: ANN401 - the views know which store they were given
    return current_app.extensions["store"]


@contextmanager
def reading() -> Iterator[Transaction]:
    """Open a transaction that only reads; inside another one, that one: a page is of one moment."""
    if "reading" in g:
        yield g.reading
        return
    found: Store = store()
    with found.read() as tx:
        g.reading = tx
        try:
            yield tx
        finally:
            g.pop("reading")


@contextmanager
def changing() -> Iterator[Transaction]:
    """Open a transaction that may write; after its commit, deliver what instances sent in it.

    What cannot be delivered then is at the next ring: what was done here is kept all the same.
    """
    found: Store = store()
    with found.begin() as tx:
        yield tx
        has_post = messages.wait(tx)
    if has_post:
        messages.deliver_now(found)


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def cookie() -> str:
    """Give the secret this browser came with, or just got; empty for a first visit."""
    return str(g.get("secret") or request.cookies.get(COOKIE, ""))


def let_in(secret: str) -> None:
    """Let the rest of this request belong to the person whose secret this is."""
    g.secret = secret
    for known in ("visit", "csrf_field"):  # what was worked out for who came with another one
        g.pop(known, None)


def visit() -> Visit | None:
    """Tell who is asking, None for a visitor; the cookie is looked up once per request."""
    if "visit" not in g:
        secret = cookie()
        g.visit = current_app.extensions["recognise"](secret) if secret else None
    found: Visit | None = g.visit
    return found


def person() -> Person:
    """Give the person who signed in. Raises SignInFirst."""
    found = visit()
    if found is None:
        raise SignInFirst
    return found.person


def count() -> Count:
    """Count the reader's own tasks, once per request. Raises SignInFirst."""
    if "count" not in g:
        found = visit()
        if found is None:
            raise SignInFirst
        g.count = found.count()
    counted: Count = g.count
    return counted


def address_of(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - whatever the address takes
    """Give an address that many pages name, worked out once for each place the program stands."""
    known: dict[tuple[Any, ...], str] = current_app.extensions["addresses"]
    key = (request.script_root, endpoint, *sorted(values.items()))
    if key not in known:
        known[key] = url_for(endpoint, **values)
    return known[key]


def path() -> str:
    """Give the path of this request, safe to go back to: always on this site."""
    return "/" + quote(request.script_root + request.path).lstrip("/")


def address() -> str:
    """Give the path and query of this request, as safe as the path alone."""
    query = request.query_string.decode("ascii", "replace")
    return f"{path()}?{query}" if query else path()
