"""Compiles decision tables (DMN 1.5, chapter 8): every cell once, dashes left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from engine import feel
from engine.decisions.allowed import allowed_values
from engine.decisions.boxed import Input, Output, Table
from engine.decisions.cells import parts
from engine.decisions.places import Code, Place, nothing, refused, typed
from engine.decisions.policies import AGGREGATIONS, POLICIES, Columns, gives_list, policy_of
from engine.decisions.rows import Asked, Conclusion, Line, Ready, decided
from engine.feel import ANY, Type
from engine.model import Problem, Words

ANYTHING = frozenset(["", "-"])

#: Kinds whose values are compared with those of other kinds, and what is not known.
_UNKNOWN = frozenset(["Any", "Null", "list", "range", "function"])

#: A test with the column it is about.
_Test = tuple[int, feel.Expression]


def table(box: Table, place: Place) -> Code:
    """Make the code of a decision table; one with a fault is refused as a whole."""
    faults = _faults(box, place)
    asked = tuple(_asked(column, place, faults) for column in box.inputs)
    concluded = tuple(_concluded(column, place, faults) for column in box.outputs)
    shelf: dict[_Test, int] = {}
    types = [one.type for one in asked]
    lines = []
    for number, rule in enumerate(box.rules, 1):
        tests, outputs = _line(box, number, place, faults, types)
        places = tuple(shelf.setdefault(one, len(shelf)) for one in tests)
        lines.append(Line(rule.id, places, outputs))
    policy = policy_of(box.hit_policy, box.aggregation)
    if faults or policy is None:
        return refused(faults[0])
    columns = Columns(
        tuple(column.name for column in box.outputs),
        tuple(_priorities(column, place) for column in box.outputs),
    )
    ready = Ready(
        box.id, place.element, asked, tuple(shelf), tuple(lines), concluded, columns, policy,
        first=box.hit_policy == "FIRST",
    )  # fmt: skip
    code = partial(decided, ready)
    if gives_list(box) and place.type_named(box.type_ref).family != "list":
        return code  # the type is that of one result
    return typed(code, box.type_ref, place)


def _faults(box: Table, place: Place) -> list[Problem]:
    """Find what is wrong with a table as a whole."""
    found: list[Problem] = []
    if box.hit_policy not in POLICIES:
        found.append(place.note("unknown-hit-policy", policy=box.hit_policy))
    if box.aggregation and box.aggregation not in AGGREGATIONS:
        found.append(place.note("unknown-aggregation", aggregation=box.aggregation))
    if len(box.outputs) > 1:
        if box.hit_policy == "COLLECT" and box.aggregation in {"SUM", "MIN", "MAX"}:
            place.note("aggregation-of-many", aggregation=box.aggregation)
        if not all(column.name for column in box.outputs):
            found.append(place.note("output-without-name"))
    expected = len(box.inputs) + len(box.outputs)
    for number, rule in enumerate(box.rules, 1):
        cells = len(rule.inputs) + len(rule.outputs)
        if len(rule.inputs) != len(box.inputs) or len(rule.outputs) != len(box.outputs):
            found.append(place.note("cells", rule=number, found=cells, expected=expected))
    return found


def _asked(column: Input, place: Place, faults: list[Problem]) -> Asked:
    where = Words(f"de kolom '{column.label}'", f"the column '{column.label}'")
    found = place.expression(column.text, where)
    if isinstance(found, Problem):
        faults.append(found)
        return Asked(column.text, nothing, None, ANY)
    code = typed(lambda run, scope: run.ask(found, scope), column.type_ref, place)
    own = place.type_named(column.type_ref)
    of = place.type_of(found.node) if own.family == "Any" else own
    return Asked(column.text, code, _tests(column.values, where, place, faults, of), of)


def _concluded(column: Output, place: Place, faults: list[Problem]) -> Conclusion:
    where = Words(f"de uitkomst '{column.label}'", f"the output '{column.label}'")
    default = None
    if column.default:
        default = _output(column.default, column, where, place, faults)
    return Conclusion(_tests(column.values, where, place, faults), default)


def _tests(
    text: str, where: Words, place: Place, faults: list[Problem], asked: Type = ANY
) -> feel.Expression | None:
    if text in ANYTHING:
        return None
    found = place.tests(text, where, asked)
    if isinstance(found, Problem):
        faults.append(found)
        return None
    return found


def _comparable(tests: feel.Expression, asked: Type, where: Words, place: Place) -> None:
    """Note the tests in a cell that compare with a value of another kind: they never pass."""
    if asked.family in _UNKNOWN or not isinstance(tests.node, feel.tree.UnaryTests):
        return
    for test in tests.node.tests:
        of = place.type_of(test, {"?": asked})
        condition = of.family == "boolean" and not isinstance(test, feel.tree.Literal)
        if not condition and of.family not in _UNKNOWN | {asked.family}:
            facts = {"given": of.name, "wanted": asked.name}
            place.note_text(tests.text, "never-equal", where=where.nl, where_en=where.en, **facts)


def _line(
    box: Table, number: int, place: Place, faults: list[Problem], types: Sequence[Type]
) -> tuple[list[_Test], tuple[Code, ...]]:
    """Read the cells of a rule: its tests but for the dashes, and what it gives."""
    rule = box.rules[number - 1]
    tests = []
    for at, (column, text) in enumerate(zip(box.inputs, rule.inputs, strict=False)):
        if not text:
            place.note("empty-cell", rule=number, column=column.label)
        where = _cell(number, column.label)
        found = _tests(text, where, place, faults, types[at])
        if found is not None:
            _comparable(found, types[at], where, place)
            tests.append((at, found))
    outputs = []
    for output, text in zip(box.outputs, rule.outputs, strict=False):
        if not text:
            place.note("empty-output", rule=number, column=output.label)
        where = _cell(number, output.label)
        outputs.append(_output(text, output, where, place, faults))
    return tests, tuple(outputs)


def _cell(rule: int, column: str) -> Words:
    return Words(f"regel {rule}, kolom '{column}'", f"rule {rule}, column '{column}'")


def _output(text: str, column: Output, where: Words, place: Place, faults: list[Problem]) -> Code:
    if text in ANYTHING:
        return nothing
    found = place.expression(text, where)
    if isinstance(found, Problem):
        faults.append(found)
        return nothing
    place.judge(found, place.type_named(column.type_ref), "wrong-type", where)
    return typed(lambda run, scope: run.ask(found, scope), column.type_ref, place)


def _priorities(column: Output, place: Place) -> tuple[feel.Expression, ...]:
    """Give the tests of the output values, best first: those of the column, else of its type."""
    text = column.values or allowed_values(place.library, column.type_ref)
    where = Words(f"de uitkomst '{column.label}'", f"the output '{column.label}'")
    found = [place.tests(part, where) for part in parts(text)]
    return tuple(test for test in found if not isinstance(test, Problem))
