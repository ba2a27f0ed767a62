"""Function values: what the product adds, what a FEEL text defines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Function:
    """A function under a FEEL name (spaces allowed); `call` gets plain values in parameter order.

    What `call` gives must be a value. An EngineError it raises stops the evaluation and is passed
    on; any other exception is a mistake in the product.
    """

    name: str
    parameters: tuple[str, ...]
    call: Callable[..., Any]


class Builtin(NamedTuple):
    """A function of the standard; `invoke` gets the evaluation and the arguments by position.

    `invoke_named` gets a context of them instead. `forms` are its parameter lists.
    """

    name: str
    forms: tuple[tuple[str, ...], ...]
    invoke: Callable[..., Any]
    invoke_named: Callable[..., Any]
