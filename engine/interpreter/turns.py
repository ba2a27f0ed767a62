"""What the conditions of loops and of many can see, each time an item is done."""

from __future__ import annotations

from typing import Any

from engine import feel
from engine.interpreter.tokens import Token
from engine.interpreter.variables import Names

#: how often and how many (BPMN 2.0.2, table 10.31)
COUNTERS = (
    "loopCounter",
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
)
#: those that only the activity as a whole has; an item reads nothing there
NUMBERS = frozenset(COUNTERS) - {"loopCounter"}


def evaluate(outer: Token, expression: feel.Expression, progress: dict[str, Any]) -> object:
    """Evaluate a condition: it sees the counts, the item that was just done, and all around it.

    What that item has besides, as its properties, is seen where nothing around it has that name.
    """
    many, own = outer.task_spec.many, progress.get("seen", {})
    count = own.get("loopCounter", progress["started"])
    figures = (count, progress["total"], progress["live"], progress["done"], 0)
    counts = dict(zip(COUNTERS, figures, strict=True))
    item = {name: own[name] for name in (many.item, many.output_item) if name in own}
    view = outer.view(Names({**item, **counts}, outer.id))
    view.chain.append(Names(own, outer.id))
    environment = outer.top.script_engine.environment
    value: object = environment.evaluate(expression, view)
    return value
