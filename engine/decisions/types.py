"""Making a value fit a type of a file, with a warning when it cannot (clause 10.3.2.9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import feel
from engine.decisions.runs import Run, current
from engine.feel import ANY, Type
from engine.model import Words


def builtin(name: str) -> Type | None:
    """Give a type of FEEL by its name, `list<string>` and the like included."""
    if not name:
        return ANY
    return feel.TYPES.get(name) or _written(name)


def _written(name: str) -> Type | None:
    if "<" not in name:
        return None
    try:
        found = feel.parse(f"null instance of {name}")
    except feel.FeelSyntax:
        return None
    return getattr(found.node, "type", None)


def context(name: str, entries: Mapping[str, Type]) -> Type:
    """Make the type of contexts with these entries; as a value, one that is absent is null."""

    def accepts(value: Any) -> bool:  # noqa: ANN401 - any value
        return value.__class__ is dict and all(
            value.get(key) is None or wanted.accepts(value[key]) for key, wanted in entries.items()
        )

    return feel.context_type(entries)._replace(name=name, accepts=accepts)


def restricted(name: str, base: Type, tests: feel.Expression) -> Type:
    """Make the type of those values of another that pass unary tests."""
    return feel.restricted(name, base, lambda value: current().ask(tests, {"?": value}) is True)


def result_of(wanted: Type) -> Type:
    """Give what a function under a name gives: its type may be that of the function itself."""
    if wanted.family != "function":
        return wanted
    return dict(wanted.inside).get("result", ANY)


def conformed(run: Run, value: Any, wanted: Type, name: str = "") -> Any:  # noqa: ANN401 - any value
    """Make a value fit a type; null, with a warning that tells its name, when it cannot."""
    if wanted is ANY:
        return value
    found = feel.conformed(value, wanted)
    if found is None is not value:
        run.warn(
            Words(
                f"de waarde{name and f' van {name}'} past niet bij het type {wanted.name}",
                f"the value{name and f' of {name}'} does not conform to the type {wanted.name}",
            )
        )
    return found
