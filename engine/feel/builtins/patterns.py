"""Functions on strings that take a pattern (DMN 1.5, table 75); a bad pattern gives null."""

from __future__ import annotations

import re
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.frames import Evaluation
from engine.feel.patterns import BadPattern, Found, Program, find, prepare
from engine.feel.writing import in_short

_REFERENCE = re.compile(r"\\[\\$]|\$[0-9]+|[\\$]")
_EMPTY = ("dit patroon past ook op niets", "this pattern matches nothing at all too")


def _program(run: Evaluation, pattern: str, flags: Any) -> Program | None:  # noqa: ANN401 - a string or null
    run.pattern(pattern)
    try:
        if flags is None or flags.__class__ is str:
            return _prepared(run, pattern, flags or "")
    except BadPattern:
        pass
    said = f"'{in_short(pattern)}'"
    return run.null(f"{said} is geen patroon", f"{said} is no pattern")


def _prepared(run: Evaluation, pattern: str, flags: str) -> Program:
    """Pay for a pattern the first time this evaluation has it; raises BadPattern."""
    program = prepare(pattern, flags)
    prepared = run.fuel.patterns
    if (pattern, flags) not in prepared:
        prepared.add((pattern, flags))
        run.spend(limits.PATTERN_STEP * (len(program.steps) + 2 * len(pattern)))
    return program


@builtin("matches(input: string, pattern: string, flags: any?)")
def matches(run: Evaluation, text: str, pattern: str, flags: Any = None) -> bool | None:  # noqa: ANN401 - a string or null
    """Tell whether the pattern is found anywhere in the string."""
    program = _program(run, pattern, flags)
    return None if program is None else find(program, text, 0, run.spend) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags: any?)")
def replace(
    run: Evaluation,
    text: str,
    pattern: str,
    replacement: str,
    flags: Any = None,  # noqa: ANN401 - a string or null
) -> str | None:
    """Replace every match; `$1` in the replacement is what the first group matched."""
    program = _program(run, pattern, flags)
    if program is None:
        return None
    run.spend(2 * len(replacement))
    literal = "q" in (flags or "")
    parts = [replacement] if literal else _parts(replacement, program.groups)
    if parts is None:
        return run.null("de vervanging klopt niet", "the replacement is not correct")
    found = _all(run, program, text)
    if found is None:
        return run.null(*_EMPTY)
    return _replaced(run, text, found, parts)


@builtin("split(string: string, delimiter: string)")
def split(run: Evaluation, text: str, delimiter: str) -> list[Any] | None:
    """Cut a string at every match of the delimiter, which is a pattern."""
    program = _program(run, delimiter, None)
    if program is None:
        return None
    found = _all(run, program, text)
    if found is None:
        return run.null(*_EMPTY)
    starts = [0, *(one.end for one in found)]
    ends = [*(one.start for one in found), len(text)]
    run.string_of(len(text))
    run.fuel.make(len(text))
    return run.items([text[start:end] for start, end in zip(starts, ends, strict=True)])


def _all(run: Evaluation, program: Program, text: str) -> list[Found] | None:
    """Find every match, one after the other; None if the pattern matches the empty string."""
    if find(program, "", 0, run.spend) is not None:
        return None
    found = []
    place = 0
    while (one := find(program, text, place, run.spend)) is not None:
        run.spend(limits.MATCH)
        found.append(one)
        place = one.end if one.end > one.start else one.end + 1
        if place > len(text):
            break
    return found


def _parts(replacement: str, groups: int) -> list[str | int] | None:
    """Cut a replacement into text and numbers of groups; None if it is not correct."""
    parts: list[str | int] = []
    end = 0
    for reference in _REFERENCE.finditer(replacement):
        parts.append(replacement[end : reference.start()])
        end = reference.end()
        sign = reference.group()
        if sign in {"\\", "$"}:
            return None
        parts.extend([sign[1]] if sign[0] == "\\" else _group(sign[1:], groups))
    return [*parts, replacement[end:]]


def _group(digits: str, groups: int) -> list[str | int]:
    """Read the number of a group: as many digits as make one there is, the rest is text."""
    many = len(digits)
    while many > 1 and (many > 4 or int(digits[:many]) > groups):  # noqa: PLR2004 - more digits than groups
        many -= 1
    number = int(digits[:many])
    return [number, digits[many:]] if number <= groups else ["", digits[many:]]


def _replaced(
    run: Evaluation, text: str, found: list[Found], parts: list[str | int] | list[str]
) -> str:
    made: list[str] = []
    length = len(text)
    end = 0
    for one in found:
        run.spend(len(parts) // limits.PARTS_A_STEP)
        new = "".join(part if isinstance(part, str) else one.group(part) for part in parts)
        length += len(new)
        run.string_of(length - (one.end - one.start))
        made.extend((text[end : one.start], new))
        end = one.end
    return run.string("".join([*made, text[end:]]))
