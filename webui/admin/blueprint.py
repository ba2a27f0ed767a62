"""The blueprint of administration, which its pages register with; to others it is not there."""

from __future__ import annotations

from flask import Blueprint, abort

from engine import access
from engine.access import Action
from webui import here

bp = Blueprint("admin", __name__)


@bp.before_request
def only_for_who_handles_incidents() -> None:
    if not access.may(here.person(), Action.HANDLE_INCIDENTS):
        abort(404)
