"""Let a running instance follow another version: what stands open is carried over, or nothing is.

As pure as a step: definition, snapshot and the other definition in, snapshot and effects out. The
dry run is the migration itself, of which only the words are kept.
"""

from __future__ import annotations

from engine.interpreter.migration.crossing import CannotMigrate, migrate, plan
from engine.interpreter.migration.fates import Fate

__all__ = ["CannotMigrate", "Fate", "migrate", "plan"]
