"""Functions that reduce a list of numbers to one (DMN 1.5, table 76).

Each takes one list, or the numbers themselves. An empty list, and a list that holds anything but
numbers, gives null.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.frames import Evaluation
from engine.feel.numbers import CONTEXT

_NOT_NUMBERS = ("deze functie werkt alleen op getallen", "this function works on numbers only")
_NO_RESULT = ("deze berekening heeft geen uitkomst", "this calculation has no result")


#: What each number costs; where nothing stands, one step.
_PRICES = {"stddev": 4, "mode": 3, "median": 2}


def _reducing(name: str, reduce: Callable[[list[Decimal]], Any]) -> None:
    price = _PRICES.get(name, 1)

    def of_list(run: Evaluation, numbers: list[Any]) -> Any:  # noqa: ANN401 - a result or null
        run.spend(price * len(numbers))
        if any(number.__class__ is not Decimal for number in numbers):
            return run.null(*_NOT_NUMBERS)
        try:
            return reduce(numbers) if numbers else _EMPTY.get(name)
        except ArithmeticError:
            return run.null(*_NO_RESULT)

    def of_numbers(run: Evaluation, *numbers: Any) -> Any:  # noqa: ANN401 - any values
        return of_list(run, list(numbers))

    builtin(f"{name}(list: list)")(of_list)
    builtin(f"{name}(n: any...)")(of_numbers)


def total(numbers: list[Decimal]) -> Decimal:
    """Add up, from left to right."""
    result = numbers[0]
    for number in numbers[1:]:
        result = CONTEXT.add(result, number)
    return result


def product(numbers: list[Decimal]) -> Decimal:
    """Multiply, from left to right."""
    result = numbers[0]
    for number in numbers[1:]:
        result = CONTEXT.multiply(result, number)
    return result


def mean(numbers: list[Decimal]) -> Decimal:
    """Give the average."""
    return CONTEXT.divide(total(numbers), Decimal(len(numbers)))


def median(numbers: list[Decimal]) -> Decimal:
    """Give the middle one, or the average of the middle two."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean(ordered[middle - 1 : middle + 1])


def deviation(numbers: list[Decimal]) -> Decimal | None:
    """Give the standard deviation of a sample; null for fewer than two numbers."""
    if len(numbers) < 2:  # noqa: PLR2004 - one number does not deviate
        return None
    average = mean(numbers)
    apart = [CONTEXT.subtract(number, average) for number in numbers]
    squares = total([CONTEXT.multiply(one, one) for one in apart])
    return CONTEXT.sqrt(CONTEXT.divide(squares, Decimal(len(numbers) - 1)))


def mode(numbers: list[Decimal]) -> list[Decimal]:
    """Give the numbers that occur most, smallest first."""
    times: dict[Decimal, int] = {}
    for number in numbers:
        times[number] = times.get(number, 0) + 1
    most = max(times.values())
    return sorted(number for number, count in times.items() if count == most)


_EMPTY: dict[str, list[Any]] = {"mode": []}
_reducing("sum", total)
_reducing("product", product)
_reducing("mean", mean)
_reducing("median", median)
_reducing("stddev", deviation)
_reducing("mode", mode)
