"""Hit policies: what a table gives for the rules that match (DMN 1.5, clause 8.2.11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine import feel
from engine.decisions.boxed import Table
from engine.decisions.runs import Run
from engine.model import Words

#: The outputs of one matching rule, a value per column.
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """The output columns: their names, and per column the tests of its values, best first."""

    names: tuple[str, ...]
    priorities: tuple[tuple[feel.Expression, ...], ...]

    def result(self, row: Row) -> Any:  # noqa: ANN401 - any value
        """Give the one value of a row, or the context of its values."""
        return row[0] if len(row) == 1 else dict(zip(self.names, row, strict=True))


Policy = Callable[[Run, Columns, Sequence[Row]], Any]


def _unique(run: Run, columns: Columns, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - any value
    if len(rows) == 1:
        return columns.result(rows[0])
    run.warn(
        Words("bij UNIQUE geldt meer dan één regel", "more than one rule matches under UNIQUE")
    )
    return None


_SAME = feel.parse("one = other")


def _any(run: Run, columns: Columns, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - any value
    first = columns.result(rows[0])
    for row in rows[1:]:
        if run.ask(_SAME, {"one": first, "other": columns.result(row)}) is not True:
            run.warn(
                Words(
                    "bij ANY geven de regels die gelden niet dezelfde uitkomst",
                    "the rules that match under ANY do not give the same outcome",
                )
            )
            return None
    return first


def _first(_run: Run, columns: Columns, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - any value
    return columns.result(rows[0])


def _priority(run: Run, columns: Columns, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - any value
    return columns.result(_ordered(run, columns, rows)[0])


def _rule_order(_run: Run, columns: Columns, rows: Sequence[Row]) -> list[Any]:
    return [columns.result(row) for row in rows]


def _output_order(run: Run, columns: Columns, rows: Sequence[Row]) -> list[Any]:
    return [columns.result(row) for row in _ordered(run, columns, rows)]


def _ordered(run: Run, columns: Columns, rows: Sequence[Row]) -> list[Row]:
    """Put rows in order of their outputs: the first column decides, then the second, and so on."""
    return sorted(
        rows,
        key=lambda row: [
            _rank(run, tests, value) for tests, value in zip(columns.priorities, row, strict=True)
        ],
    )


def _rank(run: Run, tests: Sequence[feel.Expression], value: Any) -> int:  # noqa: ANN401 - any value
    scope = {"?": value}
    for rank, test in enumerate(tests):
        if run.ask(test, scope) is True:
            return rank
    return len(tests)


def _aggregated(expression: feel.Expression) -> Policy:
    def aggregate(run: Run, columns: Columns, rows: Sequence[Row]) -> Any:  # noqa: ANN401 - any value
        lists = [list(values) for values in zip(*rows, strict=True)]
        return columns.result([run.ask(expression, {"outputs": one}) for one in lists])

    return aggregate


def _count(_run: Run, _columns: Columns, rows: Sequence[Row]) -> Decimal:
    return Decimal(len(rows))


POLICIES: dict[str, Policy] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _rule_order,
}
AGGREGATIONS: dict[str, Policy] = {
    "SUM": _aggregated(feel.parse("sum(outputs)")),
    "MIN": _aggregated(feel.parse("min(outputs)")),
    "MAX": _aggregated(feel.parse("max(outputs)")),
    "COUNT": _count,
}
#: The policies that need output values in order.
ORDERED = frozenset(["PRIORITY", "OUTPUT ORDER"])


def gives_list(table: Table) -> bool:
    """Tell whether a table gives a list of results."""
    return table.hit_policy in {"RULE ORDER", "OUTPUT ORDER"} or (
        table.hit_policy == "COLLECT" and not table.aggregation
    )


def policy_of(hit_policy: str, aggregation: str) -> Policy | None:
    """Give the policy a table asks for; None if there is none of that name."""
    if hit_policy == "COLLECT" and aggregation:
        return AGGREGATIONS.get(aggregation)
    return POLICIES.get(hit_policy)
