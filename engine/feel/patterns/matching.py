"""Finding a pattern in a text, in time that grows with the text and the pattern only."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engine.feel.patterns.program import Groups, Program, Split


class Found(NamedTuple):
    """A match; group 0 is all of it, and a group that took no part is the empty string."""

    text: str
    groups: Groups

    @property
    def start(self) -> int:
        return self.groups[0]

    @property
    def end(self) -> int:
        return self.groups[1]

    def group(self, number: int) -> str:
        """Give what a group matched."""
        begin, end = self.groups[number * 2 : number * 2 + 2]
        return self.text[begin:end] if begin >= 0 <= end else ""


def find(program: Program, text: str, start: int, spend: Callable[[int], object]) -> Found | None:
    """Find the first match from a place on; `spend` is paid for the states that are tried.

    Of two ways to match the one that is written first wins.
    """
    search = _Search(program, text, spend)
    first = program.first
    for begin in range(start, len(text) + 1):
        if first is not None and not (begin < len(text) and first(text[begin])):
            spend(program.price - 1)
            continue
        groups = search.at(begin)
        if groups is not None:
            return Found(text, groups)
    return None


class _Search:
    """One search. A state that led nowhere once is not tried again: it would lead nowhere again."""

    def __init__(self, program: Program, text: str, spend: Callable[[int], object]) -> None:
        self._program = program
        self._text = text
        self._spend = spend
        self._tried: set[object] = set()
        self._price = program.price

    def at(self, begin: int) -> Groups | None:
        """Try to match from one place on."""
        steps = self._program.steps
        nothing = (-1,) * (2 * self._program.groups + 2)
        waiting = [(self._program.entry, begin, nothing)]
        while waiting:
            at, place, groups = waiting.pop()
            while at:
                step = steps[at]
                if step is None or self._known(at, place, groups):
                    break
                if isinstance(step, Split):
                    waiting.append((step.second, place, groups))
                    at = step.first
                    continue
                moved = step.move(self._text, place, groups)
                if moved is None:
                    break
                place, groups = moved
                at = step.goto
            else:
                return (begin, place, *groups[2:])
        return None

    def _known(self, at: int, place: int, groups: Groups) -> bool:
        """Tell whether a state was tried before; if not, it now is."""
        state: object = at * (len(self._text) + 1) + place
        if self._program.remembers:
            state = (state, groups)
        if state in self._tried:
            return True
        self._tried.add(state)
        self._spend(self._price)
        return False
