"""Where names live: the variables of one scope, and all that a token can see around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.interpreter.errors import NotAValue
from engine.values import Value, Variables, plain, restore


def must_fit(written: Iterable[tuple[str, Value]]) -> None:
    """Refuse all, before any is written, when a variable cannot hold one. Raises NotAValue."""
    for name, value in written:
        _written(name, value)


def _written(name: str, value: Value) -> Any:  # noqa: ANN401 - any JSON
    try:
        return plain(value)
    except TypeError as wrong:
        raise NotAValue(name=name) from wrong


class Names:
    """The variables of one scope, kept as JSON until somebody reads them.

    `owner` is the token that owns the scope; 0 is the instance.
    """

    __slots__ = ("_known", "owner", "raw")

    def __init__(self, raw: dict[str, Any], owner: int) -> None:
        self.raw = raw
        self.owner = owner
        self._known: Variables = {}

    def read(self, name: str) -> Value:
        known = self._known
        if name not in known:
            known[name] = restore(self.raw[name])
        return known[name]

    def write(self, name: str, value: Value) -> None:
        self.raw[name] = _written(name, value)
        self._known.pop(name, None)


class View(Mapping[str, Value]):
    """All that a token can see, the nearest scope first. A new name belongs to the last one."""

    __slots__ = ("chain",)

    def __init__(self, chain: list[Names]) -> None:
        self.chain = chain

    def __getitem__(self, name: str) -> Value:
        for names in self.chain:
            if name in names.raw:
                return names.read(name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(name in names.raw for names in self.chain)

    def __iter__(self) -> Iterator[str]:
        seen: dict[str, None] = {}
        for names in reversed(self.chain):
            seen.update(dict.fromkeys(names.raw))
        return iter(seen)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def home(self, name: str) -> Names:
        """Give the scope that a write to this name changes."""
        for names in self.chain:
            if name in names.raw:
                return names
        return self.chain[-1]

    def seen(self, names: set[str]) -> Variables:
        """Give these variables as they are now; None for one that nobody wrote."""
        return {name: self.get(name) for name in sorted(names)}


class Draft(Mapping[str, Value]):
    """What a script has written so far, in front of what it can see; nothing is kept by itself."""

    __slots__ = ("behind", "written")

    def __init__(self, behind: View) -> None:
        self.behind = behind
        self.written: Variables = {}

    def __getitem__(self, name: str) -> Value:
        return self.written[name] if name in self.written else self.behind[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self.behind), **dict.fromkeys(self.written)})

    def __len__(self) -> int:
        return sum(1 for _ in self)
