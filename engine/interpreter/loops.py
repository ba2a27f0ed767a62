"""Activities that happen more than once: loops, and many items one by one or all at the same time.

The token of the activity as a whole stays where it is; every item is a token at the same element
with a scope of its own, in which `loopCounter` counts from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.errors import EngineError
from engine.events import ElementLeft, ItemStarted, VariableSet
from engine.interpreter import throwing, turns
from engine.interpreter.errors import (
    ItemsTooHeavy,
    NotACount,
    NotAList,
    ResultsTooHeavy,
    TooMuchWritten,
)
from engine.interpreter.tokens import STUCK, WORKING, Token
from engine.interpreter.weighing import must_be_light
from engine.model import Place
from engine.values import restore

if TYPE_CHECKING:
    from engine.interpreter.happenings import Happening

_WRITTEN = feel.parse("string([value])")  #: in a list, because a string alone loses its quotes


@dataclass(frozen=True, slots=True)
class Many:
    """How often an activity happens. `kind` is loop, parallel or sequential.

    `enough` ends a multi-instance; `again` keeps a loop going. `throws` are events that one item
    (`behavior` One), every item (None) or a condition (Complex) throws when it is done.
    """

    kind: str
    count: feel.Expression | None = None
    collection: str | None = None
    item: str | None = None
    output: str | None = None
    output_item: str | None = None
    enough: feel.Expression | None = None
    again: feel.Expression | None = None
    asks_first: bool = False
    most: int | None = None
    behavior: str = "All"
    throws: tuple[tuple[feel.Expression | None, Happening], ...] = ()


def start(token: Token, many: Many) -> None:
    """Begin: work out how many items there are and start the first, or all."""
    total = many.most if many.kind == "loop" else None
    items: list[Any] | None = None
    if many.kind != "loop":
        total, items = _size(token, many)
    progress: dict[str, Any] = {"started": 0, "live": 0, "done": 0, "total": total}
    if many.output:
        progress["out"] = [None] * (total or 0)
    if items is not None and many.kind == "sequential":
        progress["items"] = items
    nothing = total == 0 or (many.asks_first and not _holds(token, many, progress))
    token._set_state(WORKING)
    token.internal_data["many"] = progress
    if nothing:
        _conclude(token, many)
        return
    for n in range(total if many.kind == "parallel" and total else 1):
        _next(token, many, items[n] if items else None)


def item_done(item: Token, own: dict[str, Any]) -> None:
    """Count an item that is done; the activity as a whole may be done, or the next one starts.

    `own` are the variables that it had when it was done, which conditions may read.
    """
    outer, scope = item.outer, item.workflow
    many: Many = outer.task_spec.many
    progress = outer.internal_data["many"]
    if "out" in progress and many.output_item:
        number = item.internal_data["number"]
        view = item.view()
        if many.output_item in view:
            progress["out"][number - 1] = view.home(many.output_item).raw[many.output_item]
    _remember(outer, item)
    scope.quiet(item)
    item.top.note(ElementLeft(item.place, item.id))
    scope.drop(item)
    progress["live"] -= 1
    progress["done"] += 1
    progress["seen"] = own
    if many.throws:
        progress.setdefault("tell", []).append([item.visit, progress["done"], own])
    go_on(outer)


def go_on(outer: Token) -> None:
    """Decide whether the activity is done; a decision that fails makes it an incident."""
    many: Many = outer.task_spec.many
    if outer._state == STUCK:
        return  # whoever retries the decision decides for this item too
    try:
        if _is_stopped(outer, many):
            _conclude(outer, many)
        elif outer.alive:
            _decide(outer, many)
        if outer.alive:
            outer.internal_data.get("many", {}).pop("seen", None)
    except EngineError as fault:
        outer.top.park(outer, "turn", fault)


def _is_stopped(outer: Token, many: Many) -> bool:
    """Throw what must be thrown; True when the activity stops, now or since before an incident."""
    progress = outer.internal_data["many"]
    if "stopped" not in progress and not _throw(outer, many):
        return False
    progress["stopped"] = 1
    return True


def cancel_items(outer: Token) -> None:
    """Take all items away."""
    outer.top.shelf.take_all()
    for token in sorted(outer.workflow.tasks.values(), key=lambda token: token.id):
        if token.internal_data.get("item of") == outer.id:
            token.cancel()


def _size(token: Token, many: Many) -> tuple[int, list[Any] | None]:
    if many.collection is not None:
        view = token.view()
        items = view.home(many.collection).raw.get(many.collection)
        if not isinstance(items, list):
            raise NotAList(name=many.collection)
        total = _counted(token, len(items))
        _must_be_light(token, many, items)
        return total, items
    assert many.count is not None
    return _counted(token, token.top.script_engine.evaluate(token, many.count)), None


def _counted(token: Token, value: object) -> int:
    most = token.top.limits.items
    number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    if not number or not is_whole_count(Decimal(value)) or value > most:  # type: ignore[arg-type, operator]
        raise NotACount(most, value=_written(token, value))
    return int(value)  # type: ignore[call-overload, no-any-return]


def _must_be_light(token: Token, many: Many, items: list[Any]) -> None:
    """Refuse items that all begin at once and together bring more than may still be written.

    That is one incident at the activity; with the items begun, each of them would be stopped.
    """
    if many.kind == "parallel" and many.item is not None:
        top = token.top
        try:
            must_be_light(map(restore, items), top.limits, top.weight)
        except TooMuchWritten as heavy:
            raise ItemsTooHeavy(heavy.most, items=len(items)) from heavy


def _results_must_be_light(outer: Token, results: Any, items: int) -> None:  # noqa: ANN401 - a list or None
    try:
        must_be_light([results], outer.top.limits)
    except TooMuchWritten as heavy:
        raise ResultsTooHeavy(heavy.most, items=items) from heavy


def is_whole_count(value: Decimal) -> bool:
    """Say whether a number, however large, is whole and not less than nothing."""
    return value >= 0 and value == value.to_integral_value()


def _written(token: Token, value: Any) -> str:  # noqa: ANN401 - any value
    """Write what is no count as it stands in FEEL; of what may be long only its kind."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, (list, dict)):
        return feel.kind(value)
    text: str = token.top.script_engine.environment.evaluate(_WRITTEN, {"value": value})
    return text[1:-1]


def _next(outer: Token, many: Many, value: Any) -> None:  # noqa: ANN401 - JSON of any value
    """Start one more item; it has its turn when those before it had theirs."""
    top = outer.top
    progress = outer.internal_data["many"]
    progress["started"] += 1
    progress["live"] += 1
    number = progress["started"]
    item = outer.workflow.spawn(outer.task_spec, top.visits.next(outer.task_spec.name))
    item.entered = True
    own = {"loopCounter": number}
    item.internal_data = {"item of": outer.id, "number": number, "variables": own}
    top.note(ItemStarted(item.place, item.id, number))
    if many.output_item is not None:
        own[many.output_item] = None
    if many.item is not None:
        own[many.item] = value
        top.note(VariableSet(many.item, item.id, None, restore(value)))


def _throw(outer: Token, many: Many) -> bool:
    """Throw what the items that are done must throw; True when the activity stops because of it.

    Those still to be told stand under `tell`: the visit of the item, and how many were done then.
    """
    progress = outer.internal_data["many"]
    while outer.alive and "tell" in progress:
        (visit, done, *own), *rest = progress["tell"]
        then = {"done": done, "live": progress["started"] - done, "seen": own[0] if own else {}}
        due = _due(outer, many, {**progress, **then})
        throwing.cast_softly(outer, Place(outer.task_spec.name, visit), due)
        progress["tell"] = rest
        if not rest:
            del progress["tell"]
        if due and many.behavior == "Complex":
            return outer.alive
    return False


def _due(outer: Token, many: Many, progress: dict[str, Any]) -> list[Happening]:
    """Give what one item throws; every condition is looked at before anything is thrown."""
    if many.behavior == "None" or (many.behavior == "One" and progress["done"] == 1):
        return [happening for _, happening in many.throws]
    return [
        happening
        for condition, happening in many.throws
        if many.behavior == "Complex"
        and (condition is None or turns.evaluate(outer, condition, progress) is True)
    ]


def _decide(outer: Token, many: Many) -> None:
    progress = outer.internal_data["many"]
    if many.kind == "loop":
        done = progress["started"] == progress["total"] or not _holds(outer, many, progress)
    else:
        enough = many.enough is not None and turns.evaluate(outer, many.enough, progress) is True
        done = enough or progress["done"] == progress["total"]
    if done:
        _conclude(outer, many)
    elif many.kind != "parallel":
        items = progress.get("items")
        _next(outer, many, items[progress["started"]] if items else None)


def _conclude(outer: Token, many: Many) -> None:
    """All is done: what still runs is taken away, and the activity goes on.

    Results that together are more than a step may write are refused before anything happens: they
    were given in many steps.
    """
    progress = outer.internal_data["many"]
    results = None if many.output is None else restore(progress["out"])
    _results_must_be_light(outer, results, progress["started"])
    cancel_items(outer)
    del outer.internal_data["many"]
    if many.output is not None:
        outer.write(many.output, results)
    outer._ready()
    outer.complete()


def _holds(outer: Token, many: Many, progress: dict[str, Any]) -> bool:
    return many.again is None or turns.evaluate(outer, many.again, progress) is True


def _remember(outer: Token, item: Token) -> None:
    past = outer.task_spec.memories(item)
    if past and not any(boundary.handler for boundary in outer.task_spec.boundaries):
        outer.internal_data.setdefault("past", []).extend(past)
