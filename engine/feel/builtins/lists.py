"""Functions on lists (DMN 1.5, table 76), and `sort` (table 81)."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.builtins.seen import Seen
from engine.feel.frames import Evaluation
from engine.feel.functions import Builtin, Function
from engine.feel.invocation import invoke
from engine.feel.numbers import whole
from engine.feel.operators import order, same

_POSITION = ("deze plaats is niet in de lijst", "this position is not in the list")


@builtin("list contains(list: list, element: any)")
def list_contains(run: Evaluation, items: list[Any], element: Any) -> bool:  # noqa: ANN401 - any value
    """Tell whether an item equals the element."""
    run.spend(len(items))
    return any(same(run, item, element) for item in items)


@builtin("count(list: list)")
def count(_run: Evaluation, items: list[Any]) -> Decimal:
    """Count the items."""
    return Decimal(len(items))


@builtin("min(list: list)")
def smallest(run: Evaluation, items: list[Any]) -> Any:  # noqa: ANN401 - any value
    """Give the smallest item."""
    return _extreme(run, items, "<")


@builtin("min(c: any...)")
def smallest_of(run: Evaluation, *items: Any) -> Any:  # noqa: ANN401 - any value
    """Give the smallest of the arguments."""
    return _extreme(run, list(items), "<")


@builtin("max(list: list)")
def largest(run: Evaluation, items: list[Any]) -> Any:  # noqa: ANN401 - any value
    """Give the largest item."""
    return _extreme(run, items, ">")


@builtin("max(c: any...)")
def largest_of(run: Evaluation, *items: Any) -> Any:  # noqa: ANN401 - any value
    """Give the largest of the arguments."""
    return _extreme(run, list(items), ">")


def _extreme(run: Evaluation, items: list[Any], operator: str) -> Any:  # noqa: ANN401 - any value
    run.spend(len(items))
    if not items:
        return None
    best = items[0]
    if order(run, operator, best, best) is None:
        return None
    for item in items[1:]:
        beats = order(run, operator, item, best)
        if beats is None:
            return None
        best = item if beats else best
    return best


@builtin("all(list: list)")
def all_true(run: Evaluation, items: list[Any]) -> bool | None:
    """Tell whether all items are true; null if that cannot be said."""
    return _folded(run, items, decisive=False)


@builtin("all(b: any...)")
def all_true_of(run: Evaluation, *items: Any) -> bool | None:  # noqa: ANN401 - any value
    """Tell whether all arguments are true."""
    return _folded(run, list(items), decisive=False)


@builtin("any(list: list)")
def any_true(run: Evaluation, items: list[Any]) -> bool | None:
    """Tell whether an item is true; null if that cannot be said."""
    return _folded(run, items, decisive=True)


@builtin("any(b: any...)")
def any_true_of(run: Evaluation, *items: Any) -> bool | None:  # noqa: ANN401 - any value
    """Tell whether an argument is true."""
    return _folded(run, list(items), decisive=True)


def _folded(run: Evaluation, items: list[Any], *, decisive: bool) -> bool | None:
    run.spend(len(items))
    if any(item is decisive for item in items):
        return decisive
    if all(item is (not decisive) for item in items):
        return not decisive
    return None


@builtin("sublist(list: list, start position: number, length: number?)")
def sublist(
    run: Evaluation, items: list[Any], start: Decimal, length: Decimal | None = None
) -> list[Any] | None:
    """Cut out `length` items from a position counted from 1, or from -1 backwards."""
    place = _place(items, start)
    if place is None:
        return run.null(*_POSITION)
    if length is None:
        return run.items(items[place:])
    many = whole(length)
    if many is None or not 0 <= many <= len(items) - place:
        return run.null("sublist loopt buiten de lijst", "sublist runs outside the list")
    return run.items(items[place : place + many])


def _place(items: list[Any], position: Decimal) -> int | None:
    """Turn a position from 1 or from -1 backwards into one from 0; None outside the list."""
    if not 1 <= abs(position) <= len(items):
        return None
    place = whole(position)
    if place is None:
        return None
    return place - 1 if place > 0 else len(items) + place


@builtin("append(list: list, item: any...)")
def append(run: Evaluation, items: list[Any], *more: Any) -> list[Any]:  # noqa: ANN401 - any values
    """Give a list with more items at its end."""
    return run.items([*items, *more])


@builtin("append(list: Null, item: any...)")
def append_to_nothing(run: Evaluation, _nothing: None, *more: Any) -> list[Any]:  # noqa: ANN401 - any values
    """Begin a list: one that nobody wrote yet counts as empty, which DMN leaves open."""
    return run.items(list(more))


@builtin("concatenate(list: list...)")
def concatenate(run: Evaluation, *lists: list[Any]) -> list[Any]:
    """Put lists together."""
    made: list[Any] = []
    for items in lists:
        made = run.items(made + items)
    return made


@builtin("insert before(list: list, position: number, newItem: any)")
def insert_before(
    run: Evaluation,
    items: list[Any],
    position: Decimal,
    item: Any,  # noqa: ANN401 - any value
) -> list[Any] | None:
    """Give a list with an item put before a position."""
    place = _place(items, position)
    if place is None:
        return run.null(*_POSITION)
    return run.items([*items[:place], item, *items[place:]])


@builtin("remove(list: list, position: number)")
def remove(run: Evaluation, items: list[Any], position: Decimal) -> list[Any] | None:
    """Give a list without the item at a position."""
    place = _place(items, position)
    if place is None:
        return run.null(*_POSITION)
    return run.items([*items[:place], *items[place + 1 :]])


@builtin("list replace(list: list, position: number, newItem: any)")
def list_replace(
    run: Evaluation,
    items: list[Any],
    position: Decimal,
    item: Any,  # noqa: ANN401 - any value
) -> list[Any] | None:
    """Give a list with another item at a position."""
    place = _place(items, position)
    if place is None:
        return run.null(*_POSITION)
    return run.items([*items[:place], item, *items[place + 1 :]])


@builtin("list replace(list: list, match: function, newItem: any)")
def list_replace_matches(
    run: Evaluation,
    items: list[Any],
    match: Function | Builtin,
    item: Any,  # noqa: ANN401 - any value
) -> list[Any] | None:
    """Replace each item for which `match(item, newItem)` is true; all answers must be boolean."""
    run.spend(2 * limits.CALL * len(items))
    answers = [invoke(run, match, [old, item]) for old in items]
    if any(answer.__class__ is not bool for answer in answers):
        return run.null("match geeft geen waar of onwaar", "match does not give a boolean")
    pairs = zip(items, answers, strict=True)
    return run.items([item if answer else old for old, answer in pairs])


@builtin("reverse(list: list)")
def reverse(run: Evaluation, items: list[Any]) -> list[Any]:
    """Give the items last to first."""
    return run.items(items[::-1])


@builtin("index of(list: list, match: any)")
def index_of(run: Evaluation, items: list[Any], match: Any) -> list[Any]:  # noqa: ANN401 - any value
    """Give the positions of the items that equal a value."""
    run.spend(len(items))
    return [Decimal(at) for at, item in enumerate(items, 1) if same(run, item, match)]


@builtin("union(list: list...)")
def union(run: Evaluation, *lists: list[Any]) -> list[Any]:
    """Put lists together, doubles left out."""
    return distinct_values(run, concatenate(run, *lists))


@builtin("distinct values(list: list)")
def distinct_values(run: Evaluation, items: list[Any]) -> list[Any]:
    """Leave out what came before; the order stays."""
    return Seen(run, items).different()


@builtin("duplicate values(list: list)")
def duplicate_values(run: Evaluation, items: list[Any]) -> list[Any]:
    """Give each value that stands there more than once, in the order of their first places."""
    return Seen(run, items).repeated()


@builtin("flatten(list: list)")
def flatten(run: Evaluation, items: list[Any]) -> list[Any]:
    """Put the items of lists in lists, however deep, into one list."""
    made: list[Any] = []
    waiting = [iter(items)]
    while waiting:
        for item in waiting[-1]:
            run.spend(1)
            if item.__class__ is list:
                waiting.append(iter(item))
                break
            made.append(item)
        else:
            waiting.pop()
    return run.items(made)


@builtin("sort(list: list, precedes: function?)")
def sort(
    run: Evaluation, items: list[Any], precedes: Function | Builtin | None = None
) -> list[Any] | None:
    """Sort by a function that says whether one item precedes another; equals keep their order."""

    def before(left: Any, right: Any) -> bool | None:  # noqa: ANN401 - any values
        run.spend(limits.CALL)
        if precedes is None:
            return order(run, "<", left, right)
        answer = invoke(run, precedes, [left, right])
        return answer if answer is True or answer is False else None

    def compare(left: Any, right: Any) -> int:  # noqa: ANN401 - any values
        first = before(left, right)
        if first is None:
            raise _Unordered
        if first:
            return -1
        return 1 if before(right, left) else 0

    run.spend(len(items))
    try:
        return run.items(sorted(items, key=cmp_to_key(compare)))
    except _Unordered:
        return run.null("deze lijst heeft geen volgorde", "this list has no order")


class _Unordered(Exception):
    """Two items cannot be put in order."""
