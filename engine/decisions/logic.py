"""From boxed expressions to code that runs: one pass, done once for a file (chapters 7 and 10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from engine import feel
from engine.decisions.boxed import (
    Boxed,
    Context,
    Entry,
    FunctionDefinition,
    Invocation,
    Listed,
    Relation,
    Table,
    Text,
)
from engine.decisions.boxed import Conditional as ConditionalBox
from engine.decisions.boxed import Filter as FilterBox
from engine.decisions.boxed import Loop as LoopBox
from engine.decisions.loops import conditional, filtered, loop
from engine.decisions.places import Code, Place, nothing, refused, typed
from engine.decisions.runs import Run, Scope
from engine.decisions.tables import table
from engine.decisions.types import result_of
from engine.feel import ANY, Type
from engine.model import Problem, Words

_EXPRESSION = Words("de expressie", "the expression")
_FUNCTIONS = frozenset(["Any", "function"])


def compiled(box: Boxed | None, place: Place, expected: str = "") -> Code:
    """Make the code of an expression; nothing at all gives null.

    `expected` is the type its result is made to fit later on: a text that never can is a problem.
    """
    if box is None:
        return nothing
    if isinstance(box, Text):
        return typed(_text(box, place, box.type_ref or expected), box.type_ref, place)
    code = _TABLE[box.__class__](box, place)
    if isinstance(box, (FunctionDefinition, Table)):
        return code  # they see to their types themselves
    return typed(code, box.type_ref, place)


def fitted(box: Boxed | None, ref: str, place: Place) -> Code:
    """Make the code of an expression whose result conforms to a type."""
    return typed(compiled(box, place, ref), ref, place)


def _text(box: Text, place: Place, expected: str) -> Code:
    if box.language:
        return refused(place.note("language", language=box.language))
    if not box.text:
        place.note("empty-expression")
        return nothing
    found = place.expression(box.text, _EXPRESSION)
    if isinstance(found, Problem):
        return refused(found)
    place.judge(found, place.type_named(expected), "wrong-outcome", _EXPRESSION)
    return lambda run, scope: run.ask(found, scope)


def _context(box: Context, place: Place) -> Code:
    entries = []
    for entry in box.entries:
        named = {entry.name: _type_of_entry(entry, place)} if entry.name else {}
        inner = place.with_names(named) if _sees_itself(entry) else place
        value = fitted(entry.expression, entry.type_ref, inner)
        entries.append((entry.name, value))
        place = place.with_names(named)
    faults = [
        place.note("same-name", name=name) for name in _twice(entry.name for entry in box.entries)
    ]
    if faults:
        return refused(faults[0])

    def code(run: Run, scope: Scope) -> Any:  # noqa: ANN401 - any value
        inner = dict(scope)
        made: dict[str, Any] = {}
        for name, entry in entries:
            value = entry(run, inner)
            if not name:
                return value
            made[name] = inner[name] = value
        return made

    return code


def _twice(names: Iterable[str]) -> list[str]:
    """Give the names that stand more than once: a context has one entry under a name (7.3.1)."""
    return [name for name, times in Counter(names).items() if name and times > 1]


def _type_of_entry(entry: Entry, place: Place) -> Type:
    """Give the type of an entry; that of a function tells how its parameters are named."""
    stated = place.type_named(entry.type_ref)
    if isinstance(entry.expression, FunctionDefinition) and stated.family in _FUNCTIONS:
        return signature(entry.expression, place)
    return stated


def _sees_itself(entry: Entry) -> bool:
    return bool(entry.name) and isinstance(entry.expression, FunctionDefinition)


def _invocation(box: Invocation, place: Place) -> Code:
    function = compiled(box.function, place)
    names = tuple(binding.name for binding in box.bindings)
    _judge_invocation(box, names, place)
    arguments = [compiled(binding.expression, place) for binding in box.bindings]
    return lambda run, scope: run.invoke(
        function(run, scope), names, [argument(run, scope) for argument in arguments]
    )


def _judge_invocation(box: Invocation, names: tuple[str, ...], place: Place) -> None:
    """Note what the function cannot take, at its name or at the argument."""
    given = [_told_type(binding.expression, place) for binding in box.bindings]
    for one in feel.misfits(_told_type(box.function, place), names, given):
        said = {"said": one.words.nl, "said_en": one.words.en}
        there = box.function if one.argument is None else box.bindings[one.argument].expression
        if isinstance(there, Text):
            place.note_text(there.text, "wrong-invocation", **said)
        else:
            place.note("wrong-invocation", **said)


def _told_type(box: Boxed | None, place: Place) -> Type:
    """Tell the type of what an expression gives, as far as it says so itself."""
    if isinstance(box, Text) and not box.language:
        return place.type_of_text(box.text)
    if isinstance(box, FunctionDefinition):
        return signature(box, place)
    return ANY


def _listed(box: Listed, place: Place) -> Code:
    items = [compiled(item, place) for item in box.items]
    return lambda run, scope: [item(run, scope) for item in items]


def _relation(box: Relation, place: Place) -> Code:
    columns = [column.name for column in box.columns]
    rows = [
        [
            (column.name, fitted(cell, column.type_ref, place))
            for column, cell in zip(box.columns, row, strict=False)
        ]
        for row in box.rows
    ]
    faults = [place.note("same-name", name=name) for name in _twice(columns)]
    faults += [
        place.note("row-cells", row=number, found=len(row), expected=len(columns))
        for number, row in enumerate(box.rows, 1)
        if len(row) != len(columns)
    ]
    if faults:
        return refused(faults[0])
    return lambda run, scope: [{name: cell(run, scope) for name, cell in row} for row in rows]


def signature(box: FunctionDefinition, place: Place, result: Type = ANY) -> Type:
    """Give the type of the function that a definition makes."""
    types = [place.type_named(parameter.type_ref) for parameter in box.parameters]
    return feel.function_type(types, result, [parameter.name for parameter in box.parameters])


def function(box: FunctionDefinition, place: Place, name: str = "function") -> Code:
    """Make the code that gives a function; it sees the names in scope where it is written."""
    if box.kind != "FEEL":
        return refused(place.note("external", kind=box.kind))
    names = tuple(parameter.name for parameter in box.parameters)
    types = tuple(place.type_named(parameter.type_ref) for parameter in box.parameters)
    result = result_of(place.type_named(box.type_ref))
    body = compiled(box.body, place.with_names(dict(zip(names, types, strict=True))))

    def make(run: Run, scope: Scope) -> feel.Function:
        def call(*arguments: Any) -> Any:  # noqa: ANN401 - any values
            run.fuel.enter()
            value = body(run, {**scope, **dict(zip(names, arguments, strict=True))})
            run.fuel.leave()
            return value

        return feel.Function(name, names, call, types, result)

    return make


def _conditional(box: ConditionalBox, place: Place) -> Code:
    return conditional(
        *(compiled(part, place) for part in (box.condition, box.then, box.otherwise))
    )


def _filter(box: FilterBox, place: Place) -> Code:
    return filtered(compiled(box.source, place), compiled(box.match, place.opened()))


def _loop(box: LoopBox, place: Place) -> Code:
    inner = place.with_names({box.variable: ANY, "partial": ANY})
    return loop(box.kind, box.variable, compiled(box.source, place), compiled(box.body, inner))


_TABLE: dict[type[object], Callable[[Any, Place], Code]] = {
    Context: _context,
    Invocation: _invocation,
    Listed: _listed,
    Relation: _relation,
    FunctionDefinition: function,
    ConditionalBox: _conditional,
    FilterBox: _filter,
    LoopBox: _loop,
    Table: table,
}
