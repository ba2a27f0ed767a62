"""`regie decide`: one decision of a DMN file, made with values from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from engine import decisions, feel, terms
from engine.commands.diagrams import read
from engine.commands.speaking import Verbs, answer, command
from engine.decisions import Finding
from engine.errors import EngineError
from engine.settings import Settings
from engine.values import Value, Variables, plain

_WRITE = feel.parse("string(value)")


class NoAssignment(EngineError):
    """An input on the command line is not `name=expression`."""

    nl = "Schrijf '{text}' als naam=waarde, met de waarde in FEEL."
    en = "Write '{text}' as name=value, with the value in FEEL."

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


def add_to(verbs: Verbs) -> None:
    """Add this command to the command line."""
    added = command(verbs, "decide", decide, "make one decision of a DMN file, changing nothing")
    added.add_argument("file", type=Path, metavar="FILE")
    added.add_argument("decision", metavar="DECISION", help="by its id or its name")
    added.add_argument("inputs", nargs="*", metavar="NAME=FEEL", help='such as bedrag=100 or s="x"')
    added.add_argument(
        "--with",
        dest="imports",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a DMN file that FILE imports; may be given again",
    )


def decide(settings: Settings, arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape
    """Print the outcome, and for each decision on the way the rules that matched."""
    others = [read(path) for path in arguments.imports]
    imports = {decisions.namespace_of(content): content for content in others}
    known = frozenset(terms.FUNCTIONS)
    model = decisions.read(read(arguments.file), imports, known=known)
    now = datetime.now(UTC)  # nothing is kept, so there is no transaction whose moment counts
    found = decisions.decide(
        model,
        arguments.decision,
        _inputs(arguments.inputs, now),
        at=now,
        functions=terms.FUNCTIONS,
    )
    facts = {"outcome": plain(found.value), "decisions": [_facts(one) for one in found.findings]}
    answer(arguments, facts, [*map(_line, found.findings), _written(found.value)])
    return 0


def _inputs(given: Iterable[str], now: datetime) -> Variables:
    found: Variables = {}
    for text in given:
        name, sign, expression = text.partition("=")
        if not sign or not name.strip():
            raise NoAssignment(text)
        read_expression = feel.parse(expression, known=frozenset(terms.FUNCTIONS))
        scope: Variables = {}
        value = feel.evaluate(read_expression, scope, at=now, functions=terms.FUNCTIONS)
        found[name.strip()] = value
    return found


def _facts(one: Finding) -> dict[str, object]:
    return {
        "decision": one.decision_id,
        "name": one.name,
        "inputs": plain(dict(one.inputs)),
        "rules": list(one.rules),
        "outcome": plain(one.outputs),
        "warnings": [words.en for words in one.warnings],
    }


def _line(one: Finding) -> str:
    rules = ", ".join(str(rule) for rule in one.rules)
    matched = f" (rule {rules})" if rules else " (no rule)" if one.table_id is not None else ""
    warnings = "".join(f"; {words.en}" for words in one.warnings)
    return f"{one.name}{matched}: {_written(one.outputs)}{warnings}"


def _written(value: Value) -> str:
    """Write a value as FEEL does; null has no text of its own there."""
    text = feel.evaluate(_WRITE, {"value": value}, at=datetime.now(UTC))
    return "null" if text is None else str(text)
