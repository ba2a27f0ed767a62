"""What an evaluation carries: its moment, its fuel, its warnings, and the names in scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from engine.feel import limits
from engine.feel.faults import OutOfFuel, TooDeep, TooLarge
from engine.feel.functions import Function
from engine.model import Words

MISSING: Any = object()
_STRING = Words("een tekst", "a string")
_LIST = Words("een lijst", "a list")
_PATTERN = Words("een patroon", "a pattern")
_CHARACTERS = Words("teksten met te veel tekens bij elkaar", "strings with too many characters")

T = TypeVar("T")
Warn = Callable[[Words], object]


class Fuel:
    """The steps that are left, for one evaluation or for several that share them.

    `made` is how many characters long strings took so far, `patterns` are those prepared so far.
    """

    __slots__ = ("left", "made", "patterns")

    def __init__(self, steps: int = limits.FUEL) -> None:
        self.left = steps
        self.made = 0
        self.patterns: set[tuple[str, str]] = set()

    def spend(self, steps: int) -> None:
        """Pay for some steps; raises OutOfFuel."""
        self.left -= steps
        if self.left < 0:
            raise OutOfFuel

    def make(self, characters: int) -> None:
        """Pay for a long string; raises TooLarge when all of them together are too long."""
        self.made += characters
        if self.made > limits.CHARACTERS:
            raise TooLarge(_CHARACTERS, limits.CHARACTERS)
        self.spend(characters // limits.CHARACTERS_A_STEP)


class Frame:
    """Some names with their values, inside an outer frame; the outermost is the evaluation."""

    __slots__ = ("evaluation", "outer", "values")

    def __init__(self, values: Mapping[str, Any], outer: Frame, evaluation: Evaluation) -> None:
        self.values = values
        self.outer = outer
        self.evaluation = evaluation


class Evaluation(Frame):
    """One evaluation, with the names of the caller's scope; it stops when the fuel is gone.

    A piece of syntax is paid for when it is entered, at one step for each node in it; functions
    pay for the items and characters they handle.
    """

    __slots__ = ("at", "fuel", "functions", "stack", "warn")

    def __init__(  # noqa: PLR0913, PLR0917 - made in one place, once per evaluation
        self,
        scope: Mapping[str, Any],
        at: datetime,
        functions: Mapping[str, Function],
        fuel: Fuel,
        nesting: int,
        warn: Warn,
    ) -> None:
        self.values = scope
        self.evaluation = self
        self.at = at
        self.functions = functions
        self.fuel = fuel
        self.stack = nesting
        self.warn = warn

    def end(self) -> None:
        """Let go of itself, so that what it holds is freed at once and not by the next clean-up.

        Functions that outlive it may go on running in it.
        """
        del self.evaluation

    def spend(self, steps: int) -> None:
        """Pay for some steps."""
        self.fuel.spend(steps)

    def null(self, dutch: str, english: str) -> T | None:
        """Give null, and say why: that is how FEEL answers what makes no sense."""
        self.spend(limits.NULL)
        self.warn(Words(dutch, english))
        return None

    def string(self, made: str) -> str:
        """Pay for a string that was made, and refuse it if it is too long."""
        if len(made) > limits.CHARACTERS_A_STEP:
            if len(made) > limits.STRING:
                raise TooLarge(_STRING, limits.STRING)
            self.fuel.make(len(made))
        return made

    def read(self, characters: int) -> None:
        """Pay for going over so many characters of strings."""
        if characters >= limits.CHARACTERS_A_STEP:
            self.spend(characters // limits.CHARACTERS_A_STEP)

    def pattern(self, pattern: str) -> None:
        """Refuse a pattern that is too long, before it is prepared."""
        if len(pattern) > limits.PATTERN:
            raise TooLarge(_PATTERN, limits.PATTERN)

    def string_of(self, length: int) -> None:
        """Refuse a string that would become too long, before it is made."""
        if length > limits.STRING:
            raise TooLarge(_STRING, limits.STRING)

    def items(self, made: list[Any]) -> list[Any]:
        """Pay for a list that was made, and refuse it if it is too long."""
        if len(made) > limits.LIST:
            self.too_many()
        self.spend(len(made) // limits.ITEMS_A_STEP)
        return made

    def too_many(self) -> NoReturn:
        """Refuse a list with too many items."""
        raise TooLarge(_LIST, limits.LIST)

    def enter(self, nesting: int) -> None:
        """Go into the body of a function; `leave` it with the same figure."""
        self.stack += nesting
        if self.stack > limits.STACK:
            raise TooDeep

    def leave(self, nesting: int) -> None:
        """Come out of the body of a function."""
        self.stack -= nesting


class ItemFrame(Frame):
    """The frame of a filter: the item itself, and its entries if it is a context."""

    __slots__ = ("item",)

    def __init__(self, item: Any, outer: Frame, evaluation: Evaluation) -> None:  # noqa: ANN401 - any value
        super().__init__(item if item.__class__ is dict else {}, outer, evaluation)
        self.item = item
