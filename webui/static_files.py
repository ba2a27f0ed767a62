"""Addresses of static files, with their digest in them so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, request
from werkzeug.wrappers import Response

from engine.drawing import stylesheet
from webui import here

FOREVER = "public, max-age=31536000, immutable"
DIAGRAM = "diagram.css"
_FOLDER = Path(__file__).parent / "static"


def register(app: Flask) -> None:
    """Serve the looks of diagrams, and give the templates `asset`."""
    app.add_url_rule(f"/static/{DIAGRAM}", "diagram_looks", _diagram_looks)
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)


def asset(name: str) -> str:
    """Give the address of a static file; it changes when the file does."""
    if name == DIAGRAM:
        return here.address_of("diagram_looks", v=_looks())
    return here.address_of("static", filename=name, v=_digest(name))


def is_there(name: str) -> bool:
    """Tell whether set-up could fetch a static file that is not ours."""
    return (_FOLDER / name).is_file()


@cache
def _looks() -> str:
    return _short(stylesheet().encode())


@cache
def _digest(name: str) -> str:
    return _short((_FOLDER / name).read_bytes())


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _diagram_looks() -> Response:
    return Response(stylesheet(), mimetype="text/css")


def _keep(response: Response) -> Response:
    if request.endpoint in ("static", "diagram_looks") and "v" in request.args:
        response.headers["Cache-Control"] = FOREVER
    return response
