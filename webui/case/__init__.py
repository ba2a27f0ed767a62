"""The cases: find one, see where it is, what happened and what is in it, add to it."""

from __future__ import annotations

from webui.case import dossier, letters, pages, steering
from webui.case.blueprint import bp

__all__ = ["bp", "dossier", "letters", "pages", "steering"]
