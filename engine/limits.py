"""How much one case may take, so that it does not keep others waiting."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Limits:
    """`moves` of all tokens together for one cause, `items` of one activity, `calls` inside each
    other, `elements` with an id in a diagram that is offered, values `written` for one cause,
    `children` that begin in one transaction, `instances` of one case that its messages and signals
    start, `hops` of what is delivered from what a person, time, a service or somebody outside did.
    So many `incidents` are raised for one limit that one cause reaches, which nobody can set.
    """  # noqa: D205 - one sentence

    moves: int = 50_000
    items: int = 10_000
    calls: int = 50
    elements: int = 5_000
    written: int = 1_200_000
    children: int = 1_000
    instances: int = 5_000
    hops: int = 1_000
    incidents: int = 1


DEFAULT = Limits()
#: nobody may set more; never lowered, because what was done under it must be done again
LARGEST = Limits(
    moves=500_000,
    items=100_000,
    calls=500,
    elements=10_000,
    written=3_000_000,
    children=100_000,
    instances=100_000,
    hops=100_000,
)
#: nobody may set less: the processes that come with the product stay far below these
LEAST = Limits(
    moves=1_000,
    items=10,
    calls=1,
    elements=100,
    written=10_000,
    children=200,
    instances=100,
    hops=100,
)
#: what an incident was raised under that names no limit; the first versions knew only these
UNNAMED: Mapping[str, int] = MappingProxyType({"moves": 50_000, "items": 10_000})
#: more than any step writes; a step that was not stopped for it is taken again under this one,
#: because the first versions set no bound
UNBOUNDED = sys.maxsize
