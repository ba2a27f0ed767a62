"""Reading a pattern into a small tree."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.feel.patterns import characters
from engine.feel.patterns.characters import Test
from engine.feel.patterns.sets import BadPattern, Cursor, read_escaped, read_set
from engine.feel.tree import Node


class One(Node):
    """One character that passes a test."""

    test: Test


class Sequence(Node):
    parts: list[Node]


class Choice(Node):
    branches: list[Node]


class Repeat(Node):
    """`most` is None where there is no end to it; a lazy one takes as little as it can."""

    part: Node
    least: int
    most: int | None
    lazy: bool


class Group(Node):
    number: int
    part: Node


class Edge(Node):
    """`^` or `$`."""

    sign: str


class Again(Node):
    """What a group matched, once more."""

    number: int


class Tree(NamedTuple):
    """`tests` is how many tests a character may take, what turning its case is worth included."""

    root: Node
    groups: int
    tests: int


_QUANTIFIERS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_COUNTS = re.compile(r"\{(?P<least>[0-9]{1,4})(?P<comma>,(?P<most>[0-9]{1,4})?)?\}")
_MOST_REPEATS = 1000
_DIGITS = frozenset("0123456789")


class PatternReader:
    """Reads one pattern; group numbers are given out in the order of the opening brackets."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._cursor = Cursor(pattern)
        self._flags = flags
        self._groups = 0
        self._closed: set[int] = set()

    def read(self) -> Tree:
        """Read the whole pattern; raises BadPattern."""
        root = self._choice()
        if self._cursor.peek():
            raise BadPattern
        tests = self._cursor.widest * (characters.CASES if "i" in self._flags else 1)
        return Tree(root, self._groups, tests)

    def _choice(self) -> Node:
        self._cursor.enter()
        branches = [self._sequence()]
        while self._cursor.take("|"):
            branches.append(self._sequence())
        self._cursor.leave()
        return branches[0] if len(branches) == 1 else Choice(branches)

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._cursor.peek() not in {"", "|", ")"}:
            parts.append(self._quantified(self._atom()))
        return Sequence(parts)

    def _quantified(self, part: Node) -> Node:
        sign = self._cursor.peek()
        if sign in _QUANTIFIERS:
            self._cursor.advance()
            least, most = _QUANTIFIERS[sign]
        elif sign == "{":
            least, most = self._counts()
        else:
            return part
        return Repeat(part, least, most, self._cursor.take("?"))

    def _counts(self) -> tuple[int, int | None]:
        cursor = self._cursor
        end = cursor.text.find("}", cursor.place)
        counts = _COUNTS.fullmatch(cursor.text, cursor.place, end + 1)
        if counts is None:
            raise BadPattern
        cursor.place = end + 1
        least = int(counts["least"])
        most = int(counts["most"] or _MOST_REPEATS) if counts["comma"] else least
        if not least <= most <= _MOST_REPEATS:
            raise BadPattern
        return least, None if counts["comma"] and not counts["most"] else most

    def _atom(self) -> Node:
        sign = self._cursor.advance()
        if sign in "^$":
            return Edge(sign)
        if sign == "(":
            return self._group()
        if sign == "[":
            return One(characters.remembering(read_set(self._cursor, self._cased)))
        if sign == ".":
            return One(_anything if "s" in self._flags else _on_the_line)
        if sign == "\\":
            return self._escape()
        if sign in "?*+{}]":
            raise BadPattern
        return One(self._one(sign))

    def _group(self) -> Node:
        number = 0
        if not self._cursor.take("?:"):
            self._groups += 1
            number = self._groups
        part = self._choice()
        if not self._cursor.take(")"):
            raise BadPattern
        if not number:
            return part
        self._closed.add(number)
        return Group(number, part)

    def _escape(self) -> Node:
        if self._cursor.peek() in _DIGITS:
            return self._again()
        test, _ = read_escaped(self._cursor)
        self._cursor.widest = max(self._cursor.widest, 1)
        return One(characters.remembering(self._cased(test)))

    def _again(self) -> Node:
        cursor = self._cursor
        number = int(cursor.advance())
        while cursor.peek() in _DIGITS and number * 10 + int(cursor.peek()) <= self._groups:
            number = number * 10 + int(cursor.advance())
        if number not in self._closed:
            raise BadPattern
        return Again(number)

    def _one(self, sign: str) -> Test:
        return characters.letter(sign) if "i" in self._flags else characters.single(sign)

    def _cased(self, test: Test) -> Test:
        return characters.any_case(test) if "i" in self._flags else test


def _anything(_character: str) -> bool:
    return True


def _on_the_line(character: str) -> bool:
    return character not in "\n\r"
