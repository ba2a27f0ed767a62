"""Regie's screens: server-rendered pages that work without a script."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from waitress import serve as listen

from engine import seals
from engine.settings import Settings
from webui import (
    admin,
    audit,
    auth,
    case,
    csrf,
    errors,
    here,
    inbox,
    language,
    letters,
    menu,
    public,
    security,
    speaking,
    static_files,
    statuses,
    studio,
)

THREADS = 4


def create_app(store: Any, settings: Settings) -> Flask:  # noqa: ANN401 - any store
    """Build the app around a store; nothing is read from the environment here."""
    app = framed(store, settings)
    app.jinja_env.filters["status"] = statuses.said
    app.jinja_env.filters["message_name"] = letters.name
    auth.register(app)
    for workplace in (public, inbox, case, studio, audit, admin):
        app.register_blueprint(workplace.bp)
    return app


def framed(store: Any, settings: Settings) -> Flask:  # noqa: ANN401 - any store
    """Build the app without any page: its frame, words, looks and guards."""
    app = Flask(__name__)
    app.jinja_environment = speaking.Templates
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    here.furnish(app, store, settings)
    app.jinja_env.globals.update(visit=here.visit, settings=here.settings, csrf_field=csrf.field)
    language.register(app)
    security.register(app, settings)
    csrf.register(app, seals.key_in_file(settings.key_file))
    static_files.register(app)
    menu.register(app)
    errors.register(app, {})
    return app


def serve(app: Flask, settings: Settings) -> None:
    """Listen until stopped; the answers do not tell which server they come from."""
    listen(
        app,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident=None,
        max_request_body_size=2 * security.LARGEST_WITH_FILES,  # above ours, whose page has words
        clear_untrusted_proxy_headers=True,
        asyncore_use_poll=True,  # select fails beyond 1,024 connections, and on one just closed
        **_proxied(settings),
    )


def _proxied(settings: Settings) -> dict[str, Any]:
    """Believe the proxy about who asks and how, when there is one; nobody else."""
    if not settings.proxy:
        return {}
    told = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": settings.proxy, "trusted_proxy_headers": told}
