"""Checks expressions: every one is parsed, and calls only functions that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine import feel
from engine.interpreter import timing
from engine.interpreter.bpmn import Xml, content, local, own
from engine.interpreter.document import Document
from engine.interpreter.wording import problem
from engine.model import Problem

_TIMES = ("timeDate", "timeDuration", "timeCycle")
_EXPRESSIONS = frozenset(
    (
        "conditionExpression",
        "condition",
        "loopCardinality",
        "loopCondition",
        "completionCondition",
        "activationCondition",
        "transformation",
        "from",
        *_TIMES,
    )
)
_PARTS = ("EventDefinition", "Characteristics", "Association", "assignment")
_ATTRIBUTES = ("title", "due", "assignee", "key")


def check(document: Document, functions: Mapping[str, feel.Function]) -> Iterator[Problem]:
    """Check every expression and script of the file."""
    language = document.root.get("expressionLanguage")
    if language and "feel" not in language.lower():
        yield problem("other-language", language=language)
    for node in document.root.iter():
        tag = local(node)
        if tag in _EXPRESSIONS:
            yield from _element(node, tag, functions)
        elif tag == "script":
            yield from _parsed(node, content(node), functions, is_script=True)
        for name in _ATTRIBUTES if tag else ():
            written = own(node, name)
            if name != "due" or timing.read_duration(written or "") is None:
                yield from _parsed(node, written, functions)


def _element(node: Xml, tag: str, functions: Mapping[str, feel.Function]) -> Iterator[Problem]:
    language = node.get("language")
    written = content(node)
    if language and "feel" not in language.lower():
        yield problem("expression-language", _holder(node), language=language)
    elif tag not in _TIMES or (
        written and timing.read(written) is None and not timing.is_cron(written)
    ):
        yield from _parsed(node, written, functions)


def _parsed(
    node: Xml,
    written: str | None,
    functions: Mapping[str, feel.Function],
    *,
    is_script: bool = False,
) -> Iterator[Problem]:
    if written is None:
        return
    known = frozenset(functions)
    try:
        if is_script:
            script = feel.parse_script(written, known=known)
            expressions = [expression for _, expression in script.assignments]
        else:
            expressions = [feel.parse(written, known=known)]
    except feel.FeelSyntax as wrong:
        reasons = {"reason_nl": wrong.sentence("nl"), "reason_en": wrong.sentence("en")}
        yield problem("expression", _holder(node), text=written, **reasons)
        return
    calls = {name for expression in expressions for name in expression.calls}
    for name in sorted(calls - known):
        yield problem("unknown-function", _holder(node), text=written, name=name)


def _holder(node: Xml) -> Xml | None:
    """Give the element or flow that an expression stands on."""
    above: Xml | None = node
    while above is not None and (above.get("id") is None or _is_part(above)):
        above = above.getparent()
    return above


def _is_part(node: Xml) -> bool:
    tag = local(node)
    return tag in _EXPRESSIONS or tag.endswith(_PARTS)
