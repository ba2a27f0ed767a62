"""How the command line shows the place in an expression where something is wrong."""

from __future__ import annotations

from engine import feel
from engine.model import Excerpt, Problem

MARK = "^"
_INDENT = "    "
_MORE = "…"
#: how much of a long line is shown before the place, of the place itself, and after it
_AROUND = 40
_LONG = 3 * _AROUND


def told(problem: Problem, language: str) -> str:
    """Say a problem; of a long expression only what `quoted` shows of it."""
    sentence, excerpt = problem.say(language), problem.excerpt
    if excerpt is None or len(excerpt.text) <= _LONG:
        return sentence
    return sentence.replace(excerpt.text, "".join(_shown(excerpt)).strip())


def quoted(excerpt: Excerpt | None) -> list[str]:
    """Give the line that is wrong, and under it a line that marks the place; nothing for None.

    A long line is shown around the place.
    """
    if excerpt is None:
        return []
    before, marked, after = _shown(excerpt)
    marks = " " * len(before) + MARK * max(len(marked), 1)
    return [f"{_INDENT}{before}{marked}{after}".rstrip(), f"{_INDENT}{marks}"]


def _shown(excerpt: Excerpt) -> tuple[str, str, str]:
    where = feel.Span(excerpt.line, excerpt.column, excerpt.length)
    parts = feel.underlined(excerpt.text.expandtabs(1), where)
    return _end(parts.before), _start(parts.marked), _start(parts.after)


def _start(text: str) -> str:
    return text if len(text) <= _AROUND else text[: _AROUND - 1] + _MORE


def _end(text: str) -> str:
    return text if len(text) <= _AROUND else _MORE + text[1 - _AROUND :]
