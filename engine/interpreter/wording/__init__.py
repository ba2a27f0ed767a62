"""What can be wrong with a diagram, in both languages: what it is, why, and what to do about it."""

from __future__ import annotations

from engine.interpreter.bpmn import Xml
from engine.interpreter.wording import data, events, files, flows, gateways, work
from engine.model import Problem, Severity, Words

WARNINGS = frozenset(
    (
        "plain-task",
        "no-lane",
        "no-assignee",
        "foreign",
        "condition-does-not-count",
        "condition-on-default",
        "nothing-to-undo",
        "two-lanes",
        "shared-counter",
        "numbers-in-item",
        "other-language",
        "data-store",
        "several-sets",
        "flow-never",
        "no-default",
        "join-may-wait",
        "join-never",
        "quantity-may-wait",
        "quantity-never",
        "never-happens",
        "awaited-twice",
        "awaited-by-items",
        "error-never",
        "escalation-never",
        "cancel-never",
        "error-without-code",
        "escalation-without-code",
        "endless-round",
        "same-answer-round",
        "calls-itself",
        "given-back-beside",
        "given-back-by-items",
        "no-form",
        "event-gateway-one",
        "event-gateway-mixed",
        "condition-of-nothing",
        "refers-to-nothing",
        "nameless",
        "start-nameless",
        "start-named-twice",
        "parallel-of-one",
        "import-not-read",
        "transaction-method",
        "script-empty",
        "script-declares",
        "activation-false",
        "activation-never",
        "loop-never-ends",
        "never-undone",
        "direction-converging",
        "direction-diverging",
        "direction-mixed",
        "direction-unknown",
    )
)

SENTENCES = {
    code: sentence
    for part in (files, flows, gateways, events, work, data)
    for code, sentence in part.SENTENCES.items()
}


def problem(code: str, node: Xml | None = None, **facts: object) -> Problem:
    """Make a problem of its code and the values that belong in its sentences."""
    if node is None:
        return told(code, None, None, **facts)
    return told(code, node.get("id"), " ".join((node.get("name") or "").split()) or None, **facts)


def told(code: str, element_id: str | None, element_name: str | None, **facts: object) -> Problem:
    """Make a problem of an element by its id and its name."""
    nl, en = SENTENCES[code]
    words = Words(nl.format(**facts), en.format(**facts))
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    return Problem(code, words, element_id, element_name, severity)
