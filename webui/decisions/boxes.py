"""From what a DMN file says to what a page draws: tables, and other logic as text in parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.decisions import Rule, Table
from engine.decisions.boxed import (
    Boxed,
    Conditional,
    Context,
    Entry,
    Filter,
    FunctionDefinition,
    Invocation,
    Listed,
    Loop,
    Relation,
    Text,
)
from webui.decisions.policies import policy
from webui.language import gettext as _

NOT_MATCHED: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it is called, its expression or name, the values it may have."""

    label: str
    text: str
    values: str


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of a table. `matched`: it applied when the decision was made."""

    number: int
    cells: tuple[str, ...]
    outcomes: tuple[str, ...]
    remarks: tuple[str, ...]
    matched: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision table. `otherwise` are the outcomes when no rule applies; empty if there are none.

    `policy` says in words which rules count.
    """

    kind: ClassVar[str] = "table"
    policy: str
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    remarks: tuple[str, ...]
    lines: tuple[Line, ...]
    otherwise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An expression as text; `language` is the one it has if that is not FEEL."""

    kind: ClassVar[str] = "text"
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Parts:
    """Logic in named parts, in their order."""

    kind: ClassVar[str] = "parts"
    parts: tuple[tuple[str, Box | None], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A list of contexts, written as rows under heads."""

    kind: ClassVar[str] = "grid"
    heads: tuple[str, ...]
    rows: tuple[tuple[Box | None, ...], ...]


Box = Ruled | Written | Parts | Grid


def box(logic: Boxed | None, marked: Table | None = None, rules: Sequence[int] = ()) -> Box | None:
    """Give what a page draws; in the table `marked` these rules, counted from 1, applied."""
    if logic is None:
        return None
    drawing = _Drawing(marked, frozenset(rules))
    return drawing.box(logic)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A box in the making."""

    marked: Table | None
    rules: frozenset[int]

    def box(self, logic: Boxed) -> Box:
        return _DRAWN[type(logic)](logic, self)

    def some_box(self, logic: Boxed | None) -> Box | None:
        return None if logic is None else self.box(logic)

    def parts(self, entries: Sequence[Entry]) -> tuple[tuple[str, Box | None], ...]:
        return tuple((one.name or _("Uitkomst"), self.some_box(one.expression)) for one in entries)


def _table(table: Table, by: _Drawing) -> Ruled:
    matched = by.rules if table is by.marked else NOT_MATCHED
    described = any(rule.description for rule in table.rules)
    heads = [*table.annotations, _("Omschrijving")] if described else table.annotations
    remarks = max([len(heads), *(len(_remarks(rule, described=described)) for rule in table.rules)])
    unnamed = [_("Toelichting")] * (remarks - len(heads))
    return Ruled(
        policy=policy(table.hit_policy, table.aggregation),
        inputs=tuple(Column(one.label, one.text, one.values) for one in table.inputs),
        outputs=tuple(
            Column(one.label or _("Uitkomst"), one.name, one.values) for one in table.outputs
        ),
        remarks=tuple(head or _("Toelichting") for head in [*heads, *unnamed]),
        lines=tuple(
            Line(
                number,
                rule.inputs,
                rule.outputs,
                _remarks(rule, described=described),
                number in matched,
            )
            for number, rule in enumerate(table.rules, 1)
        ),
        otherwise=_otherwise(table),
    )


def _remarks(rule: Rule, *, described: bool) -> tuple[str, ...]:
    return (*rule.annotations, rule.description) if described else rule.annotations


def _otherwise(table: Table) -> tuple[str, ...]:
    defaults = tuple(one.default for one in table.outputs)
    return defaults if any(defaults) else ()


def _text(text: Text, by: _Drawing) -> Written:  # noqa: ARG001 - one shape for all
    return Written(text.text, text.language)


def _context(context: Context, by: _Drawing) -> Parts:
    return Parts(by.parts(context.entries))


def _invocation(invocation: Invocation, by: _Drawing) -> Parts:
    function = (_("Functie"), by.some_box(invocation.function))
    return Parts((function, *by.parts(invocation.bindings)))


def _listed(listed: Listed, by: _Drawing) -> Parts:
    return Parts(tuple((f"{n}.", by.some_box(one)) for n, one in enumerate(listed.items, 1)))


def _relation(relation: Relation, by: _Drawing) -> Grid:
    rows = tuple(tuple(by.some_box(cell) for cell in row) for row in relation.rows)
    return Grid(tuple(column.name for column in relation.columns), rows)


def _function(function: FunctionDefinition, by: _Drawing) -> Parts:
    names = ", ".join(parameter.name for parameter in function.parameters)
    return Parts(((_("Functie van (%(names)s)", names=names), by.some_box(function.body)),))


def _conditional(found: Conditional, by: _Drawing) -> Parts:
    parts = ((_("Als"), found.condition), (_("Dan"), found.then), (_("Anders"), found.otherwise))
    return Parts(tuple((name, by.some_box(one)) for name, one in parts))


def _filter(found: Filter, by: _Drawing) -> Parts:
    parts = ((_("Uit"), found.source), (_("Alleen als"), found.match))
    return Parts(tuple((name, by.some_box(one)) for name, one in parts))


def _loop(loop: Loop, by: _Drawing) -> Parts:
    sources = {
        "for": (_("Voor elke %(name)s uit", name=loop.variable), _("Geef")),
        "some": (_("Voor minstens één %(name)s uit", name=loop.variable), _("Geldt")),
        "every": (_("Voor elke %(name)s uit", name=loop.variable), _("Geldt")),
    }
    source, body = sources[loop.kind]
    return Parts(((source, by.some_box(loop.source)), (body, by.some_box(loop.body))))


_DRAWN: dict[type, Callable[[Any, _Drawing], Box]] = {
    Table: _table,
    Text: _text,
    Context: _context,
    Invocation: _invocation,
    Listed: _listed,
    Relation: _relation,
    FunctionDefinition: _function,
    Conditional: _conditional,
    Filter: _filter,
    Loop: _loop,
}
