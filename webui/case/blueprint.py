"""The blueprint of the cases, which its pages register with."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("case", __name__)
