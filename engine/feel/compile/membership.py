"""`in`, and the tests of the cells of a decision table: whether a value passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel import limits
from engine.feel.compile.compiler import Code, Compiler, Layer
from engine.feel.compile.operations import compared
from engine.feel.frames import Evaluation, Frame
from engine.feel.operators import equal, order, same
from engine.feel.ranges import Range
from engine.feel.tree import (
    Between,
    Call,
    Comparison,
    In,
    InstanceOf,
    Logic,
    Name,
    Node,
    Quantified,
    UnaryComparison,
    UnaryTests,
)

#: Decides about a value, in the frame that holds it under the name `?`.
Test = Callable[[Frame, Any], Any]
_BOOLEAN = (Comparison, Logic, Between, In, InstanceOf, Quantified)


def membership(compiler: Compiler, node: In, layer: Layer | None) -> Code:
    """Compile `value in tests`: true if it passes one of them."""
    compiler.charge(limits.MEMBERSHIP)
    value = compiler.code(node.value, layer)
    inside = Layer(["?"], layer)
    tests = [_test(compiler, test, inside) for test in node.tests]

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        asked = value(frame)
        return _any(tests, Frame({"?": asked}, frame, frame.evaluation), asked)

    return apply


def unary_tests(compiler: Compiler, node: UnaryTests, layer: Layer | None) -> Code:
    """Compile the tests of a cell; the value `?` comes from the caller's scope."""
    assert layer is None
    tests = [_test(compiler, test, layer) for test in node.tests]
    compiler.free.discard("?")
    negated = node.negated

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        if not tests:
            return True
        passed = _any(tests, frame, frame.values.get("?"))
        if not negated or passed is None:
            return passed
        return not passed

    return apply


def _any(tests: list[Test], frame: Frame, asked: Any) -> bool | None:  # noqa: ANN401 - any value
    unsure = False
    for test in tests:
        passed = test(frame, asked)
        if passed is True:
            return True
        unsure = unsure or passed is None
    return None if unsure else False


def _test(compiler: Compiler, node: Node, layer: Layer | None) -> Test:
    if isinstance(node, UnaryComparison):
        asked = _asked if layer is not None else _asked_outside
        decide = compared(node.operator, asked, compiler.code(node.operand, layer))
        return lambda frame, _asked: decide(frame)
    code, asks = _reads_question(compiler, node, layer)
    if asks:
        return lambda frame, _asked: _boolean(code(frame))
    if isinstance(node, _BOOLEAN) or _negates(node):
        return lambda frame, asked: _stands_alone(frame, asked, code(frame))
    return lambda frame, asked: passes(frame.evaluation, asked, code(frame))


def _asked(frame: Frame) -> Any:  # noqa: ANN401 - any value
    return frame.values["?"]


def _asked_outside(frame: Frame) -> Any:  # noqa: ANN401 - any value
    return frame.values.get("?")


def _reads_question(compiler: Compiler, node: Node, layer: Layer | None) -> tuple[Code, bool]:
    if layer is not None:
        code = compiler.code(node, layer)
        asks = "?" in layer.read
        layer.read.discard("?")
        return code, asks
    compiler.free.discard("?")
    code = compiler.code(node, None)
    return code, "?" in compiler.free


def _negates(node: Node) -> bool:
    return (
        isinstance(node, Call) and isinstance(node.function, Name) and node.function.name == "not"
    )


def _boolean(answer: Any) -> Any:  # noqa: ANN401 - any value
    return answer if answer is True or answer is False else None


def _stands_alone(frame: Frame, asked: Any, answer: Any) -> Any:  # noqa: ANN401 - any values
    """Judge a condition that does not read `?`: it decides itself, unless a boolean is asked."""
    if asked is True or asked is False:
        return equal(frame.evaluation, asked, answer)
    return _boolean(answer)


def passes(run: Evaluation, asked: Any, test: Any) -> Any:  # noqa: ANN401 - any values
    """Tell whether a value is in a range, among the items of a list, or equal to a value."""
    if test.__class__ is Range:
        return contains(run, test, asked)
    if test.__class__ is not list:
        return equal(run, asked, test)
    run.spend(len(test))
    return any(_is_or_holds(run, item, asked) for item in test) or same(run, asked, test)


def _is_or_holds(run: Evaluation, item: Any, asked: Any) -> bool:  # noqa: ANN401 - any values
    """Tell whether an item of a list equals a value, or is a range that it lies in."""
    if item.__class__ is Range and asked.__class__ is not Range:
        return contains(run, item, asked) is True
    return same(run, asked, item)


def contains(run: Evaluation, where: Range, value: Any) -> bool | None:  # noqa: ANN401 - any value
    """Tell whether a value lies in a range."""
    if where.outside:
        answer = equal(run, where.start, value)
        return None if answer is None else not answer
    above: bool | None = True
    below: bool | None = True
    if where.start is not None:
        above = order(run, ">=" if where.start_included else ">", value, where.start)
    if where.end is not None:
        below = order(run, "<=" if where.end_included else "<", value, where.end)
    if above is None or below is None:
        return None
    return above and below
