"""How an entry of history is written: one cause with its effects, or one record.

Facts are canonical JSON: `{"c": [fields], "e": [[kind, fields…], …]}`, fields in the order of
their class, trailing defaults left out. The kind of an effect is the name of its class, or a word
where there are many of it; older versions wrote every name in full. Sealed fields stand as null
among the facts; what they hold is written apart, `{"c": {field: value}, "e": {"3": {field:
value}}}`, to be encrypted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast, get_args

from engine.events import (
    Cause,
    Effect,
    ElementEntered,
    ElementLeft,
    FlowChosen,
    InstanceEnded,
    ItemStarted,
    Record,
    TaskOffered,
    TokensJoined,
    Unreadable,
    VariableSet,
)
from engine.model import Place, Sending
from engine.values import canonical, dump, load, plain, restore


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it is stored: `sealed` is not encrypted yet; empty when there is nothing."""

    kind: str
    facts: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry read back: what happened and what followed."""

    event: Cause | Record | Unreadable
    effects: tuple[Effect, ...]


def settled(cause: Cause) -> Cause:
    """Give the cause just as history will tell it: contexts in canonical order, numbers exact.

    What is executed is then letter for letter what will be executed again. Raises TypeError for
    what is not a value.
    """
    secret = {name: load(dump(getattr(cause, name))) for name, _ in _SEALED[type(cause)]}
    return replace(cause, **secret) if secret else cause


def write(event: Cause | Record, effects: Sequence[Effect] = ()) -> Entry:
    """Write a cause with its effects, or a record."""
    return _written(event, effects, _WORDS)


def write_in_full(event: Cause | Record, effects: Sequence[Effect] = ()) -> Entry:
    """Write the same as older versions did."""
    return _written(event, effects, {})


def _written(event: Cause | Record, effects: Sequence[Effect], words: Mapping[type, str]) -> Entry:
    facts: dict[str, Any] = {"c": _open_fields(event)}
    sealed: dict[str, Any] = {}
    if secret := _sealed_fields(event):
        sealed["c"] = secret
    if effects:
        facts["e"] = [
            [words.get(type(effect)) or type(effect).__name__, *_open_fields(effect)]
            for effect in effects
        ]
        secrets = {str(at): found for at, e in enumerate(effects) if (found := _sealed_fields(e))}
        if secrets:
            sealed["e"] = secrets
    return Entry(type(event).__name__, canonical(facts), canonical(sealed) if sealed else "")


def read(kind: str, facts: str, sealed: str = "") -> Told:
    """Read an entry back. Without `sealed` (erased, or not for this reader) those fields are empty.

    Raises ValueError for what `write` cannot have written.
    """
    try:
        open_part = json.loads(facts)
        secret = json.loads(sealed) if sealed else {}
        event = _made(kind, open_part["c"], secret.get("c", {}))
        hidden = secret.get("e", {})
        effects = tuple(
            _made(_IN_FULL.get(written[0], written[0]), written[1:], hidden.get(str(at), {}))
            for at, written in enumerate(open_part.get("e", ()))
        )
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as problem:
        raise ValueError(f"not an entry of history: {problem!r}") from problem
    return Told(cast(Any, event), cast(Any, effects))


def legible(kind: str, facts: str, sealed: str = "") -> Told:
    """Read an entry as `read` does; one that somebody damaged tells just that."""
    try:
        return read(kind, facts, sealed)
    except ValueError:
        return Told(Unreadable(), ())


def legible_event(kind: str, facts: str) -> Cause | Record | Unreadable:
    """Read as `legible` does what happened, and leave aside what followed and what is sealed."""
    try:
        made: Any = _made(kind, json.loads(facts)["c"], {})
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return Unreadable()
    return cast(Cause | Record, made)


_CLASSES: dict[str, type] = {
    kind.__name__: kind for kind in (*get_args(Cause), *get_args(Effect), *get_args(Record))
}


#: the effects that there are most of, in words that stand in history for ever
_WORDS: dict[type, str] = {
    ElementEntered: "in",
    ElementLeft: "out",
    FlowChosen: "flow",
    InstanceEnded: "end",
    ItemStarted: "item",
    TaskOffered: "task",
    TokensJoined: "join",
    VariableSet: "set",
}


_IN_FULL = {word: kind.__name__ for kind, word in _WORDS.items()}


_FIELDS: dict[type, tuple[Field[Any], ...]] = {kind: fields(kind) for kind in _CLASSES.values()}
#: of each class the name and default of its fields, in order; no name for one that is sealed
_OPEN = {
    kind: [("" if one.metadata else one.name, one.default) for one in found]
    for kind, found in _FIELDS.items()
}
#: of each class the name of its sealed fields, and whether one must be given
_SEALED = {
    kind: [(one.name, one.default is MISSING) for one in found if one.metadata]
    for kind, found in _FIELDS.items()
}


def _open_fields(event: object) -> list[Any]:
    named = _OPEN[type(event)]
    values = [getattr(event, name) if name else None for name, _ in named]
    for name, default in reversed(named):
        if name and (default is MISSING or values[-1] != default):
            break
        values.pop()
    return [_plain(value) for value in values]


def _sealed_fields(event: object) -> dict[str, Any]:
    found = {}
    for name, is_given in _SEALED[type(event)]:
        value = getattr(event, name)
        if value is not None and not (is_given and value == {}):
            found[name] = plain(value)
    return found


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    write = _WRITERS.get(type(value))
    return value if write is None else write(value)


#: how a field is written, by what it holds; what is not named here is JSON itself
_WRITERS: dict[type, Callable[[Any], object]] = {
    Place: str,
    Sending: str,
    datetime: lambda moment: moment.astimezone(UTC).isoformat(),
    tuple: lambda many: [_plain(one) for one in many],
}


def _made(kind: str, written: list[Any], secret: dict[str, Any]) -> object:
    known = _CLASSES[kind]
    given: dict[str, Any] = {}
    for at, field in enumerate(_FIELDS[known]):
        if field.metadata:
            if field.name in secret:
                given[field.name] = restore(secret[field.name])
            elif field.default is MISSING and field.default_factory is MISSING:
                given[field.name] = ""
        elif at < len(written):
            given[field.name] = _restored(str(field.type), written[at])
    return known(**given)


def _restored(type_name: str, written: Any) -> Any:  # noqa: ANN401 - JSON in, a field out
    return None if written is None else _reader(type_name)(written)


@cache
def _reader(type_name: str) -> Callable[[Any], object]:
    """Give what reads a field that is annotated so; JSON itself is what most of them hold."""
    found = (read for start, read in _READERS.items() if type_name.startswith(start))
    return next(found, lambda written: written)


#: by how the annotation of a field begins, the longer beginnings first
_READERS: dict[str, Callable[[Any], object]] = {
    "Place": Place.parse,
    "Sending": Sending.parse,
    "datetime": datetime.fromisoformat,
    "tuple[Place": lambda written: tuple(map(Place.parse, written)),
    "tuple[Sending": lambda written: tuple(map(Sending.parse, written)),
    "tuple": tuple,
}
