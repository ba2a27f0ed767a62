"""Reading a pattern into a small tree."""

from __future__ import annotations

from typing import NamedTuple

from engine.feel import limits
from engine.feel.patterns import characters
from engine.feel.patterns.characters import Test
from engine.feel.syntax.tree import Node


class BadPattern(Exception):
    """The text is no pattern, or too large a one."""


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
    root: Node
    groups: int


_QUANTIFIERS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_MOST_REPEATS = 1000
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED = frozenset("\\|.?*+(){}-[]^$")


class PatternReader:
    """A cursor over a pattern."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._text = pattern
        self._flags = flags
        self._place = 0
        self._groups = 0
        self._closed: set[int] = set()
        self._nesting = 0

    def read(self) -> Tree:
        """Read the whole pattern; raises BadPattern."""
        root = self._choice()
        if self._place < len(self._text):
            raise BadPattern
        return Tree(root, self._groups)

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _take(self, wanted: str) -> bool:
        if not self._text.startswith(wanted, self._place):
            return False
        self._place += len(wanted)
        return True

    def _next(self) -> str:
        if self._place >= len(self._text):
            raise BadPattern
        self._place += 1
        return self._text[self._place - 1]

    def _choice(self) -> Node:
        self._nesting += 1
        if self._nesting > limits.NESTING // 2:
            raise BadPattern
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        self._nesting -= 1
        return branches[0] if len(branches) == 1 else Choice(branches)

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._peek() not in {"", "|", ")"}:
            parts.append(self._quantified(self._atom()))
        return Sequence(parts)

    def _quantified(self, part: Node) -> Node:
        sign = self._peek()
        if sign in _QUANTIFIERS:
            self._next()
            least, most = _QUANTIFIERS[sign]
        elif sign == "{":
            least, most = self._counts()
        else:
            return part
        return Repeat(part, least, most, self._take("?"))

    def _counts(self) -> tuple[int, int | None]:
        end = self._text.find("}", self._place)
        low, comma, high = self._text[self._place + 1 : end].partition(",")
        if end < 0 or not low.isdecimal() or not (high.isdecimal() or not high):
            raise BadPattern
        if len(low) > 4 or len(high) > 4:  # noqa: PLR2004 - digits enough for _MOST_REPEATS
            raise BadPattern
        self._place = end + 1
        least = int(low)
        most = least if not comma else int(high) if high else None
        if least > _MOST_REPEATS or (most is not None and not least <= most <= _MOST_REPEATS):
            raise BadPattern
        return least, most

    def _atom(self) -> Node:
        sign = self._next()
        if sign in "^$":
            return Edge(sign)
        if sign == "(":
            return self._group()
        if sign == "[":
            return One(self._set())
        if sign == ".":
            every: Test = characters.negated(lambda other: other in "\n\r")
            return One((lambda _other: True) if "s" in self._flags else every)
        if sign == "\\":
            return self._escape()
        if sign in "?*+{}]":
            raise BadPattern
        return One(self._cased(characters.single(sign)))

    def _group(self) -> Node:
        number = 0
        if not self._take("?:"):
            self._groups += 1
            number = self._groups
        part = self._choice()
        if not self._take(")"):
            raise BadPattern
        if not number:
            return part
        self._closed.add(number)
        return Group(number, part)

    def _escape(self) -> Node:
        if self._peek().isdecimal():
            return self._again()
        test, _ = self._escaped()
        return One(self._cased(test))

    def _again(self) -> Node:
        number = int(self._next())
        while self._peek().isdecimal() and number * 10 + int(self._peek()) <= self._groups:
            number = number * 10 + int(self._next())
        if number not in self._closed:
            raise BadPattern
        return Again(number)

    def _escaped(self) -> tuple[Test, str]:
        """Read what follows a backslash: a test, and the character if it is only one."""
        sign = self._next()
        if sign in "pP":
            return self._property(negated=sign == "P"), ""
        if sign in characters.CLASSES:
            return characters.CLASSES[sign], ""
        if sign not in _CONTROLS and sign not in _ESCAPED:
            raise BadPattern
        character = _CONTROLS.get(sign, sign)
        return characters.single(character), character

    def _property(self, *, negated: bool) -> Test:
        end = self._text.find("}", self._place)
        if not self._take("{") or end < 0:
            raise BadPattern
        test = characters.property_test(self._text[self._place : end])
        if test is None:
            raise BadPattern
        self._place = end + 1
        return characters.negated(test) if negated else test

    def _cased(self, test: Test) -> Test:
        return characters.any_case(test) if "i" in self._flags else test

    def _set(self) -> Test:
        """Read a set from behind its bracket to its end."""
        self._nesting += 1
        if self._nesting > limits.NESTING // 2:
            raise BadPattern
        inverse = self._take("^")
        tests: list[Test] = []
        less: Test | None = None
        while not self._take("]"):
            if tests and self._take("-["):
                less = self._set()
                if not self._take("]"):
                    raise BadPattern
                break
            tests.append(self._member())
        self._nesting -= 1
        if not tests:
            raise BadPattern
        test = self._cased(characters.among(tests))
        test = characters.negated(test) if inverse else test
        return test if less is None else characters.without(test, less)

    def _member(self) -> Test:
        test, first = self._set_character()
        range_follows = self._peek() == "-" and self._text[
            self._place + 1 : self._place + 2
        ] not in {"]", "["}
        if not first or not range_follows:
            return test
        self._next()
        _, last = self._set_character()
        if not last or last < first:
            raise BadPattern
        return characters.span(first, last)

    def _set_character(self) -> tuple[Test, str]:
        sign = self._next()
        if sign == "\\":
            return self._escaped()
        if sign == "[":
            raise BadPattern
        return characters.single(sign), sign
