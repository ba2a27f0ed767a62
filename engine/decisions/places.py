"""Where a boxed expression stands: the names in scope, and whose problems it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from engine import feel
from engine.decisions.errors import CannotDecide
from engine.decisions.library import Library, syntax
from engine.decisions.runs import Run, Scope
from engine.decisions.types import conformed
from engine.decisions.wording import problem
from engine.feel import ANY, Type
from engine.model import Problem, Words

Code = Callable[[Run, Scope], Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the logic of one element (its id and name).

    `open` where items may bring names of their own.
    """

    library: Library
    element: tuple[str, str]
    names: frozenset[str]
    functions: frozenset[str]
    open: bool = False

    def with_names(self, *names: str) -> Place:
        """Give the place further in, where these names are in scope too."""
        return replace(self, names=self.names.union(names))

    def opened(self) -> Place:
        """Give the place inside a filter."""
        return replace(self, names=self.names | {"item"}, open=True)

    def type_named(self, ref: str) -> Type:
        """Give the type that is named here."""
        return self.library.type_named(ref, self.element)

    def note(self, code: str, **facts: object) -> Problem:
        """Note a problem of the element."""
        found = problem(code, self.element, **facts)
        self.library.problems.append(found)
        return found

    def expression(self, text: str, where: Words) -> feel.Expression | Problem:
        """Read an expression; what is wrong with it becomes a problem of the element."""
        try:
            found = feel.parse(text, known=self._known(text), types=self.library.visible_types)
        except feel.FeelSyntax as wrong:
            return self._syntax(wrong, where)
        self._names(found, where)
        return found

    def tests(self, text: str, where: Words) -> feel.Expression | Problem:
        """Read unary tests; what is wrong with them becomes a problem of the element."""
        try:
            found = feel.parse_unary_tests(
                text, known=self._known(text), types=self.library.visible_types
            )
        except feel.FeelSyntax as wrong:
            return self._syntax(wrong, where)
        self._names(found, where)
        return found

    def _known(self, text: str) -> frozenset[str]:
        return self.library.known(self.names | self.functions, text)

    def _syntax(self, wrong: feel.FeelSyntax, where: Words) -> Problem:
        found = syntax(wrong, where, self.element)
        self.library.problems.append(found)
        return found

    def _names(self, found: feel.Expression, where: Words) -> None:
        """Warn about names that nothing here has, with the nearest one that there is."""
        if self.open:
            return
        there = self.names | self.functions
        for name in sorted((found.names | found.calls) - there):
            near = get_close_matches(name, there, n=1)
            self.note(
                "unknown-name-near" if near else "unknown-name",
                where=where.nl,
                where_en=where.en,
                name=name,
                near=near[0] if near else "",
            )


def refused(found: Problem) -> Code:
    """Make the code of what cannot be executed: it says why."""

    def code(_run: Run, _scope: Scope) -> Any:  # noqa: ANN401 - never gives anything
        raise CannotDecide(found)

    return code


def nothing(_run: Run, _scope: Scope) -> Any:  # noqa: ANN401 - null
    """Give null: what should stand here is absent."""
    return None


def typed(code: Code, ref: str, place: Place) -> Code:
    """Make code whose result conforms to a type."""
    wanted = place.type_named(ref)
    if wanted is ANY:
        return code
    return lambda run, scope: conformed(run, code(run, scope), wanted)
