"""What a decision comes to, seen from outside: what can be kept, and how the rest is told.

Inside a file a value may be a function or a range; a variable and history hold neither.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from engine import feel
from engine.decisions.boxed import Boxed, Decision, FunctionDefinition, Text
from engine.decisions.deciding import Decisions, Verdict, find
from engine.decisions.errors import NotAnOutcome
from engine.decisions.runs import Finding
from engine.values import plain

_STRING = feel.parse("string(value)")
_NO_MATTER = datetime(2000, 1, 1, tzinfo=UTC)  #: writing a value reads no clock


def kept(verdict: Verdict, name: str) -> Verdict:
    """Give a verdict that can be kept; what was found on the way is told where it cannot be.

    Raises NotAnOutcome when the value of the decision itself cannot be kept.
    """
    if not _fits(verdict.value):
        raise NotAnOutcome(name=name)
    return Verdict(verdict.value, tuple(_told(one) for one in verdict.findings))


def always_gives_function(decisions: Decisions, name: str) -> bool:
    """Tell whether a decision can come to nothing but a function, whatever it is given."""
    node = find(decisions, name)
    if not isinstance(node, Decision):
        return False
    library = decisions.libraries[node.key.rpartition("#")[0]]
    wanted = library.find_type(node.type_ref) or feel.ANY
    if wanted.family == "function":
        return True
    return wanted is feel.ANY and _is_function(node.logic)


def _is_function(logic: Boxed | None) -> bool:
    if isinstance(logic, FunctionDefinition):
        return True
    if isinstance(logic, Text) and not logic.language:
        with suppress(feel.FeelSyntax):
            return isinstance(feel.parse(logic.text).node, feel.tree.FunctionLiteral)
    return False


def _told(finding: Finding) -> Finding:
    if _fits(finding.outputs) and _fits(finding.inputs) and _fits(finding.given):
        return finding
    return replace(
        finding,
        inputs=_readable(finding.inputs),
        outputs=_readable(finding.outputs),
        given=_readable(finding.given),
    )


def _readable(value: Any) -> Any:  # noqa: ANN401 - any value
    """Write what cannot be kept as a text, at any depth."""
    if value.__class__ is list:
        return [_readable(one) for one in value]
    if isinstance(value, dict):
        return {name: _readable(one) for name, one in value.items()}
    if _fits(value):
        return value
    if isinstance(value, feel.Function):
        return f"function({', '.join(value.parameters)})"
    text = feel.evaluate(_STRING, {"value": value}, at=_NO_MATTER)
    return text if isinstance(text, str) else "function"


def _fits(value: object) -> bool:
    try:
        plain(value)
    except TypeError:
        return False
    return True
