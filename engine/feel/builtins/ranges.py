"""`range(from)`: a range read from a string with literal endpoints (DMN 1.5, table 73)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits, temporal
from engine.feel.builtins.registry import builtin
from engine.feel.faults import FeelSyntax
from engine.feel.frames import Evaluation
from engine.feel.numbers import read_number
from engine.feel.operators import order
from engine.feel.ranges import Range
from engine.feel.syntax.tokens import NUMBER, STRING, Token, content, cut
from engine.feel.writing import in_short


@builtin("range(from: string)")
def range_from(run: Evaluation, text: str) -> Range | None:
    """Read `[1..3]` with any brackets, or `[2..)` and `(..2]` with one endpoint."""
    run.spend(limits.TOKEN * len(text))
    try:
        made = _read(run, text)
    except FeelSyntax:
        made = None
    if made is not None:
        return made
    return run.null(f"'{in_short(text)}' is geen bereik", f"'{in_short(text)}' is no range")


def _read(run: Evaluation, text: str) -> Range | None:
    tokens = cut(text)[:-1]
    texts = [token.text for token in tokens]
    if (
        texts.count("..") != 1
        or texts[0] not in {"[", "(", "]"}
        or texts[-1] not in {"]", ")", "["}
    ):
        return None
    middle = texts.index("..")
    start = _endpoint(text, tokens[1:middle])
    end = _endpoint(text, tokens[middle + 1 : -1])
    if middle == 1 and texts[0] != "[":
        return _ending(end, "<=" if texts[-1] == "]" else "<")
    if middle == len(texts) - 2 and texts[-1] != "]":
        return _starting(start, ">=" if texts[0] == "[" else ">")
    if start is None or end is None or order(run, "<=", start, end) is not True:
        return None
    return Range(start, end, texts[0] == "[", texts[-1] == "]")


def _ending(end: Any, operator: str) -> Range | None:  # noqa: ANN401 - a value, None if there is none
    if end is None:
        return None
    return Range(None, end, False, operator == "<=", operator)  # noqa: FBT003 - start not included


def _starting(start: Any, operator: str) -> Range | None:  # noqa: ANN401 - a value, None if there is none
    if start is None:
        return None
    return Range(start, None, operator == ">=", False, operator)  # noqa: FBT003 - end not included


def _endpoint(text: str, tokens: list[Token]) -> Any:  # noqa: ANN401 - a value, None if there is none
    *before, last = [token.text for token in tokens] or [""]
    if tokens and tokens[-1].kind == NUMBER and before in ([], ["-"]):
        return _number("".join([*before, last]))
    if tokens and tokens[-1].kind == STRING and before in ([], ["@"]):
        said = content(text, tokens[-1])
        return temporal.read_literal(said) if before else said
    if last == ")" and len(tokens) > 3 and tokens[-2].kind == STRING:  # noqa: PLR2004 - f ( s )
        read = _MADE_BY.get(" ".join(before[:-1]))
        return None if read is None else read(content(text, tokens[-2]))
    return None


def _number(text: str) -> Decimal | None:
    return read_number(text)


_MADE_BY = {
    "date (": temporal.read_date,
    "time (": temporal.read_time,
    "date and time (": temporal.read_moment,
    "duration (": temporal.read_duration,
}
