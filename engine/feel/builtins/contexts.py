"""Functions on contexts (DMN 1.5, table 84)."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.frames import Evaluation

_KEY_TWICE = ("een naam staat twee keer in de context", "a name stands twice in the context")
_ENTRY = ("een onderdeel heeft geen key en value", "an entry has no key and value")


@builtin("get value(m: context, key: string)")
def get_value(_run: Evaluation, context: dict[str, Any], key: str) -> Any:  # noqa: ANN401 - any value
    """Give the value of an entry."""
    return context.get(key)


@builtin("get value(context: context, keys: list)")
def get_value_inside(run: Evaluation, context: dict[str, Any], keys: list[Any]) -> Any:  # noqa: ANN401 - any value
    """Follow keys into contexts within contexts."""
    if not keys:
        return run.null("get value heeft geen sleutels", "get value has no keys")
    found: Any = context
    for key in keys:
        if found.__class__ is not dict or key.__class__ is not str:
            return run.null("get value vindt hier geen context", "get value finds no context here")
        found = found.get(key)
    return found


@builtin("get entries(m: context)")
def get_entries(run: Evaluation, context: dict[str, Any]) -> list[Any]:
    """Give the entries as contexts with a key and a value."""
    run.spend(len(context))
    return run.items([{"key": key, "value": value} for key, value in context.items()])


@builtin("context(entries: list)")
def context_of(run: Evaluation, entries: list[Any]) -> dict[str, Any] | None:
    """Make a context of contexts with a key and a value."""
    made: dict[str, Any] = {}
    run.spend(len(entries))
    for entry in entries:
        if entry.__class__ is not dict or entry.get("key").__class__ is not str:
            return run.null(*_ENTRY)
        if "value" not in entry:
            return run.null(*_ENTRY)
        if entry["key"] in made:
            return run.null(*_KEY_TWICE)
        made[entry["key"]] = entry["value"]
    return made


@builtin("context put(context: context, key: string, value: any)")
def context_put(run: Evaluation, context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value
    """Give a copy with one entry more, or another value in it."""
    run.spend(len(context))
    return {**context, key: value}


@builtin("context put(context: context, keys: list, value: any)")
def context_put_inside(
    run: Evaluation,
    context: dict[str, Any],
    keys: list[Any],
    value: Any,  # noqa: ANN401 - any value
) -> dict[str, Any] | None:
    """Put a value at the end of a path of keys, in copies of the contexts along it."""
    if not keys or any(key.__class__ is not str for key in keys):
        return run.null("context put heeft geen goede sleutels", "context put has no usable keys")
    run.spend(len(context) + len(keys))
    made = inside = {**context}
    for key in keys[:-1]:
        deeper = inside.get(key, {})
        if deeper.__class__ is not dict:
            return run.null("context put vindt geen context", "context put finds no context")
        run.spend(len(deeper) + 1)
        copied = {**deeper}
        inside[key] = copied
        inside = copied
    inside[keys[-1]] = value
    return made


@builtin("context merge(contexts: list)")
def context_merge(run: Evaluation, contexts: list[Any]) -> dict[str, Any] | None:
    """Put contexts together; the last one with a name decides."""
    made: dict[str, Any] = {}
    for context in contexts:
        if context.__class__ is not dict:
            return run.null("context merge kreeg geen context", "context merge got no context")
        run.spend(len(context) + 1)
        made.update(context)
    return made
