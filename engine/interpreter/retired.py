"""Marks what we inherit from SpiffWorkflow but what means nothing for tokens and scopes."""

from __future__ import annotations

from typing import Never


class Retired:
    """An inherited name that raises when somebody reads it, so that it cannot mislead."""

    def __init__(self, why: str) -> None:
        self._why = why
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"{owner.__name__}.{name}"

    def __get__(self, instance: object, owner: type | None = None) -> Never:
        raise NotImplementedError(f"{self._name} is not used here: {self._why}")
