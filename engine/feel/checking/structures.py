"""The types of lists, contexts and functions, and of what goes into them."""

from __future__ import annotations

from engine.feel.checking.scopes import Scope
from engine.feel.checking.walking import Walking, joined, told
from engine.feel.dutch import dutch_type
from engine.feel.kinds import SIMPLE, classes, context_type, function_type, list_type
from engine.feel.temporal_math import PROPERTIES
from engine.feel.tree import (
    ContextLiteral,
    Filter,
    For,
    FunctionLiteral,
    Iterator,
    ListLiteral,
    Path,
    Quantified,
)
from engine.feel.types import ANY, Type
from engine.model import Words

_RANGE = frozenset(["start", "end", "start included", "end included"])


def _item(source: Type) -> Type:
    """Give the type of what a list, a range or a single value is gone over for."""
    if source.family in {"list", "range"}:
        return dict(source.inside).get("item", ANY)
    return source


def _inside(walk: Walking, iterators: tuple[Iterator, ...], scope: Scope) -> Scope:
    for iterator in iterators:
        domain = walk.type_of(iterator.domain, scope)
        if iterator.end is not None:
            domain = joined([domain, walk.type_of(iterator.end, scope)])
        scope = Scope({iterator.name: _item(domain)}, scope)
    return scope


def loop(walk: Walking, node: For, scope: Scope) -> Type:
    """Make a list of what the body gives."""
    partial = Scope({"partial": SIMPLE["list"]}, scope)
    return list_type(walk.type_of(node.body, _inside(walk, node.iterators, partial)))


def quantified(walk: Walking, node: Quantified, scope: Scope) -> Type:
    """Make a boolean of what the body gives."""
    walk.type_of(node.body, _inside(walk, node.iterators, scope))
    return SIMPLE["boolean"]


def path(walk: Walking, node: Path, scope: Scope) -> Type:
    """Find an entry of a context, of each item of a list, or a property of another value."""
    source = walk.type_of(node.source, scope)
    if source.family == "list":
        return list_type(_member(walk, node, _item(source)))
    return _member(walk, node, source)


def _member(walk: Walking, node: Path, source: Type) -> Type:
    if source.family == "context":
        return _entry(walk, node, source)
    names = set(_RANGE) if source.family == "range" else set()
    for of in classes(source.family):
        names |= PROPERTIES.get(of, {}).keys()
    if told(source) and source.family != "list" and node.name not in names:
        walk.findings.wrong(
            node,
            f"{dutch_type(source)} heeft geen {node.name}.",
            f"{source.name} has no {node.name}.",
        )
    return ANY


def _entry(walk: Walking, node: Path, source: Type) -> Type:
    entries = dict(source.inside)
    if not entries or node.name in entries:
        return entries.get(node.name, ANY)
    said = Words(f"Hier is geen {node.name}.", f"There is no {node.name} here.")
    walk.findings.unknown(node, said, node.name, entries)
    return ANY


def filtered(walk: Walking, node: Filter, scope: Scope) -> Type:
    """Pick an item by a number, some by a condition; the entries of items are names in it."""
    source = walk.type_of(node.source, scope)
    item = _item(source) if source.family == "list" else source
    entries = dict(item.inside) if item.family == "context" else {}
    is_open = not told(item) or (item.family == "context" and not entries)
    test = walk.type_of(node.test, Scope({**entries, "item": item}, scope, is_open=is_open))
    if test.family == "number":
        return item
    if told(test) and test.family not in {"boolean", "Null"}:
        walk.findings.wrong(
            node.test,
            f"{dutch_type(test)} kan geen filter zijn.",
            f"{test.name} cannot be a filter.",
        )
    return list_type(item) if told(test) else ANY


def function(walk: Walking, node: FunctionLiteral, scope: Scope) -> Type:
    """Let the body see the parameters."""
    result = walk.type_of(node.body, Scope(dict(node.parameters), scope))
    names = [name for name, _ in node.parameters]
    return function_type([wanted for _, wanted in node.parameters], result, names)


def listed(walk: Walking, node: ListLiteral, scope: Scope) -> Type:
    """Make a list of one type if all its items are."""
    return list_type(joined([walk.type_of(item, scope) for item in node.items]))


def context(walk: Walking, node: ContextLiteral, scope: Scope) -> Type:
    """Let each entry see those before it, a function also itself."""
    entries: dict[str, Type] = {}
    for key, entry in node.entries:
        own = {key: SIMPLE["function"]} if isinstance(entry, FunctionLiteral) else {}
        entries[key] = walk.type_of(entry, Scope({**entries, **own}, scope))
    return context_type(entries)
