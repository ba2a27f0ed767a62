"""Functions on strings (DMN 1.5, table 75), without the ones that take a pattern."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.frames import Evaluation
from engine.feel.numbers import truncated


@builtin("substring(string: string, start position: number, length: number?)")
def substring(
    run: Evaluation, text: str, start: Decimal, length: Decimal | None = None
) -> str | None:
    """Cut out `length` characters from a position counted from 1, or from -1 backwards."""
    first = truncated(start)
    if not first or abs(first) > len(text) or (length is not None and length < 1):
        return run.null("substring begint buiten de tekst", "substring starts outside the string")
    begin = first - 1 if first > 0 else len(text) + first
    end = len(text) if length is None else begin + min(truncated(length), len(text))
    return run.string(text[begin:end])


@builtin("string length(string: string)")
def string_length(_run: Evaluation, text: str) -> Decimal:
    """Count the characters."""
    return Decimal(len(text))


@builtin("upper case(string: string)")
def upper_case(run: Evaluation, text: str) -> str:
    """Write in capitals."""
    run.spend(len(text) // limits.LETTERS_A_STEP)
    return run.string(text.upper())


@builtin("lower case(string: string)")
def lower_case(run: Evaluation, text: str) -> str:
    """Write in small letters."""
    run.spend(len(text) // limits.LETTERS_A_STEP)
    return run.string(text.lower())


@builtin("substring before(string: string, match: string)")
def substring_before(run: Evaluation, text: str, match: str) -> str:
    """Give what stands before a match; nothing if there is none."""
    head, found, _ = text.partition(match) if match else ("", "", text)
    return run.string(head) if found else ""


@builtin("substring after(string: string, match: string)")
def substring_after(run: Evaluation, text: str, match: str) -> str:
    """Give what stands after a match; nothing if there is none."""
    return run.string(text.partition(match)[2]) if match else text


@builtin("contains(string: string, match: string)")
def contains(_run: Evaluation, text: str, match: str) -> bool:
    """Tell whether a match stands in the string."""
    return match in text


@builtin("starts with(string: string, match: string)")
def starts_with(_run: Evaluation, text: str, match: str) -> bool:
    """Tell whether the string starts with a match."""
    return text.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(_run: Evaluation, text: str, match: str) -> bool:
    """Tell whether the string ends with a match."""
    return text.endswith(match)


@builtin("string join(list: list, delimiter: any?)")
def string_join(run: Evaluation, parts: list[Any], delimiter: Any = None) -> str | None:  # noqa: ANN401 - a string or null
    """Join strings; nulls among them are left out."""
    run.spend(len(parts))
    said = [part for part in parts if part is not None]
    between = "" if delimiter is None else delimiter
    if between.__class__ is not str or any(part.__class__ is not str for part in said):
        return run.null("string join voegt alleen teksten samen", "string join joins strings only")
    run.string_of(sum(map(len, said)) + len(between) * len(said))
    return run.string(between.join(said))
