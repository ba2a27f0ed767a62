"""Boxed conditional, filter and iterators (DMN 1.5, clauses 10.2.2.8 to 10.2.2.10)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine import feel
from engine.decisions.places import Code
from engine.decisions.runs import Run, Scope
from engine.model import Words

#: FEEL itself says what there is to go over: a list, a range, or one value.
_OVER = feel.parse("for one in source return one")
_AT = feel.parse("source[position]")
_NO_CONDITION = Words("dit is geen voorwaarde", "this is no condition")


def conditional(condition: Code, then: Code, otherwise: Code) -> Code:
    """Make `if`; null takes the other branch, what is neither true nor false gives null."""

    def code(run: Run, scope: Scope) -> Any:  # noqa: ANN401 - any value
        answer = condition(run, scope)
        if answer is True:
            return then(run, scope)
        if _may_decide(run, answer):
            return otherwise(run, scope)
        return None

    return code


def _may_decide(run: Run, answer: object) -> bool:
    """Tell whether a condition answers at all: null does, anything but a boolean does not."""
    if answer is None or answer is True or answer is False:
        return True
    run.warn(_NO_CONDITION)
    return False


def filtered(source: Code, match: Code) -> Code:
    """Make a filter: the items a condition holds for, or the item at a position."""

    def code(run: Run, scope: Scope) -> Any:  # noqa: ANN401 - any value
        found = source(run, scope)
        items = found if found.__class__ is list else [] if found is None else [found]
        chosen = []
        for item in items:
            run.fuel.spend(1)
            answer = match(run, _inside(scope, item))
            if answer.__class__ is Decimal:
                return run.ask(_AT, {"source": items, "position": answer})
            if not _may_decide(run, answer):
                return None
            if answer is True:
                chosen.append(item)
        return chosen

    return code


def _inside(scope: Scope, item: Any) -> Scope:  # noqa: ANN401 - any value
    entries = item if item.__class__ is dict else {}
    return {**scope, "item": item, **entries}


def loop(kind: str, variable: str, source: Code, body: Code) -> Code:
    """Make `for`, `some` or `every`."""

    def code(run: Run, scope: Scope) -> Any:  # noqa: ANN401 - any value
        items = run.ask(_OVER, {"source": source(run, scope)})
        if items is None:
            return None
        results: list[Any] = []
        for item in items:
            run.fuel.spend(1 + len(results) // feel.limits.ITEMS_A_STEP)
            inner = {**scope, "partial": list(results), variable: item}
            results.append(body(run, inner))
        return results if kind == "for" else _quantified(run, kind, results)

    return code


def _quantified(run: Run, kind: str, answers: list[Any]) -> bool | None:
    """Take `some` or `every` over the answers of a condition, null among them."""
    if not all(_may_decide(run, answer) for answer in answers):
        return None
    decisive = kind == "some"
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive
