"""Looks a question up in a decision table: which rules match, and what they give (chapter 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine import feel
from engine.decisions.places import Code
from engine.decisions.policies import Columns, Policy
from engine.decisions.runs import Finding, Run, Scope
from engine.model import Words

_NOT_ALLOWED_IN = Words(
    "de waarde '{text}' staat niet bij de toegestane waarden", "{text} is not an allowed value"
)
_NOT_ALLOWED_OUT = Words(
    "een uitkomst staat niet bij de toegestane waarden",
    "an outcome is not among the allowed values",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An input column: what it asks, the tests of the values it may have, and their type."""

    text: str
    code: Code
    allowed: feel.Expression | None
    type: feel.Type


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An output column: the tests of the values it may give, and what it gives by default."""

    allowed: feel.Expression | None
    default: Code | None


@dataclass(frozen=True, slots=True)
class Line:
    """A rule: the places of the tests of its cells, left to right, and its outputs."""

    id: str
    tests: tuple[int, ...]
    outputs: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A table with its cells compiled. `first` when nothing follows the first match.

    `tests` are the different tests of each column, with the column.
    """

    id: str
    element: tuple[str, str]
    asked: tuple[Asked, ...]
    tests: tuple[tuple[int, feel.Expression], ...]
    lines: tuple[Line, ...]
    concluded: tuple[Conclusion, ...]
    columns: Columns
    policy: Policy
    first: bool


def decided(table: Ready, run: Run, scope: Scope) -> Any:  # noqa: ANN401 - any value
    """Give what a table concludes, and note which rules matched."""
    run.fuel.spend(len(table.lines))
    values = [one.code(run, scope) for one in table.asked]
    numbers: list[int] = []
    if _allowed(table, run, scope, values):
        numbers = _matches(table, run, scope, values)
        outcome = _outcome(table, run, scope, numbers)
    else:
        outcome = None
    run.findings.append(
        Finding(
            *table.element,
            table.id,
            dict(zip((one.text for one in table.asked), values, strict=True)),
            tuple(number + 1 for number in numbers),
            tuple(table.lines[number].id for number in numbers),
            outcome,
        )
    )
    return outcome


def _allowed(table: Ready, run: Run, scope: Scope, values: Sequence[Any]) -> bool:
    for one, value in zip(table.asked, values, strict=True):
        if one.allowed is None or value is None:
            continue
        if run.ask(one.allowed, {**scope, "?": value}) is not True:
            nl, en = _NOT_ALLOWED_IN.nl, _NOT_ALLOWED_IN.en
            run.warn(Words(nl.format(text=one.text), en.format(text=one.text)))
            return False
    return True


def _matches(table: Ready, run: Run, scope: Scope, values: Sequence[Any]) -> list[int]:
    """Give the places of the rules that match.

    A test that stands in several cells of a column is made once, and the tests of a column share
    one evaluation: making one for each cell would cost more than the tests do.
    """
    asking = [run.standing({**scope, "?": value}) for value in values]
    answers: list[bool | None] = [None] * len(table.tests)
    found = []
    for number, line in enumerate(table.lines):
        for at in line.tests:
            answer = answers[at]
            if answer is None:
                column, test = table.tests[at]
                answer = answers[at] = asking[column].passes(test)
            if not answer:
                break
        else:
            found.append(number)
            if table.first:
                break
    for one in asking:
        one.end()
    return found


def _outcome(table: Ready, run: Run, scope: Scope, numbers: Sequence[int]) -> Any:  # noqa: ANN401 - any value
    if not numbers:
        return _default(table, run, scope)
    rows = [
        [
            _permitted(run, code(run, scope), column.allowed)
            for code, column in zip(table.lines[number].outputs, table.concluded, strict=True)
        ]
        for number in numbers
    ]
    return table.policy(run, table.columns, rows)


def _default(table: Ready, run: Run, scope: Scope) -> Any:  # noqa: ANN401 - any value
    if all(column.default is None for column in table.concluded):
        return None
    return table.columns.result(
        [
            None if column.default is None else column.default(run, scope)
            for column in table.concluded
        ]
    )


def _permitted(run: Run, value: Any, allowed: feel.Expression | None) -> Any:  # noqa: ANN401 - any value
    if value is None or allowed is None or run.ask(allowed, {"?": value}) is True:
        return value
    run.warn(_NOT_ALLOWED_OUT)
    return None
