"""One process of a diagram, read once and never changed: what runs, and what people see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import feel
from engine.interpreter.deciding import Decision
from engine.interpreter.process import ProcessSpec
from engine.model import Element, Start


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """`elements` are all flow nodes, nested ones too, in file order; `bodies` the names of lanes.

    `workers` are the bodies that have tasks in it. `title` is FEEL; `called` are the ids of
    processes that call activities start; `signals` are the names somebody may wait for. `spec`,
    `behaviours` and `order` belong to the interpreter.
    """

    process_id: str
    name: str
    documentation: str | None
    series: str
    title: str | None
    elements: Mapping[str, Element]
    bodies: tuple[str, ...]
    workers: tuple[str, ...]
    starts: tuple[Start, ...]
    called: frozenset[str]
    form_ids: frozenset[str]
    decision_ids: frozenset[str]
    signals: frozenset[str]
    functions: Mapping[str, feel.Function] = field(repr=False)
    decisions: Mapping[str, Decision] = field(repr=False)
    spec: ProcessSpec = field(repr=False)
    behaviours: Mapping[str, Any] = field(repr=False)
    order: Mapping[str, int] = field(repr=False)
