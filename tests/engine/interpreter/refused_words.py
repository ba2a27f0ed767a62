"""Diagrams that say in our own vocabulary, or in another vendor's, what is not executed."""

from __future__ import annotations

from tests.engine.interpreter.diagrams import element, go, user

TO_A = go("s a")

REFUSED_WORDS = [
    ("without-service", "a", TO_A + element("serviceTask", "a")),
    ("without-decision", "a", TO_A + element("businessRuleTask", "a", regie_result="x")),
    ("without-result", "a", TO_A + element("businessRuleTask", "a", regie_decision="D1")),
    (
        "foreign-mapping",
        "a",
        TO_A + user("a", "<extensionElements><other:ioMapping/></extensionElements>"),
    ),
    (
        "not-a-mapping",
        "a",
        TO_A + element("callActivity", "a", calledElement="q", regie_inputs="x"),
    ),
    (
        "not-a-name",
        "a",
        TO_A + element("callActivity", "a", calledElement="q", regie_outputs='{"a b": 1}'),
    ),
    ("unknown-attribute", "a", TO_A + user("a", regie_formulier="x")),
    ("unknown-attribute", "a", TO_A + element("manualTask", "a", regie_series="x")),
    (
        "unknown-element",
        "a",
        TO_A + user("a", "<extensionElements><regie:form/></extensionElements>"),
    ),
    ("not-a-name", "a", TO_A + user("a", regie_result="mijn antwoord")),
]
