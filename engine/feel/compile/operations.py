"""Operators as closures; the everyday case, two numbers or two strings, is short."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from operator import eq, ne
from typing import Any

from engine.feel import limits
from engine.feel.arithmetic import NUMERIC
from engine.feel.compile.compiler import Code, Compiler, Layer
from engine.feel.dutch import dutch
from engine.feel.frames import Evaluation, Frame
from engine.feel.judging import judged
from engine.feel.kinds import OPEN, kind
from engine.feel.operators import ORDER, arithmetic, compare, negate, order
from engine.feel.ranges import Range
from engine.feel.tree import (
    Arithmetic,
    Between,
    Comparison,
    If,
    InstanceOf,
    Invalid,
    Literal,
    Logic,
    Negation,
    RangeLiteral,
    UnaryComparison,
)


def literal(_compiler: Compiler, node: Literal, _layer: Layer | None) -> Code:
    """Compile a constant."""
    value = node.value
    return lambda _frame: value


def invalid(_compiler: Compiler, node: Invalid, _layer: Layer | None) -> Code:
    """Compile an @ literal that is no date, time or duration."""
    nl = f'@"{node.text}" is geen datum, tijd of duur die bestaat'
    en = f'@"{node.text}" is no date, time or duration that exists'
    return lambda frame: frame.evaluation.null(nl, en)


def negation(compiler: Compiler, node: Negation, layer: Layer | None) -> Code:
    """Compile `-operand`."""
    operand = compiler.code(node.operand, layer)
    return lambda frame: negate(frame.evaluation, operand(frame))


def arithmetics(compiler: Compiler, node: Arithmetic, layer: Layer | None) -> Code:
    """Compile a chain of operators of one precedence, from left to right."""
    left = compiler.code(node.first, layer)
    (operator, right), *rest = node.rest
    first = _two(operator, left, compiler.code(right, layer))
    if not rest:
        return first
    others = [(operator, compiler.code(operand, layer)) for operator, operand in rest]

    def chain(frame: Frame) -> Any:  # noqa: ANN401 - any value
        run = frame.evaluation
        value = first(frame)
        for operator, operand in others:
            value = _kept(run, arithmetic(run, operator, value, operand(frame)))
        return value

    return chain


def _kept(run: Evaluation, value: Any) -> Any:  # noqa: ANN401 - any value
    return run.string(value) if value.__class__ is str else value


def _two(operator: str, left: Code, right: Code) -> Code:
    on_numbers = NUMERIC[operator]
    dear = operator == "**"

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - any value
        one = left(frame)
        other = right(frame)
        if one.__class__ is Decimal and other.__class__ is Decimal and not dear:
            try:
                return on_numbers(one, other)
            except ArithmeticError:
                pass  # said below, with a warning
        run = frame.evaluation
        return _kept(run, arithmetic(run, operator, one, other))

    return apply


def comparison(compiler: Compiler, node: Comparison, layer: Layer | None) -> Code:
    """Compile =, !=, <, <=, > and >=."""
    left = compiler.code(node.left, layer)
    right = compiler.code(node.right, layer)
    if isinstance(node.right, Literal) and node.right.value.__class__ in {Decimal, str}:
        if isinstance(node.right.value, str):
            compiler.charge(len(node.right.value) // limits.CHARACTERS_A_STEP)
        return _with_constant(node.operator, left, node.right.value)
    return compared(node.operator, left, right)


def _with_constant(operator: str, left: Code, constant: Any) -> Code:  # noqa: ANN401 - number or string
    """Compare with a constant, which is what most conditions do."""
    of = constant.__class__
    decide = _DECIDE[operator]

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        one = left(frame)
        if one.__class__ is of:
            return decide(one, constant)
        return compare(frame.evaluation, operator, one, constant)

    return apply


_DECIDE: dict[str, Callable[[Any, Any], bool]] = {**ORDER, "=": eq, "!=": ne}


def compared(operator: str, left: Code, right: Code) -> Code:
    """Make the code that compares what two pieces of code give."""
    decide = _DECIDE[operator]

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        one = left(frame)
        other = right(frame)
        if one.__class__ is Decimal and other.__class__ is Decimal:
            return decide(one, other)
        return compare(frame.evaluation, operator, one, other)

    return apply


def between(compiler: Compiler, node: Between, layer: Layer | None) -> Code:
    """Compile `value between low and high`, both ends included."""
    value = compiler.code(node.value, layer)
    low = compiler.code(node.low, layer)
    high = compiler.code(node.high, layer)

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        run = frame.evaluation
        middle = value(frame)
        above = order(run, ">=", middle, low(frame))
        below = order(run, "<=", middle, high(frame))
        if above is False or below is False:
            return False
        return None if above is None or below is None else True

    return apply


def logic(compiler: Compiler, node: Logic, layer: Layer | None) -> Code:
    """Compile `and` and `or`: the first part that decides ends it, what is not boolean is null."""
    parts = [compiler.code(part, layer) for part in node.parts]
    decisive = node.operator == "or"
    operator = node.operator

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        unsure = False
        for part in parts:
            value = part(frame)
            if value is decisive:
                return decisive
            if value is not True and value is not False:
                unsure = True
                if value is not None:
                    _not_boolean(frame, value, operator)
        return None if unsure else not decisive

    return apply


def _not_boolean(frame: Frame, value: object, where: str) -> None:
    of = kind(value)
    frame.evaluation.null(
        f"{dutch(of)} is niet waar of onwaar ({where})", f"{of} is no boolean ({where})"
    )


def conditional(compiler: Compiler, node: If, layer: Layer | None) -> Code:
    """Compile `if`; a condition that is null goes to `else`."""
    condition = compiler.code(node.condition, layer)
    then = compiler.code(node.then, layer)
    otherwise = compiler.code(node.otherwise, layer)

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - any value
        value = condition(frame)
        if value is True:
            return then(frame)
        if value is not False and value is not None:
            _not_boolean(frame, value, "if")
        return otherwise(frame)

    return apply


def instance_of(compiler: Compiler, node: InstanceOf, layer: Layer | None) -> Code:
    """Compile `value instance of type`."""
    value = compiler.code(node.value, layer)
    wanted = node.type
    if wanted in OPEN:
        nl = f"{wanted.name} zegt niet waarvan, zoals {wanted.name}<...>"
        en = f"{wanted.name} does not say of what, as {wanted.name}<...> does"
        return lambda frame: frame.evaluation.null(nl, en)
    return lambda frame: wanted.is_instance(judged(frame.evaluation, value(frame), wanted))


def ranges(compiler: Compiler, node: RangeLiteral, layer: Layer | None) -> Code:
    """Compile `[start..end]` with any brackets; null when the ends have no order."""
    start = compiler.code(node.start, layer)
    end = compiler.code(node.end, layer)
    start_included, end_included = node.start_included, node.end_included

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - a range or null
        first = start(frame)
        last = end(frame)
        if order(frame.evaluation, "<=", first, last) is not True:
            return frame.evaluation.null(*_NO_RANGE)
        return Range(first, last, start_included, end_included)

    return apply


_NO_RANGE = ("tussen deze grenzen ligt geen bereik", "there is no range between these ends")


def unary_comparison(compiler: Compiler, node: UnaryComparison, layer: Layer | None) -> Code:
    """Compile `< 10` standing alone: a range without a start."""
    operand = compiler.code(node.operand, layer)
    operator = node.operator
    starts, ends, included = _UNARY[operator]

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - a range or null
        value = operand(frame)
        if value is None:
            return frame.evaluation.null("null is geen grens", "null is no endpoint")
        start = value if starts else None
        end = value if ends else None
        return Range(start, end, starts and included, ends and included, operator)

    return apply


#: For each operator: is the operand the start, is it the end, and does it belong to the range?
_UNARY: dict[str, tuple[bool, bool, bool]] = {
    "<": (False, True, False),
    "<=": (False, True, True),
    ">": (True, False, False),
    ">=": (True, False, True),
    "=": (True, True, True),
    "!=": (True, True, False),
}
