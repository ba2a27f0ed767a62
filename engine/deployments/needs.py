"""What each place in a diagram needs of its expression, and whether a type can ever be that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine import feel
from engine.feel import Type
from engine.feel.tree import Literal
from engine.interpreter import MAPPINGS, TIMES, is_time
from engine.model import Words

_BOOLEAN = frozenset(["boolean"])
_MOMENTS = frozenset(["date", "date and time"])
_DURATIONS = frozenset(["days and time duration", "years and months duration"])


class Need(NamedTuple):
    """Kinds of values that fit a place; `where` and `what` say it in a sentence."""

    families: frozenset[str]
    where: Words
    what: Words


_WHEN = frozenset(["string", *_MOMENTS, *_DURATIONS])
_TRUTH = Words("waar of onwaar", "true or false")
_MOMENT = Words("een datum, een moment of een duur", "a date, a date and time, or a duration")
_TEXT = Words("tekst", "text")

#: What fits, by the tag or attribute that the expression stands in; anything fits the others.
NEEDS: Mapping[str, Need] = {
    **{
        kind: Need(_BOOLEAN, Words("Een voorwaarde", "A condition"), _TRUTH)
        for kind in (
            "conditionExpression",
            "condition",
            "loopCondition",
            "completionCondition",
            "activationCondition",
        )
    },
    "loopCardinality": Need(
        frozenset(["number"]),
        Words("Het aantal keren (loopCardinality)", "The number of times (loopCardinality)"),
        Words("een getal", "a number"),
    ),
    **{kind: Need(_WHEN, Words("Een timer", "A timer"), _MOMENT) for kind in TIMES},
    "due": Need(_WHEN | {"Null"}, Words("De streefdatum (due)", "The due date"), _MOMENT),
    "title": Need(frozenset(["string", "Null"]), Words("De titel", "The title"), _TEXT),
    "assignee": Need(
        frozenset(["string", "Null"]), Words("De behandelaar (assignee)", "The assignee"), _TEXT
    ),
    "key": Need(frozenset(["string"]), Words("De sleutel (key)", "The key"), _TEXT),
}
_TIMED = frozenset(["due", *TIMES])


#: Kinds that exist while an expression is evaluated and cannot be kept in a variable.
_UNKEPT = frozenset(["function", "range"])
_WHOLE = frozenset(["transformation", "from"])


def unkept(
    kind: str, read: feel.Expression | feel.Script, known: Mapping[str, Type | None]
) -> Iterator[tuple[str, Type]]:
    """Give what is written to a variable and never can be, by the name of the variable if any."""
    for name, of in _written(kind, read, known):
        if of.family in _UNKEPT:
            yield name, of


def _written(
    kind: str, read: feel.Expression | feel.Script, known: Mapping[str, Type | None]
) -> Iterator[tuple[str, Type]]:
    if isinstance(read, feel.Script):
        types = dict(known)
        for name, expression in read.assignments:
            types[name] = of = feel.type_of(expression, types)
            yield name, of
    elif kind in _WHOLE:
        yield "", feel.type_of(read, known)
    elif kind in MAPPINGS:
        yield from feel.type_of(read, known).inside


def unfit(kind: str, read: feel.Expression, of: Type) -> Words | None:
    """Say why an expression of this type can never be right in a place; None if it may be."""
    need = NEEDS.get(kind)
    if need is None or of.family == "Any":
        return None
    if of.family not in need.families:
        return Words(
            f"{need.where.nl} moet {need.what.nl} zijn, maar dit geeft {of.name}.",
            f"{need.where.en} must be {need.what.en}, but this gives {of.name}.",
        )
    said = read.node.value if isinstance(read.node, Literal) else None
    if kind in _TIMED and isinstance(said, str) and not is_time(said):
        return Words(
            f"{need.where.nl} moet {need.what.nl} zijn; deze tekst is dat niet.",
            f"{need.where.en} must be {need.what.en}; this text is none.",
        )
    return None
