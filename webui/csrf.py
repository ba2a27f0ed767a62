"""Accept a change only from a page of our own: the token in every form.

The token belongs to the secret in the cookie, so it ends with the session; a visitor without a
session gets a secret of her own for it. Beside the token stands the mark of who the page is for.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Flask, current_app, g, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine.errors import EngineError
from webui import here, security

FIELD = "csrf"
HEADER = "X-CSRF-Token"
_EXTENSION, _MARKS = "csrf", "marks of people"
_DOT = "."
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class PageTooOld(EngineError):
    """A form came without the token of this session."""

    nl = "De pagina was te oud. Er is niets veranderd."
    en = "The page was too old. Nothing has changed."


def register(app: Flask, master_key: bytes) -> None:
    """Check every request that changes something; the key is a secret of the installation."""
    ours = hmac.digest(master_key, b"regie: tokens in forms", hashlib.sha256)
    app.extensions[_EXTENSION] = ours
    # no cookie can ask for these
    app.extensions[_MARKS] = hmac.digest(ours, b"marks of people", hashlib.sha256)
    app.before_request(_check)
    app.after_request(_hand_out)


def token() -> str:
    """Give the token for the forms of this page."""
    return _token_of(_secret())


def field() -> Markup:
    """Give the hidden field that every form with method post needs: the same in all of a page."""
    found: Markup | None = g.get("csrf_field")
    if found is None:
        signed = f"{token()}{_DOT}{mark()}"
        hidden = Markup('<input type="hidden" name="%s" value="%s">')
        found = g.csrf_field = hidden % (FIELD, signed)
    return found


def mark() -> str:
    """Give the mark of who signed in, which only we can make; empty for a visitor."""
    guest = here.visit()
    if guest is None:
        return ""
    own: bytes = current_app.extensions[_MARKS]
    return hmac.digest(own, guest.person.id.encode(), hashlib.sha256).hex()


def given_mark() -> str:
    """Give the mark of the one for whom the page was made that this request comes from.

    It outlives her session; empty when the page was a visitor's, or does not say.
    """
    return request.form.get(FIELD, "").partition(_DOT)[2]


def is_from_here() -> bool:
    """Tell whether the browser says that the request comes from a page of this site.

    When it says nothing, the mark of who the page was for tells: no other site can make that.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin.partition("://")[2] == request.host
    return _is_for_who_asks()


def _is_for_who_asks() -> bool:
    """Tell whether the page was made for who is asking now.

    Of a visitor that is not known yet: `again.offer` looks at the mark when she has signed in.
    """
    given = given_mark()
    if here.visit() is None:
        return bool(given)
    return hmac.compare_digest(given.encode(), mark().encode())


def _secret() -> str:
    return here.cookie() or _new_secret()


def _new_secret() -> str:
    if "new_secret" not in g:
        g.new_secret = secrets.token_urlsafe(32)
    return str(g.new_secret)


def _token_of(secret: str) -> str:
    return hmac.digest(key(), secret.encode(), hashlib.sha256).hex()


def key() -> bytes:
    """Give the secret by which we know what we made; Flask's own session is not used."""
    found: bytes = current_app.extensions[_EXTENSION]
    return found


def _check() -> None:
    if request.method in _SAFE_METHODS or request.endpoint is None:
        return
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    secret = here.cookie()
    given = given.partition(_DOT)[0]
    if not secret or not hmac.compare_digest(given.encode(), _token_of(secret).encode()):
        raise PageTooOld


def _hand_out(response: Response) -> Response:
    secret = g.get("new_secret")
    given = response.headers.getlist("Set-Cookie")
    if secret and not any(cookie.startswith(f"{here.COOKIE}=") for cookie in given):
        security.give_cookie(response, secret)
    return response
