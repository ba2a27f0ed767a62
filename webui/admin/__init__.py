"""The workplace of an administrator: what could not move, what nobody took, and starting."""

from __future__ import annotations

from webui.admin import pages, starting
from webui.admin.blueprint import bp

__all__ = ["bp", "pages", "starting"]
