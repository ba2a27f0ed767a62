"""Where a boxed expression stands: the names in scope, and whose problems it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from engine import feel
from engine.decisions.errors import CannotDecide
from engine.decisions.library import Library, syntax
from engine.decisions.runs import Run, Scope
from engine.decisions.types import conformed
from engine.decisions.wording import problem
from engine.feel import ANY, Type
from engine.model import Excerpt, Problem, Severity, Words

NO_TYPES: frozenset[Type] = frozenset()
NO_NAMES: Mapping[str, Type] = MappingProxyType({})

Code = Callable[[Run, Scope], Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the logic of one element (its id and name), with the types of names in scope.

    `open` where items may bring names of their own.
    """

    library: Library
    element: tuple[str, str]
    names: Mapping[str, Type]
    functions: frozenset[str]
    open: bool = False

    def with_names(self, names: Mapping[str, Type]) -> Place:
        """Give the place further in, where these names are in scope too."""
        return replace(self, names={**self.names, **names})

    def opened(self) -> Place:
        """Give the place inside a filter."""
        return replace(self, names={**self.names, "item": ANY}, open=True)

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
        return self._read(feel.parse, text, where, self.names)

    def tests(self, text: str, where: Words, asked: Type = ANY) -> feel.Expression | Problem:
        """Read tests of a value of a type; what is wrong becomes a problem of the element."""
        return self._read(feel.parse_unary_tests, text, where, {**self.names, "?": asked})

    def type_of(self, node: feel.tree.Node, names: Mapping[str, Type] = NO_NAMES) -> Type:
        """Tell the type of an expression here, `Any` where items bring names of their own."""
        if self.open:
            return ANY
        return feel.type_of(node, {**dict.fromkeys(self.functions, ANY), **self.names, **names})

    def type_of_text(self, text: str) -> Type:
        """Tell the type of a text here; of one that is no FEEL nothing is known."""
        try:
            return self.type_of(self._parsed(feel.parse, text, self.names).node)
        except feel.FeelSyntax:
            return ANY

    def judge(self, found: feel.Expression, wanted: Type, code: str, where: Words) -> None:
        """Note that an expression can never give what its place must have."""
        given = self.type_of(found.node)
        if not feel.may_conform(given, wanted):
            facts = {"given": given.name, "wanted": wanted.name}
            self.note_text(found.text, code, where=where.nl, where_en=where.en, **facts)

    def note_text(self, text: str, code: str, **facts: object) -> None:
        """Note a problem of a text as a whole."""
        first = text.split("\n", 1)[0]
        found = replace(
            problem(code, self.element, **facts), excerpt=Excerpt(text, 1, 1, len(first))
        )
        self.library.problems.append(found)

    def _read(
        self,
        parse: Callable[..., feel.Expression],
        text: str,
        where: Words,
        names: Mapping[str, Type],
    ) -> feel.Expression | Problem:
        try:
            found = self._parsed(parse, text, names)
        except feel.FeelSyntax as wrong:
            refusal = syntax(wrong, where, self.element)
            self.library.problems.append(refusal)
            return refusal
        if not self.open:
            for one in feel.check(found, {**dict.fromkeys(self.functions, ANY), **names}):
                told = problem(
                    "unknown-name" if one.severity is Severity.WARNING else "always-null",
                    self.element,
                    where=where.nl,
                    where_en=where.en,
                    line=one.span.line,
                    column=one.span.column,
                    said=one.words.nl,
                    said_en=one.words.en,
                )
                excerpt = Excerpt(found.text, *one.span)
                self.library.problems.append(replace(told, excerpt=excerpt))
        return found

    def _parsed(
        self, parse: Callable[..., feel.Expression], text: str, names: Mapping[str, Type]
    ) -> feel.Expression:
        known = self.library.known(self.functions.union(names), text)
        # A text is read once and kept by what it may name: types only where it can name any.
        names_types = "instance" in text or "function" in text
        types = self.library.visible_types if names_types else NO_TYPES
        return parse(text, known=known, types=types)


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
