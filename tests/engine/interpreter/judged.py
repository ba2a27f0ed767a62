"""A diagram for each code that judging one can give, by that code."""

from __future__ import annotations

from tests.engine.interpreter.behaviour.test_behaviors import complex_
from tests.engine.interpreter.diagrams import (
    CANCEL,
    ERROR,
    ESCALATION,
    HEAD,
    MESSAGE,
    SIGNAL,
    TERMINATE,
    both,
    boundary,
    catch,
    diagram,
    element,
    first_of,
    flow,
    go,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    user,
    when,
    xor,
)
from tests.engine.interpreter.refused import REFUSED
from tests.engine.interpreter.refused_gateways import REFUSED_GATEWAYS
from tests.engine.interpreter.refused_times import REFUSED_TIMES
from tests.engine.interpreter.refused_words import REFUSED_WORDS
from tests.engine.interpreter.test_lint_later import ACCEPTED_ONCE
from tests.engine.interpreter.test_lint_words import MUST_UNDERSTAND, WRITTEN
from tests.engine.interpreter.test_refusals import WARNED

LINK = '<linkEventDefinition name="L"/>'
NAMELESS = "<linkEventDefinition/>"
COUNT = script("n1", "n = n + 1")
CHOICE = flow("x", "a", "n = 1") + flow("x", "b", flow_id="d")
TWO = "<timeDate>2030-01-01</timeDate><timeDuration>P1D</timeDuration>"
PYTHON = '<conditionExpression language="python">n</conditionExpression>'

OTHERS = {
    "awaited-by-items": element("receiveTask", "c", many("2"), messageRef="M1") + go("s c"),
    "awaited-twice": both("g")
    + catch("c", MESSAGE)
    + catch("d", MESSAGE)
    + go("s g c")
    + go("g d"),
    "behavior-event": user("a", complex_(("true", TERMINATE))) + go("s a"),
    "cancel-never": sub("a", start("t"), user("k"), go("t k"), tag="transaction")
    + boundary("b", "a", CANCEL)
    + go("s a"),
    "condition-of-nothing": catch("c", when("true")) + go("s c"),
    "endless-round": xor("m") + COUNT + go("s m n1 m"),
    "same-answer-round": xor("m")
    + COUNT
    + xor("x", "d")
    + user("u")
    + go("s m n1 x")
    + flow("x", "m", "other = false")
    + flow("x", "u", flow_id="d"),
    "error-never": user("a") + boundary("b", "a", ERROR) + go("s a"),
    "escalation-never": user("a") + boundary("b", "a", ESCALATION) + go("s a"),
    "event-gateway-none": first_of("g") + go("s g"),
    "event-gateway-mixed": first_of("g")
    + go("s g")
    + catch("c", MESSAGE)
    + element("receiveTask", "r", messageRef="M2")
    + "".join(go(f"g {one}") for one in "cr"),
    "event-gateway-one": first_of("g") + catch("c", SIGNAL) + go("s g c"),
    "expression-language": user("a")
    + go("s a")
    + xor("x", "d")
    + user("b")
    + go("a x")
    + f'<sequenceFlow id="p1" sourceRef="x" targetRef="b">{PYTHON}</sequenceFlow>'
    + flow("x", "a", flow_id="d"),
    "id-characters": user("a b") + flow("s", "a b"),
    "flow-never": xor("x", "d")
    + user("a")
    + user("b")
    + go("s x")
    + flow("x", "a", "1 = 2")
    + flow("x", "b", flow_id="d"),
    "join-may-wait": both("g", "j")
    + user("a")
    + user("b")
    + user("late")
    + boundary("t", "b", timer("P1D"))
    + go("s g a j")
    + go("g b j")
    + go("t late"),
    "calls-itself": element("callActivity", "c", calledElement="p") + go("s c"),
    "join-never": xor("x", "d")
    + user("a")
    + user("b")
    + both("j")
    + go("s x")
    + CHOICE
    + go("a j")
    + go("b j"),
    "link-mixed": throw("t", LINK + SIGNAL) + catch("c", LINK) + user("a") + go("s t") + go("c a"),
    "link-without-name": throw("t", NAMELESS) + catch("c", NAMELESS) + go("s t"),
    "never-a-count": user("a", many("-3")) + go("s a"),
    "never-a-time": user("a", regie_due="P999999Y") + go("s a"),
    "time-goes-back": catch("c", timer('duration("-PT1H")')) + go("s c"),
    "never-happens": xor("x", "d")
    + user("a")
    + user("b")
    + both("j")
    + user("z")
    + go("s x")
    + CHOICE
    + go("a j z")
    + go("b j"),
    "no-default": xor("x")
    + user("a")
    + user("b")
    + go("s x")
    + flow("x", "a", "n = 1")
    + flow("x", "b", "n = 2"),
    "no-form": user("a") + go("s a"),
    "no-id": "<userTask/>",
    "not-yes-or-no": user("a", isForCompensation="nee") + go("s a"),
    "number-beyond-all": user("a", loop(loopMaximum="1" + "0" * 9)) + go("s a"),
    "numbers-in-item": script("a", "n = numberOfInstances", many("2")) + go("s a"),
    "given-back-beside": both("g")
    + user("u")
    + script("n1", "n = 1")
    + element("callActivity", "c", calledElement="p")
    + go("s u g c")
    + go("g n1"),
    "given-back-by-items": script("n1", "n = 1")
    + user("u")
    + element("callActivity", "c", many("2"), calledElement="p")
    + go("s n1 u c"),
    "several-sets": user("a", "<ioSpecification><inputSet/><inputSet/></ioSpecification>")
    + go("s a"),
    "quantity-may-wait": mark("a", completionQuantity="3")
    + mark("b", startQuantity="2")
    + go("s a b"),
    "quantity-never": mark("a", startQuantity="2") + go("s a"),
    "not-a-time": catch("c", timer("P1X")) + go("s c"),
    "two-times": catch("c", f"<timerEventDefinition>{TWO}</timerEventDefinition>") + go("s c"),
    "unknown-form": user("a", regie_form="weg") + go("s a"),
    "unknown-decision": element("businessRuleTask", "a", regie_decision="weg", regie_result="r")
    + go("s a"),
}

#: said of the file as a whole, which is then no diagram to execute
OF_FILES = frozenset(
    (
        "too-large",
        "doctype",
        "not-xml",
        "not-bpmn",
        "too-deep",
        "too-many-elements",
        "no-process",
        "unknown-process",
        "not-made-out",
    )
)

#: codes whose example no program could execute: something in it is no FEEL, or leads to nothing
NOT_MADE_OUT = frozenset(
    (
        "attached-to-nothing",
        "catches-nothing",
        "cron",
        "event-sub-process-start",
        "expression",
        "flow-ends",
        "link-without-target",
        "time-until",
        "timer-without-time",
        "without-condition",
    )
)

#: what only a file as a whole can have
WHOLE = {"other-language": ' expressionLanguage="python"'}

CALL_GLOBAL = element("callActivity", "a", calledElement="g") + go("s a")

#: what stands in the process, and what beside it
EXAMPLES = {
    **{code: (body, others) for code, _, body, others in WRITTEN},
    **{
        code: (body, "")
        for code, _, body in (
            *REFUSED,
            *REFUSED_GATEWAYS,
            *REFUSED_TIMES,
            *REFUSED_WORDS,
            *WARNED,
        )
    },
    **{code: (body, "") for code, body in (*ACCEPTED_ONCE, *OTHERS.items())},
    "must-understand": (user("a") + go("s a"), MUST_UNDERSTAND),
    "no-assignee": (CALL_GLOBAL, element("globalManualTask", "g")),
}


def drawn(code: str) -> bytes:
    """Draw a diagram that judging says this of."""
    if code in WHOLE:
        head = HEAD.replace(" id=", f"{WHOLE[code]} id=", 1)
        return diagram(start(), user("a"), go("s a")).replace(HEAD.encode(), head.encode())
    body, others = EXAMPLES[code]
    return diagram(start(), body, others=others)
