"""From the tree of a pattern to a program: steps that know where to go next."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from engine.feel.patterns.characters import Test
from engine.feel.patterns.reading import (
    Again,
    Choice,
    Edge,
    Group,
    One,
    PatternReader,
    Repeat,
    Sequence,
)
from engine.feel.patterns.sets import BadPattern
from engine.feel.tree import Node

__all__ = ["BadPattern", "Program", "Split", "Step", "prepare"]

#: Where groups begin and end, two places for each; -1 while they have not matched.
Groups = tuple[int, ...]
#: Tries to move on from a place; gives the new place and groups, or None.
Move = Callable[[str, int, Groups], tuple[int, Groups] | None]

_MOST_STEPS = 5_000
_FLAGS = frozenset("smixq")
_SPECIAL = frozenset("\\|.?*+(){}[]^$")


class Step(NamedTuple):
    move: Move
    goto: int


class Split(NamedTuple):
    """Try the first way, and if it leads nowhere the second."""

    first: int
    second: int


#: Up to so many groups, whose places are carried along, make a state cost one step more.
_GROUPS = 3
#: What a state costs that knows what the groups matched so far.
_BACK = 4
#: So many tests of a character cost one step.
_TESTS = 2


class Program(NamedTuple):
    """`steps[0]` is the end; `remembers` tells whether a step looks back at a group.

    `price` is what trying one state costs. `first` is the test that the first character of every
    match passes, if the pattern begins with one.
    """

    steps: list[Step | Split | None]
    entry: int
    groups: int
    remembers: bool
    price: int
    first: Test | None


@lru_cache(maxsize=512)
def prepare(pattern: str, flags: str) -> Program:
    """Read a pattern with its flags (s, m, i, x, q); raises BadPattern."""
    if not _FLAGS.issuperset(flags):
        raise BadPattern
    if "q" in flags:
        pattern = "".join(f"\\{sign}" if sign in _SPECIAL else sign for sign in pattern)
    elif "x" in flags:
        pattern = _without_space(pattern)
    tree = PatternReader(pattern, flags).read()
    writer = _Writer(flags)
    entry = writer.write(tree.root, 0)
    price = _BACK if writer.remembers else 1 + max(1, (tree.groups + 2) // _GROUPS)
    price += tree.tests // _TESTS
    first = writer.tests.get(entry)
    return Program(writer.steps, entry, tree.groups, writer.remembers, price, first)


def _without_space(pattern: str) -> str:
    """Take out white space, but not in a set of characters."""
    kept = []
    depth = 0
    escaped = False
    for sign in pattern:
        if sign in " \t\n\r" and not depth:
            continue
        if not escaped:
            depth += {"[": 1, "]": -1}.get(sign, 0)
        escaped = sign == "\\" and not escaped
        kept.append(sign)
    return "".join(kept)


class _Writer:
    """Writes steps from the end of the pattern to its beginning."""

    def __init__(self, flags: str) -> None:
        self.steps: list[Step | Split | None] = [None]
        self.remembers = False
        self.tests: dict[int, Test] = {}
        self._flags = flags

    def write(self, node: Node, goto: int) -> int:
        """Write the steps of a node that leads on to `goto`; give where it begins."""
        if isinstance(node, Sequence):
            for part in reversed(node.parts):
                goto = self.write(part, goto)
            return goto
        if isinstance(node, Choice):
            return self._choice(node, goto)
        if isinstance(node, Repeat):
            return self._repeat(node, goto)
        if isinstance(node, Group):
            end = self._add(Step(_mark(node.number * 2 + 1), goto))
            return self._add(Step(_mark(node.number * 2), self.write(node.part, end)))
        place = self._add(Step(self._single(node), goto))
        if isinstance(node, One):
            self.tests[place] = node.test
        return place

    def _single(self, node: Node) -> Move:
        if isinstance(node, One):
            return _one(node.test)
        if isinstance(node, Again):
            self.remembers = True
            return _again(node.number, "i" in self._flags)
        assert isinstance(node, Edge)
        lines = "m" in self._flags
        return _start(lines) if node.sign == "^" else _end(lines)

    def _add(self, step: Step | Split | None) -> int:
        if len(self.steps) >= _MOST_STEPS:
            raise BadPattern
        self.steps.append(step)
        return len(self.steps) - 1

    def _choice(self, node: Choice, goto: int) -> int:
        entry = self.write(node.branches[-1], goto)
        for branch in reversed(node.branches[:-1]):
            entry = self._add(Split(self.write(branch, goto), entry))
        return entry

    def _repeat(self, node: Repeat, goto: int) -> int:
        entry = goto
        if node.most is None:
            entry = self._add(None)
            self.steps[entry] = self._either(self.write(node.part, entry), goto, node)
        else:
            for _ in range(node.most - node.least):
                entry = self._add(self._either(self.write(node.part, entry), goto, node))
        for _ in range(node.least):
            entry = self.write(node.part, entry)
        return entry

    def _either(self, again: int, done: int, node: Repeat) -> Split:
        return Split(done, again) if node.lazy else Split(again, done)


def _one(test: Test) -> Move:
    def move(text: str, place: int, groups: Groups) -> tuple[int, Groups] | None:
        return (place + 1, groups) if place < len(text) and test(text[place]) else None

    return move


def _mark(slot: int) -> Move:
    return lambda _text, place, groups: (place, (*groups[:slot], place, *groups[slot + 1 :]))


def _again(number: int, any_case: bool) -> Move:  # noqa: FBT001 - a flag of the pattern
    def move(text: str, place: int, groups: Groups) -> tuple[int, Groups] | None:
        begin, end = groups[number * 2 : number * 2 + 2]
        wanted = text[begin:end] if begin >= 0 <= end else ""
        found = text[place : place + len(wanted)]
        fits = found.lower() == wanted.lower() if any_case else found == wanted
        return (place + len(wanted), groups) if fits else None

    return move


def _start(lines: bool) -> Move:  # noqa: FBT001 - a flag of the pattern
    def move(text: str, place: int, groups: Groups) -> tuple[int, Groups] | None:
        begins = not place or (lines and place < len(text) and text[place - 1] == "\n")
        return (place, groups) if begins else None

    return move


def _end(lines: bool) -> Move:  # noqa: FBT001 - a flag of the pattern
    def move(text: str, place: int, groups: Groups) -> tuple[int, Groups] | None:
        ends = place == len(text) or (lines and text[place] == "\n")
        return (place, groups) if ends else None

    return move
