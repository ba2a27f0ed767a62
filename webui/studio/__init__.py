"""The workplace of a process owner: the processes, their versions, and offering a new one."""

from __future__ import annotations

from webui.studio import migrating, offering, pages
from webui.studio.blueprint import bp

__all__ = ["bp", "migrating", "offering", "pages"]
