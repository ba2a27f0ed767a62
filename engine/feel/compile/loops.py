"""What runs once per item: for, some, every, and filters."""

from __future__ import annotations

from collections.abc import Iterator as Items
from decimal import Decimal
from typing import Any, NamedTuple

from engine.feel import limits
from engine.feel.compile.compiler import Body, Code, Compiler, GrowingLayer, Layer
from engine.feel.compile.lookup import borrowed
from engine.feel.dutch import dutch
from engine.feel.frames import Evaluation, Frame, ItemFrame
from engine.feel.kinds import kind
from engine.feel.spans import NoSpan, between, over
from engine.feel.tree import (
    Between,
    Comparison,
    Filter,
    For,
    In,
    InstanceOf,
    Iterator,
    Literal,
    Logic,
    Quantified,
)
from engine.feel.writing import in_short


class _Source(NamedTuple):
    """Where the values of one iterator come from; `end` if it is written `start..end`."""

    name: str
    start: Code
    end: Code | None


def _sources(
    compiler: Compiler, iterators: tuple[Iterator, ...], layer: Layer | None
) -> tuple[list[_Source], Layer]:
    sources = []
    for iterator in iterators:
        start = compiler.code(iterator.domain, layer)
        end = None if iterator.end is None else compiler.code(iterator.end, layer)
        sources.append(_Source(iterator.name, start, end))
        layer = Layer([iterator.name], layer)
    assert layer is not None
    return sources, layer


def _values(source: _Source, frame: Frame) -> Items[Any]:
    start = source.start(frame)
    if source.end is None:
        return over(start)
    return between(start, source.end(frame))


#: What one time round costs, and one that begins a loop inside it.
_ROUND = 2
_LOOP = 3


def _frames(sources: list[_Source], frame: Frame) -> Items[Frame]:
    """Give a frame for every combination, the last iterator moving fastest."""
    run = frame.evaluation
    source, rest = sources[0], sources[1:]
    for value in _values(source, frame):
        run.spend(_LOOP if rest else _ROUND)
        inner = Frame({source.name: value}, frame, run)
        if rest:
            yield from _frames(rest, inner)
        else:
            yield inner


def _no_span(run: Evaluation, problem: NoSpan) -> Any:  # noqa: ANN401 - null
    run.spend(limits.NULL)
    return run.null(
        f"over {problem.dutch} valt niet te lopen", f"there is no going over {problem.what}"
    )


def loop(compiler: Compiler, node: For, layer: Layer | None) -> Code:
    """Compile `for`; `partial` is the list of the results so far."""
    partial = GrowingLayer(["partial"], layer)
    sources, inside = _sources(compiler, node.iterators, partial)
    body = compiler.body(node.body, inside)

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - a list or null
        run = frame.evaluation
        results: list[Any] = []
        outer = Frame({"partial": results}, frame, run)
        try:
            for inner in _frames(sources, outer):
                run.spend(body.cost)
                results.append(body.code(inner))
                if len(results) > limits.LIST:
                    run.too_many()
        except NoSpan as problem:
            return _no_span(run, problem)
        return results

    return apply


def quantified(compiler: Compiler, node: Quantified, layer: Layer | None) -> Code:
    """Compile `some` and `every`: `or` and `and` over all combinations."""
    sources, inside = _sources(compiler, node.iterators, layer)
    body = compiler.body(node.body, inside)
    decisive = node.quantifier == "some"

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - true, false or null
        run = frame.evaluation
        unsure = False
        try:
            for inner in _frames(sources, frame):
                run.spend(body.cost)
                value = body.code(inner)
                if value is decisive:
                    return decisive
                unsure = unsure or value is not (not decisive)
        except NoSpan as problem:
            return _no_span(run, problem)
        return None if unsure else not decisive

    return apply


_BOOLEAN = (Comparison, Logic, Between, In, InstanceOf, Quantified)


def filtered(compiler: Compiler, node: Filter, layer: Layer | None) -> Code:
    """Compile `list[...]`: the items a condition holds for, or the item at a position."""
    source = borrowed(compiler, node.source, layer)
    test = compiler.body(node.test, Layer(None, layer))
    if isinstance(node.test, Literal) and node.test.value.__class__ is Decimal:
        position = node.test.value
        return lambda frame: _at(frame.evaluation, source(frame), position)
    positional = not isinstance(node.test, _BOOLEAN)

    def apply(frame: Frame) -> Any:  # noqa: ANN401 - a list, an item or null
        run = frame.evaluation
        items = _listed(source(frame))
        if items is None:
            return run.null(*_NOTHING)
        if positional:
            run.spend(test.cost)
            found = test.code(ItemFrame(items[0] if items else None, frame, run))
            if found.__class__ is Decimal:
                return at_position(run, items, found)
        return _chosen(items, test, frame)

    return apply


_NOTHING = ("in null valt niets te kiezen", "there is nothing to choose from in null")


def _at(run: Evaluation, value: Any, position: Decimal) -> Any:  # noqa: ANN401 - any values
    items = _listed(value)
    return run.null(*_NOTHING) if items is None else at_position(run, items, position)


def _listed(value: Any) -> list[Any] | None:  # noqa: ANN401 - any value
    """Take a value for a list of one; None for null, which is no list at all."""
    if value is None or value.__class__ is list:
        return value
    return [value]


def _chosen(items: list[Any], test: Body, frame: Frame) -> list[Any] | None:
    run = frame.evaluation
    code = test.code
    chosen = []
    for item in items:
        run.spend(test.cost + 1)
        answer = code(ItemFrame(item, frame, run))
        if answer is True:
            chosen.append(item)
        elif answer is not False and answer is not None:
            of = kind(answer)
            return run.null(f"{dutch(of)} kan geen filter zijn", f"{of} cannot be a filter")
    return chosen


def at_position(run: Evaluation, items: list[Any], position: Decimal) -> Any:  # noqa: ANN401 - any value
    """Give the item at a position from 1, or from -1 backwards; null outside the list."""
    if position == position.to_integral_value() and 1 <= abs(position) <= len(items):
        place = int(position)
        return items[place - 1 if place > 0 else place]
    said = in_short(position)
    return run.null(f"de lijst heeft geen plaats {said}", f"the list has no position {said}")
