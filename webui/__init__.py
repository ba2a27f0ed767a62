"""Regie's screens: server-rendered pages that work without a script."""

from __future__ import annotations

from typing import Any

from flask import Flask
from jinja2 import StrictUndefined

from engine import seals
from engine.settings import Settings
from webui import csrf, errors, here, language, menu, security, static_files


def create_app(store: Any, settings: Settings) -> Flask:  # noqa: ANN401 - any store
    """Build the app around a store; nothing is read from the environment here."""
    app = Flask(__name__)
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
