"""Invoking a function value: the standard's, the product's, or one a text defines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.feel.dutch import dutch
from engine.feel.frames import Evaluation
from engine.feel.functions import Builtin, Function
from engine.feel.judging import judged
from engine.feel.kinds import kind
from engine.feel.types import conformed


def invoke(run: Evaluation, function: Any, arguments: Sequence[Any]) -> Any:  # noqa: ANN401 - any values
    """Invoke with arguments by position; null when they do not fit."""
    if function.__class__ is Builtin:
        return function.invoke(run, arguments)
    if function.__class__ is not Function:
        return _no_function(run, function)
    if len(arguments) != len(function.parameters):
        return misfit(run, function.name)
    fitted = _fitted(run, function, arguments) if function.types else arguments
    if fitted is None:
        return misfit(run, function.name)
    if function.price is not None:
        run.spend(function.price(*fitted))
    value = function.call(*fitted)
    kind(value)
    return conformed(judged(run, value, function.result), function.result)


def _fitted(run: Evaluation, function: Function, given: Sequence[Any]) -> Sequence[Any] | None:
    """Make the arguments fit the types of the parameters; None when one cannot be made to fit."""
    fitted = [
        conformed(judged(run, argument, wanted), wanted)
        for argument, wanted in zip(given, function.types, strict=True)
    ]
    lost = any(fit is None is not one for fit, one in zip(fitted, given, strict=True))
    return None if lost else fitted


def invoke_named(
    run: Evaluation,
    function: Any,  # noqa: ANN401 - any value
    names: tuple[str, ...],
    arguments: Sequence[Any],
) -> Any:  # noqa: ANN401 - any value
    """Invoke with arguments by parameter name; null when a name is unknown or stands twice."""
    given = dict(zip(names, arguments, strict=True))
    if function.__class__ is Builtin and len(given) == len(names):
        return function.invoke_named(run, given)
    if function.__class__ is not Function:
        return _no_function(run, function)
    if len(given) < len(names) or not given.keys() <= set(function.parameters):
        return misfit(run, function.name)
    return invoke(run, function, [given.get(name) for name in function.parameters])


def _no_function(run: Evaluation, value: object) -> Any:  # noqa: ANN401 - null
    of = kind(value)
    return run.null(f"{dutch(of)} is geen functie", f"{of} is no function")


def misfit(run: Evaluation, name: str) -> Any:  # noqa: ANN401 - null
    """Give null: these arguments are not what the function takes."""
    return run.null(f"{name} kan deze gegevens niet aan", f"{name} does not take these arguments")
