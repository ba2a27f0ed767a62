"""The blueprint of the inbox, which its pages register with."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("inbox", __name__)
