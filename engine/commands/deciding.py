"""`regie decide`: one decision of a DMN file, made with values from the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from engine import decisions, feel, terms
from engine.commands.diagrams import read
from engine.commands.quoting import quoted
from engine.commands.speaking import Verbs, answer, command
from engine.decisions import Decisions, Finding
from engine.errors import EngineError
from engine.model import Excerpt, Words
from engine.settings import Settings
from engine.values import Value, Variables, plain

_RULE = Words("regel", "rule")
_NO_RULE = Words("geen regel", "no rule")
_WRITE = feel.parse("string(value)")


class NoAssignment(EngineError):
    """An input on the command line is not `name=expression`."""

    nl = "Schrijf '{text}' als naam=waarde, met de waarde in FEEL."
    en = "Write '{text}' as name=value, with the value in FEEL."

    def __init__(self, text: str) -> None:
        super().__init__(text=text)


class WrongInput(EngineError):
    """The value of an input on the command line is not FEEL."""

    def __init__(self, name: str, wrong: feel.FeelSyntax) -> None:
        self.name = name
        self.wrong = wrong
        super().__init__()

    def sentence(self, language: str) -> str:
        lines = quoted(Excerpt(self.wrong.text, *self.wrong.span))
        return "\n".join([f"{self.name}: {self.wrong.sentence(language)}", *lines])


class UnknownInputs(EngineError):
    """The decision does not look at what is given to it."""

    def __init__(self, decision: str, unknown: Mapping[str, str], known: Iterable[str]) -> None:
        self.decision = decision
        self.unknown = unknown
        self.known = ", ".join(known)
        super().__init__()

    def sentence(self, language: str) -> str:
        return " ".join(
            [self._one(name, near).say(language) for name, near in self.unknown.items()]
        )

    def _one(self, name: str, near: str) -> Words:
        nl = f"Bedoelt u {near}?" if near else f"Kies uit: {self.known or '(niets)'}."
        en = f"Did you mean {near}?" if near else f"Choose from: {self.known or '(nothing)'}."
        return Words(
            f"Beslissing {self.decision} kijkt niet naar '{name}'. {nl}",
            f"Decision {self.decision} does not look at '{name}'. {en}",
        )


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
    inputs = _inputs(arguments.inputs, now)
    _known(model, arguments.decision, inputs)
    found = decisions.decide(
        model,
        arguments.decision,
        inputs,
        at=now,
        functions=terms.FUNCTIONS,
    )
    found = decisions.kept(found, arguments.decision)
    lines = [*(_line(one, arguments.language) for one in found.findings), _written(found.value)]
    facts = {"outcome": plain(found.value), "decisions": [_facts(one) for one in found.findings]}
    answer(arguments, facts, lines)
    return 0


def _inputs(given: Iterable[str], now: datetime) -> Variables:
    found: Variables = {}
    for text in given:
        name, sign, expression = text.partition("=")
        if not sign or not name.strip():
            raise NoAssignment(text)
        try:
            read_expression = feel.parse(expression, known=frozenset(terms.FUNCTIONS))
        except feel.FeelSyntax as wrong:
            raise WrongInput(name.strip(), wrong) from None
        scope: Variables = {}
        value = feel.evaluate(read_expression, scope, at=now, functions=terms.FUNCTIONS)
        found[name.strip()] = value
    return found


def _known(model: Decisions, decision: str, inputs: Iterable[str]) -> None:
    """Refuse inputs that the decision does not look at. Raises UnknownInputs."""
    names = decisions.names_of_inputs(model, decision)
    unknown = [name for name in inputs if name.rpartition("}")[2] not in names]
    if unknown:
        near = {name: "".join(get_close_matches(name, names, n=1)) for name in unknown}
        raise UnknownInputs(decision, near, names)


def _facts(one: Finding) -> dict[str, object]:
    return {
        "decision": one.decision_id,
        "name": one.name,
        "inputs": plain(dict(one.inputs)),
        "rules": list(one.rules),
        "outcome": plain(one.outputs),
        "warnings": [words.en for words in one.warnings],
    }


def _line(one: Finding, language: str) -> str:
    rules = ", ".join(str(rule) for rule in one.rules)
    matched = f" ({_RULE.say(language)} {rules})" if rules else ""
    if one.table_id is not None and not rules:
        matched = f" ({_NO_RULE.say(language)})"
    warnings = "".join(f"; {words.say(language)}" for words in one.warnings)
    return f"{one.name}{matched}: {_written(one.outputs)}{warnings}"


def _written(value: Value) -> str:
    """Write a value as FEEL does; null has no text of its own there."""
    text = feel.evaluate(_WRITE, {"value": value}, at=datetime.now(UTC))
    return "null" if text is None else str(text)
