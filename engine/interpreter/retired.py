"""Marks what we inherit from SpiffWorkflow but what means nothing for tokens and scopes."""

from __future__ import annotations

from typing import Never


class Retired:
    """An inherited name that raises when somebody reads it, so that it cannot mislead."""

    def __init__(self, why: str) -> None:
        self._why = why

    def __get__(self, instance: object, owner: type | None = None) -> Never:
        name = owner.__name__ if owner else type(instance).__name__
        raise NotImplementedError(f"{name} has no such thing: {self._why}")
