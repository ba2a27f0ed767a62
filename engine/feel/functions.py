"""Function values: what the product adds, what a FEEL text or a decision defines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.feel.types import ANY, Type


@dataclass(frozen=True, slots=True)
class Function:
    """A function under a FEEL name (spaces allowed); `call` gets plain values in parameter order.

    What `call` gives must be a value. An EngineError it raises stops the evaluation and is passed
    on; any other exception is a mistake in the product.

    `types` are those of the parameters, if there are any: an argument is made to fit, and one that
    cannot be made to fit makes the invocation null. So is what `call` gives and its `result`.

    `price` tells how many steps an invocation with these arguments costs besides: what takes longer
    than a piece of syntax must cost more.
    """

    name: str
    parameters: tuple[str, ...]
    call: Callable[..., Any]
    types: tuple[Type, ...] = ()
    result: Type = ANY
    price: Callable[..., int] | None = None


class Builtin(NamedTuple):
    """A function of the standard; `invoke` gets the evaluation and the arguments by position.

    `invoke_named` gets a context of them instead. `forms` are its parameter lists.
    """

    name: str
    forms: tuple[tuple[str, ...], ...]
    invoke: Callable[..., Any]
    invoke_named: Callable[..., Any]
