"""Reading the name of a type: `number`, `list<string>`, `context<a: number>` (rules 53 to 55)."""

from __future__ import annotations

from engine.feel import limits
from engine.feel.kinds import SIMPLE, context_type, function_type, list_type, range_type
from engine.feel.syntax.names import cached_index, index, joined, longest
from engine.feel.syntax.reader import Reader
from engine.feel.syntax.tokens import WORD
from engine.feel.types import ANY, Type
from engine.model import Words

_TYPE = Words("de naam van een soort (number, string, …)", "the name of a type (number, string, …)")
_NAMES = index(SIMPLE)


def read_type(reader: Reader, depth: int = 0) -> Type:
    """Read a type inside so many others; a name FEEL does not know is refused."""
    if depth > limits.NESTING:
        raise reader.too_deep()
    if reader.token.kind != WORD:
        raise reader.refusal(_TYPE)
    many = longest(reader.tokens, reader.place, [_NAMES, cached_index(frozenset(reader.types))])
    name = joined(reader.tokens[reader.place : reader.place + many])
    found = reader.types.get(name) or SIMPLE.get(name)
    if found is None:
        raise reader.refusal(_TYPE)
    reader.take_name(many)
    read_inside = _WITH_ARGUMENTS.get(name)
    if read_inside is None or not reader.take("<"):
        return found
    return read_inside(reader, depth + 1)


def _list(reader: Reader, depth: int) -> Type:
    item = read_type(reader, depth)
    reader.expect(">")
    return list_type(item)


def _range(reader: Reader, depth: int) -> Type:
    endpoint = read_type(reader, depth)
    reader.expect(">")
    return range_type(endpoint)


def _context(reader: Reader, depth: int) -> Type:
    entries = {}
    while True:
        key = reader.declared(":")
        reader.advance()
        entries[key] = read_type(reader, depth)
        if not reader.take(","):
            break
    reader.expect(">")
    return context_type(entries)


def _function(reader: Reader, depth: int) -> Type:
    parameters: list[Type] = []
    if reader.token.text != ">":
        parameters.append(read_type(reader, depth))
        while reader.take(","):
            parameters.append(read_type(reader, depth))
    reader.expect(">")
    reader.expect("->")
    return function_type(parameters, read_type(reader, depth))


_WITH_ARGUMENTS = {"list": _list, "range": _range, "context": _context, "function": _function}


def optional_type(reader: Reader) -> Type:
    """Read `: type` if it stands here; otherwise any value will do."""
    return read_type(reader) if reader.take(":") else ANY
