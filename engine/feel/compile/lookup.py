"""Names and paths: where a name lives is settled before anything runs."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins import BUILTINS
from engine.feel.compile.compiler import Code, Compiler, GrowingLayer, Layer
from engine.feel.dutch import dutch
from engine.feel.frames import MISSING, Evaluation, Frame, ItemFrame
from engine.feel.kinds import kind
from engine.feel.ranges import Range
from engine.feel.temporal_math import PROPERTIES
from engine.feel.tree import Name, Node, Path


class Found:
    """Where a name may live: items of filters (by how many frames out), then one certain frame."""

    __slots__ = ("hops", "items", "layer")

    def __init__(self, items: tuple[int, ...], hops: int, layer: Layer | None) -> None:
        self.items = items
        self.hops = hops
        self.layer = layer


def find(name: str, layer: Layer | None) -> Found:
    """Find where a name lives, from the nearest layer outwards; the caller's scope is the last."""
    items = []
    hops = 0
    while layer is not None:
        if layer.names is None:
            items.append(hops)
        elif name in layer.names:
            break
        hops += 1
        layer = layer.outer
    return Found(tuple(items), hops, layer)


def name(compiler: Compiler, node: Name, layer: Layer | None) -> Code:
    """Compile the reading of a name."""
    found = find(node.name, layer)
    if node.name == "item" and found.items:
        return _item(found.items[0])
    if found.layer is not None:
        found.layer.read.add(node.name)
        outer = _from_layer(node.name, found.hops)
        if isinstance(found.layer, GrowingLayer):
            outer = _copied(outer)
    else:
        certain = not found.items and node.name not in BUILTINS
        (compiler.free if certain else compiler.possible).add(node.name)
        outer = _from_scope(node.name, found.hops)
    return _from_items(node.name, found.items, outer) if found.items else outer


def _copied(growing: Code) -> Code:
    return lambda frame: frame.evaluation.items(list(growing(frame)))


def borrowed(compiler: Compiler, node: Node, layer: Layer | None) -> Code:
    """Compile a node whose value is looked at and not kept, so that it need not be copied."""
    if isinstance(node, Name):
        found = find(node.name, layer)
        if isinstance(found.layer, GrowingLayer) and not found.items:
            return _from_layer(node.name, found.hops)
    return compiler.code(node, layer)


def out(frame: Frame, hops: int) -> Frame:
    """Go out some frames."""
    while hops:
        frame = frame.outer
        hops -= 1
    return frame


def _from_layer(name: str, hops: int) -> Code:
    if hops:
        return lambda frame: out(frame, hops).values[name]
    return lambda frame: frame.values[name]


def _from_scope(name: str, hops: int) -> Code:
    def here(frame: Frame) -> Any:  # noqa: ANN401 - any value
        value = frame.values.get(name, MISSING)
        return unknown(frame.evaluation, name) if value is MISSING else value

    def outside(frame: Frame) -> Any:  # noqa: ANN401 - any value
        value = out(frame, hops).values.get(name, MISSING)
        return unknown(frame.evaluation, name) if value is MISSING else value

    return outside if hops else here


def unknown(run: Evaluation, name: str) -> Any:  # noqa: ANN401 - a function, or null
    """Give the function with this name; null, with a warning, if there is none."""
    function = run.functions.get(name) or BUILTINS.get(name)
    if function is None:
        return run.null(f"er is geen waarde met de naam {name}", f"nothing is named {name}")
    return function


def _from_items(name: str, items: tuple[int, ...], outer: Code) -> Code:
    def read(frame: Frame) -> Any:  # noqa: ANN401 - any value
        for hops in items:
            value = out(frame, hops).values.get(name, MISSING)
            if value is not MISSING:
                return value
        return outer(frame)

    return read


def _item(hops: int) -> Code:
    def read(frame: Frame) -> Any:  # noqa: ANN401 - any value
        found = out(frame, hops)
        assert isinstance(found, ItemFrame)
        return found.values.get("item", found.item)

    return read


def path(compiler: Compiler, node: Path, layer: Layer | None) -> Code:
    """Compile `source.name`."""
    source = compiler.code(node.source, layer)
    name = node.name

    def read(frame: Frame) -> Any:  # noqa: ANN401 - any value
        value = source(frame)
        if value.__class__ is dict:
            inside = value.get(name, MISSING)
            if inside is not MISSING:
                return inside
        return member(frame.evaluation, value, name)

    return read


def member(run: Evaluation, value: Any, name: str) -> Any:  # noqa: ANN401 - any values
    """Read a member: an entry, a property, or of a list that of each of its items."""
    of = value.__class__
    if of is dict and name in value:
        return value[name]
    if of is list:
        run.spend(2 * len(value))
        return [member(run, item, name) for item in value]
    if of is Range:
        return _range_member(run, value, name)
    property_of = PROPERTIES.get(of, {}).get(name)
    if property_of is not None:
        return property_of(value)
    return no_member(run, value, name)


def no_member(run: Evaluation, value: object, name: str) -> Any:  # noqa: ANN401 - null
    """Give null: the value has no such member."""
    of = kind(value)
    return run.null(f"{dutch(of)} heeft geen {name}", f"{of} has no {name}")


def _range_member(run: Evaluation, value: Range, name: str) -> Any:  # noqa: ANN401 - any value
    attribute = _RANGE_MEMBERS.get(name)
    return no_member(run, value, name) if attribute is None else attribute(value)


_RANGE_MEMBERS = {
    "start": lambda value: value.start,
    "end": lambda value: value.end,
    "start included": lambda value: value.start_included,
    "end included": lambda value: value.end_included,
}
