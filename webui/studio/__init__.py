"""The workplace of a process owner: the processes, their versions, and offering a new one."""

from __future__ import annotations

from webui.studio import beginning, migrating, offering, pages
from webui.studio.blueprint import bp

__all__ = ["beginning", "bp", "migrating", "offering", "pages"]
