r"""Reading escapes such as `\d` and sets such as `[a-z-[aeiou]]` out of a pattern."""

from __future__ import annotations

from collections.abc import Callable

from engine.feel import limits
from engine.feel.patterns import characters
from engine.feel.patterns.characters import Test

DEEPEST = limits.NESTING // 2
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED = frozenset("\\|.?*+(){}-[]^$")


class BadPattern(Exception):
    """The text is no pattern, or too large a one."""


class Cursor:
    """A place in a pattern, and how deep it is nested there.

    `widest` counts the tests of the set or escape that has most of them, sets inside it included.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.nesting = 0
        self.widest = 0

    def peek(self) -> str:
        """Give the next character; nothing at the end."""
        return self.text[self.place : self.place + 1]

    def take(self, wanted: str) -> bool:
        """Move past some characters if they stand here; tell whether they did."""
        if not self.text.startswith(wanted, self.place):
            return False
        self.place += len(wanted)
        return True

    def advance(self) -> str:
        """Move past one character and give it."""
        if self.place >= len(self.text):
            raise BadPattern
        self.place += 1
        return self.text[self.place - 1]

    def enter(self) -> None:
        """Go into brackets."""
        self.nesting += 1
        if self.nesting > DEEPEST:
            raise BadPattern

    def leave(self) -> None:
        """Come out of brackets."""
        self.nesting -= 1


def read_escaped(cursor: Cursor) -> tuple[Test, str]:
    """Read what follows a backslash: a test, and the character if it is only one."""
    sign = cursor.advance()
    if sign in "pP":
        test = _property(cursor)
        return (characters.negated(test) if sign == "P" else test), ""
    if sign in characters.CLASSES:
        return characters.CLASSES[sign], ""
    if sign not in _CONTROLS and sign not in _ESCAPED:
        raise BadPattern
    character = _CONTROLS.get(sign, sign)
    return characters.single(character), character


def _property(cursor: Cursor) -> Test:
    end = cursor.text.find("}", cursor.place)
    if not cursor.take("{") or end < 0:
        raise BadPattern
    test = characters.property_test(cursor.text[cursor.place : end])
    if test is None:
        raise BadPattern
    cursor.place = end + 1
    return test


def read_set(cursor: Cursor, cased: Callable[[Test], Test]) -> Test:
    """Read a set from behind its bracket to its end; `cased` is applied to what is in it."""
    test, tests = _set(cursor, cased)
    cursor.widest = max(cursor.widest, tests)
    return test


def _set(cursor: Cursor, cased: Callable[[Test], Test]) -> tuple[Test, int]:
    """Read a set, and count the tests in it."""
    cursor.enter()
    inverse = cursor.take("^")
    found = _Members()
    less: tuple[Test, int] | None = None
    while not cursor.take("]"):
        if found and cursor.take("-["):
            less = _set(cursor, cased)
            if not cursor.take("]"):
                raise BadPattern
            break
        _read_member(cursor, found)
    cursor.leave()
    tests = found.tests()
    test = cased(characters.among(tests))
    test = characters.negated(test) if inverse else test
    if less is None:
        return test, len(tests)
    return characters.without(test, less[0]), len(tests) + less[1]


class _Members:
    """What stands in a set: characters, which are looked up together, and other tests."""

    def __init__(self) -> None:
        self.characters: set[str] = set()
        self.others: list[Test] = []

    def __bool__(self) -> bool:
        return bool(self.characters or self.others)

    def tests(self) -> list[Test]:
        """Give as few tests as will do; raises BadPattern if the set is empty."""
        if not self:
            raise BadPattern
        together = [frozenset(self.characters).__contains__] if self.characters else []
        return [*together, *self.others]


def _read_member(cursor: Cursor, found: _Members) -> None:
    test, first = _set_character(cursor)
    after = cursor.text[cursor.place + 1 : cursor.place + 2]
    if not first:
        found.others.append(test)
    elif cursor.peek() != "-" or after in {"]", "["}:
        found.characters.add(first)
    else:
        cursor.advance()
        _, last = _set_character(cursor)
        if not last or last < first:
            raise BadPattern
        found.others.append(characters.span(first, last))


def _set_character(cursor: Cursor) -> tuple[Test, str]:
    sign = cursor.advance()
    if sign == "\\":
        return read_escaped(cursor)
    if sign == "[":
        raise BadPattern
    return characters.single(sign), sign
