"""What protects every page: headers, host names, sizes and the cookie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from engine.settings import Settings
from webui import here

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; object-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
}
A_YEAR_SECONDS = 365 * 24 * 3600
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
LARGEST_FORM = 1_000_000
#: what is read before it is judged, so that what was typed beside a file that is too large is kept
LARGEST_WITH_FILES = 110 * 1024 * 1024
MOST_FIELDS = 5_000

View = TypeVar("View", bound=Callable[..., Any])


def register(app: Flask, settings: Settings) -> None:
    """Guard every request and every answer of the app."""
    app.config.update(
        TRUSTED_HOSTS=list(settings.hosts or THIS_MACHINE),
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
    )
    app.before_request(_allow_files)
    app.after_request(_protect)


def takes_files(view: View) -> View:
    """Let a view receive files: a body of 110 MB instead of 1 MB."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def give_cookie(response: Response, secret: str, *, seconds: int | None = None) -> None:
    """Let the browser keep the secret; without `seconds` until it is closed."""
    response.set_cookie(
        here.COOKIE,
        secret,
        max_age=seconds,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: Response) -> None:
    """Let the browser forget its secret."""
    response.delete_cookie(here.COOKIE, secure=request.is_secure, httponly=True, samesite="Lax")


def _allow_files() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = LARGEST_WITH_FILES


def _protect(response: Response) -> Response:
    given = {name.lower() for name, _value in response.headers}
    response.headers.extend(
        [(name, value) for name, value in HEADERS.items() if name.lower() not in given]
    )
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR_SECONDS}")
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
