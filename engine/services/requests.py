"""What a service is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.settings import Settings
from engine.values import Value, Variables


@dataclass(frozen=True, slots=True)
class Request:
    """`key` is the same however often it is asked; `called_at` the moment of the step.

    An answer is wanted within `timeout_seconds`.
    """

    key: str
    payload: Variables
    called_at: datetime
    timeout_seconds: int


#: What a service takes: the name of each input, and the kinds of FEEL it may have; with `Null`
#: among them it may be left out.
Taken = Mapping[str, frozenset[str]]
#: A reviewed function of the product. It gives the answer, or raises one of `services.errors`. It
#: may be asked again with the same key, also after it answered: then nothing may happen twice.
Service = Callable[[Request, Settings], Value]
