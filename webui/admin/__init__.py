"""The workplace of an administrator: what could not move, and what nobody took."""

from __future__ import annotations

from webui.admin import pages
from webui.admin.blueprint import bp

__all__ = ["bp", "pages"]
