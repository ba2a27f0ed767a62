"""Checks expressions: every one is parsed, and calls only functions that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine import feel
from engine.interpreter import timing
from engine.interpreter.bpmn import MAPPINGS, NAME
from engine.interpreter.document import Document
from engine.interpreter.texts import EXPRESSIONS, Written, texts
from engine.interpreter.wording import problem
from engine.model import Excerpt, Problem


def check(document: Document, functions: Mapping[str, feel.Function]) -> Iterator[Problem]:
    """Check every expression and script of the file."""
    language = document.root.get("expressionLanguage")
    if language and "feel" not in language.lower():
        yield problem("other-language", language=language)
    for written in texts(document):
        language = written.node.get("language") if written.kind in EXPRESSIONS else None
        if language and "feel" not in language.lower():
            yield problem("expression-language", written.holder, language=language)
        else:
            yield from _parsed(written, frozenset(functions))


def _wrong_time(text: str) -> str:
    if timing.is_backwards(text):
        return "time-backwards"
    if timing.is_until(text):
        return "time-until"
    return "time-never" if timing.is_never(text) else "not-a-time"


def _parsed(written: Written, known: frozenset[str]) -> Iterator[Problem]:
    if written.is_misspelt_time:
        yield problem(_wrong_time(written.text), written.holder, text=written.text)
        return
    try:
        read = written.read(known)
    except feel.FeelSyntax as wrong:
        reasons = {"reason_nl": wrong.sentence("nl"), "reason_en": wrong.sentence("en")}
        found = problem("expression", written.holder, text=written.text, **reasons)
        yield replace(found, excerpt=Excerpt(wrong.text, *wrong.span))
        return
    for name in sorted(_calls(read) - known):
        yield problem("unknown-function", written.holder, text=written.text, name=name)
    if isinstance(read, feel.Expression) and written.kind in MAPPINGS:
        yield from _mapping(written, read)


def _calls(read: feel.Expression | feel.Script) -> frozenset[str]:
    if isinstance(read, feel.Expression):
        return read.calls
    return frozenset(name for _, expression in read.assignments for name in expression.calls)


def _mapping(written: Written, expression: feel.Expression) -> Iterator[Problem]:
    """Check that a mapping is a context whose names variables can have."""
    if expression.entries is None:
        yield problem("not-a-mapping", written.holder, name=written.kind)
    for entry in expression.entries or ():
        if written.kind == "outputs" and not NAME.fullmatch(entry):
            yield problem("not-a-name", written.holder, name=entry, attribute=written.kind)
