"""The workplace of an auditor: any case at any past moment, and whether its history is right."""

from __future__ import annotations

from webui.audit import pages, steered
from webui.audit.blueprint import bp

__all__ = ["bp", "pages", "steered"]
