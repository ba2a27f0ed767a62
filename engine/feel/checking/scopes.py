"""The names in scope where something stands, with their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.feel.types import ANY, Type


class Scope:
    """Some names, inside an outer scope; a filter's may hold names nobody can foresee."""

    __slots__ = ("_names", "_open", "_outer")

    def __init__(
        self, names: Mapping[str, Type], outer: Scope | None, *, is_open: bool = False
    ) -> None:
        self._names = names
        self._outer = outer
        self._open = is_open

    def find(self, name: str) -> Type | None:
        """Give the type of a name, `Any` if it cannot be told; None if there is no such name."""
        found = self._names.get(name)
        if found is not None:
            return found
        if self._outer is not None:
            found = self._outer.find(name)
        return ANY if self._open else found

    def names(self) -> Iterator[str]:
        """Go over all names that are known, the nearest first."""
        yield from self._names
        if self._outer is not None:
            yield from self._outer.names()
