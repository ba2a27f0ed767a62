"""The types a file names, and how a value is made to fit one (DMN 1.5, clause 10.3.2.9.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from engine import feel
from engine.decisions.runs import Run
from engine.feel.kinds import SIMPLE
from engine.model import Words

Accepts = Callable[[Run, Any], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """What values conform to; null conforms to every type. `item` is that of a list's items.

    `names` are the names of the entries that values have, at any depth.
    """

    name: str
    accepts: Accepts
    item: Type | None = None
    arity: int | None = None
    result: Type | None = None


ANY = Type("Any", lambda _run, _value: True)
_MIDNIGHT = time(tzinfo=UTC)


def builtin(name: str) -> Type | None:
    """Give a type of FEEL by its name, `list<string>` and the like included."""
    if name in {"", "Any"}:
        return ANY
    found = SIMPLE.get(name) or _written(name)
    if found is None:
        return None
    accepts = found.accepts
    return Type(found.name, lambda _run, value: accepts(value))


def _written(name: str) -> Any:  # noqa: ANN401 - a type of FEEL, or None
    if "<" not in name:
        return None
    try:
        return getattr(feel.parse(f"null instance of {name}").node, "type", None)
    except feel.FeelSyntax:
        return None


def list_of(item: Type, name: str) -> Type:
    """Make the type of lists of such items."""

    def accepts(run: Run, value: Any) -> bool:  # noqa: ANN401 - any value
        return value.__class__ is list and all(fits(run, one, item) for one in value)

    return Type(name, accepts, item)


def context_of(entries: dict[str, Type], name: str) -> Type:
    """Make the type of contexts with these entries; one that is absent counts as null."""

    def accepts(run: Run, value: Any) -> bool:  # noqa: ANN401 - any value
        return value.__class__ is dict and all(
            fits(run, value.get(key), wanted) for key, wanted in entries.items()
        )

    return Type(name, accepts)


def function_of(parameters: int, result: Type, name: str) -> Type:
    """Make the type of functions with so many parameters."""

    def accepts(_run: Run, value: Any) -> bool:  # noqa: ANN401 - any value
        if value.__class__ is feel.Function:
            return len(value.parameters) == parameters
        forms = getattr(value, "forms", ())
        return any(len(form) == parameters for form in forms)

    return Type(name, accepts, None, parameters, result)


def restricted(base: Type, tests: feel.Expression, name: str) -> Type:
    """Make the type of those values of another type that pass unary tests."""

    def accepts(run: Run, value: Any) -> bool:  # noqa: ANN401 - any value
        return base.accepts(run, value) and run.ask(tests, {"?": value}) is True

    return Type(name, accepts, base.item, base.arity, base.result)


def fits(run: Run, value: Any, wanted: Type) -> bool:  # noqa: ANN401 - any value
    """Tell whether a value conforms to a type as it is."""
    return value is None or wanted.accepts(run, value)


def conformed(run: Run, value: Any, wanted: Type) -> Any:  # noqa: ANN401 - any value
    """Make a value fit: as it is, out of a list of one, as a list of one, midnight of a date.

    Null, with a warning, when none of that helps.
    """
    if value is None or wanted is ANY or wanted.accepts(run, value):
        return value
    if value.__class__ is list and len(value) == 1 and fits(run, value[0], wanted):
        return value[0]
    for made in ([value], _midnight(value)):
        if made is not None and wanted.accepts(run, made):
            return made
    run.warn(
        Words(
            f"de waarde past niet bij het type {wanted.name}",
            f"the value does not conform to the type {wanted.name}",
        )
    )
    return None


def _midnight(value: object) -> datetime | None:
    return datetime.combine(value, _MIDNIGHT) if value.__class__ is date else None  # type: ignore[arg-type]
