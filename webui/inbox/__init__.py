"""The workplace of a team member: my tasks, those of my bodies, and one task."""

from __future__ import annotations

from webui.inbox import lists, task
from webui.inbox.blueprint import bp

__all__ = ["bp", "lists", "task"]
