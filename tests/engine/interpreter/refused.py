"""Diagrams that are refused: with which code, and at which element."""

from __future__ import annotations

from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    ERROR,
    MESSAGE,
    OTHER_ERROR,
    SIGNAL,
    TERMINATE,
    associate,
    both,
    boundary,
    catch,
    data,
    element,
    end,
    first_of,
    flow,
    given,
    go,
    handler,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    undo,
    user,
    when,
    xor,
)

LINK = '<linkEventDefinition name="L"/>'
TO_A = go("s a")


def deep(levels):
    inner = mark("x")
    for level in range(levels):
        inner = sub(f"q{level}", inner)
    return inner


REFUSED = [
    ("not-executed", "a", TO_A + mark("x") + go("s x") + element("choreographyTask", "a")),
    ("performer", "a", TO_A + user("a", "<potentialOwner/>")),
    ("property-of-event", "e", end("e", '<property id="v" name="v"/>') + go("s e")),
    (
        "handler-boundary",
        "b",
        TO_A
        + user("a")
        + undo("a", "x")
        + user("x", isForCompensation="true")
        + boundary("b", "x", SIGNAL),
    ),
    ("nested-too-deep", "q0", go("s q50") + deep(51)),
    ("script-format", "a", TO_A + script("a", "x = 1", scriptFormat="text/javascript")),
    ("expression", "a", TO_A + script("a", "import os")),
    ("expression", "f", user("a") + user("b") + go("s a") + flow("a", "b", "${x}", "f")),
    ("unknown-function", "a", TO_A + user("a", regie_due="volgende(1)")),
    ("not-a-number", "a", TO_A + user("a", startQuantity="0")),
    ("not-a-number", "a", TO_A + user("a", completionQuantity="twee")),
    ("not-a-number", "a", TO_A + user("a", loop(loopMaximum="-1"))),
    ("flow-ends", None, TO_A + user("a") + go("a nowhere")),
    ("flow-ends", None, TO_A + user("a") + sub("q", user("b")) + go("a q") + go("a b")),
    ("flow-out-of-end", "e", end() + user("a") + go("s e a")),
    ("flow-into-start", "s", user("a") + go("s a s")),
    ("default-elsewhere", "x", xor("x", "f") + user("a") + go("s x a") + flow("a", "x", "", "f")),
    ("flow-without-condition", "x", xor("x") + user("a") + user("b") + go("s x a") + go("x b")),
    ("unreachable", "b", TO_A + user("a") + xor("m") + user("b") + go("m b m")),
    ("unreachable", "b", TO_A + user("a") + user("b")),
    ("no-way-to-start", "q", go("s q") + sub("q", user("a"), user("b"), go("a b a"))),
    (
        "two-starts",
        "t",
        go("s q") + sub("q", start("r"), start("t"), user("a"), go("r a"), go("t a")),
    ),
    ("typed-start-inside", "t", go("s q") + sub("q", start("t", MESSAGE), user("a"), go("t a"))),
    (
        "starting-receive",
        "r",
        element("receiveTask", "r", many("2"), messageRef="M1", instantiate="true")
        + user("a")
        + go("r a"),
    ),
    (
        "starting-receive",
        "r",
        element("receiveTask", "r", messageRef="M1", instantiate="true")
        + boundary("b", "r", timer("PT1H"))
        + user("a")
        + go("r a")
        + go("b a"),
    ),
    ("conditional-start", "t", start("t", when("today() = x")) + TO_A + user("a") + go("t a")),
    ("start-kind", "t", start("t", ERROR) + TO_A + user("a") + go("t a")),
    (
        "event-sub-process-start",
        "h",
        TO_A + user("a") + sub("h", user("b"), triggeredByEvent="true"),
    ),
    ("not-interrupting", "h_s", TO_A + user("a") + handler("h", ERROR, interrupting=False)),
    ("event-sub-process-flow", "h", user("a") + go("s a h") + handler("h", ERROR, go("h_s h_e"))),
    (
        "complex-without-condition",
        "j",
        both("g")
        + element("complexGateway", "j")
        + user("a")
        + user("b")
        + go("s g a j")
        + go("g b j"),
    ),
    ("behind-event-gateway", "g", first_of("g") + user("a") + go("s g a")),
    (
        "behind-event-gateway",
        "g",
        first_of("g") + catch("c", LINK) + go("s g c") + throw("t", LINK) + user("a") + go("c a t"),
    ),
    (
        "event-gateway-shared",
        "g",
        first_of("g") + catch("c", SIGNAL) + user("a") + both("b") + go("s b g c") + go("b a c"),
    ),
    (
        "event-gateway-boundary",
        "g",
        first_of("g")
        + element("receiveTask", "c", messageRef="M1")
        + boundary("b", "c", timer("PT1H"))
        + user("a")
        + go("s g c")
        + go("b a"),
    ),
    ("event-kind", "c", catch("c", ERROR) + go("s c")),
    ("event-kind", "t", throw("t", timer("PT1H")) + go("s t")),
    ("event-kind", "e", end("e", timer("PT1H")) + go("s e")),
    (
        "adhoc-start",
        "t",
        go("s q") + sub("q", start("t"), user("a"), go("t a"), tag="adHocSubProcess"),
    ),
    ("adhoc-order", "q", go("s q") + sub("q", user("a"), tag="adHocSubProcess", ordering="Rond")),
    (
        "unknown-reference",
        "d",
        TO_A + user("a") + '<dataObjectReference id="d" dataObjectRef="none"/>',
    ),
    ("ends-twice", "e", end("e", ERROR + OTHER_ERROR) + go("s e")),
    ("ends-twice", "e", end("e", ERROR + TERMINATE) + go("s e")),
    (
        "ends-twice",
        "e",
        go("s q") + sub("q", start("t"), end("e", CANCEL + ERROR), go("t e"), tag="transaction"),
    ),
    ("catches-nothing", "c", catch("c", "") + go("s c")),
    ("catches-nothing", "b", TO_A + user("a") + boundary("b", "a", "")),
    (
        "unknown-event-definition",
        "c",
        catch("c", "<eventDefinitionRef>no</eventDefinitionRef>") + go("s c"),
    ),
    ("unknown-reference", "c", catch("c", SIGNAL.replace("S1", "S9")) + go("s c")),
    ("unknown-reference", "e", end("e", ERROR.replace("E1", "E9")) + go("s e")),
    (
        "unknown-reference",
        "t",
        throw("t", '<escalationEventDefinition escalationRef="X9"/>') + go("s t"),
    ),
    ("without-message", "t", throw("t", "<messageEventDefinition/>") + go("s t")),
    ("without-message", "a", TO_A + element("sendTask", "a")),
    ("without-message", "a", TO_A + element("receiveTask", "a")),
    ("without-signal", "c", catch("c", "<signalEventDefinition/>") + go("s c")),
    ("without-condition", "c", catch("c", "<conditionalEventDefinition/>") + go("s c")),
    ("timer-without-time", "c", catch("c", "<timerEventDefinition/>") + go("s c")),
    ("cron", "c", catch("c", timer("0 0 9 ? * MON", "timeCycle")) + go("s c")),
    ("not-interrupting", "b", TO_A + user("a") + boundary("b", "a", ERROR, interrupting=False)),
    ("cancel-elsewhere", "e", end("e", CANCEL) + go("s e")),
    ("cancel-elsewhere", "b", TO_A + user("a") + boundary("b", "a", CANCEL)),
    ("attached-to-nothing", "b", TO_A + user("a") + boundary("b", "s", SIGNAL)),
    (
        "attached-to-nothing",
        "b",
        TO_A + user("a") + sub("q", user("c"), boundary("b", "a", SIGNAL)),
    ),
    ("no-handler", "b_a", TO_A + user("a") + boundary("b_a", "a", COMPENSATE)),
    ("no-handler", "b_a", TO_A + user("a") + undo("a", "x") + user("x") + go("a x")),
    (
        "handler-flows",
        "x",
        TO_A + user("a") + undo("a", "x") + user("x", isForCompensation="true") + go("a x"),
    ),
    ("handler-alone", "x", TO_A + user("a") + user("x", isForCompensation="true")),
    (
        "mixed-compensation",
        "b",
        TO_A
        + user("a")
        + boundary("b", "a", COMPENSATE + SIGNAL)
        + associate("b", "x")
        + user("x", isForCompensation="true"),
    ),
    ("link-without-target", "t", throw("t", LINK) + go("s t")),
    ("link-twice", "c", throw("t", LINK) + catch("c", LINK) + catch("d", LINK) + go("s t")),
    ("link-flow", "c", throw("t", LINK) + catch("c", LINK) + go("s t") + go("s c")),
    ("loop-without-end", "a", TO_A + user("a", loop())),
    ("many-without-count", "a", TO_A + user("a", many())),
    ("many-with-both", "a", TO_A + user("a", many("3", over="xs"))),
    ("output-without-item", "a", TO_A + user("a", many("3", into="ys"))),
    ("item-without-list", "a", TO_A + user("a", many("3", item="x"))),
    ("loop-and-many", "a", TO_A + user("a", many("3") + loop("x"))),
    (
        "behavior-without-event",
        "a",
        TO_A
        + user(
            "a",
            many("3")
            .replace("<multi", "<multi", 1)
            .replace("isSequential", 'behavior="One" isSequential'),
        ),
    ),
    ("calls-nothing", "a", TO_A + element("callActivity", "a")),
    (
        "unknown-activity",
        "t",
        throw("t", COMPENSATE.replace("/>", ' activityRef="no"/>')) + go("s t"),
    ),
    (
        "activity-elsewhere",
        "t",
        TO_A
        + sub("a", user("b"))
        + throw("t", COMPENSATE.replace("/>", ' activityRef="b"/>'))
        + go("a t"),
    ),
    ("not-a-number", "a", TO_A + user("a", regie_priority="hoog")),
    ("data-without-target", "a", TO_A + user("a", given("", "", made="x"))),
    (
        "data-from-many",
        "a",
        TO_A + data("v") + data("w") + user("a", given("data_v data_w", "data_v")),
    ),
    ("unknown-data", "a", TO_A + data("v") + user("a", given("data_v", "nothing"))),
    ("unknown-data", "a", TO_A + data("v") + user("a", given("s", "data_v"))),
    ("data-assignment", "a", TO_A + data("v") + user("a", given("", "data_v", assigned=("", "v")))),
    (
        "data-assignment",
        "a",
        TO_A + data("v") + user("a", given("", "data_v", assigned=("1", "a/b"))),
    ),
    (
        "data-in-two-ways",
        "a",
        TO_A + data("v") + user("a", given("", "data_v", made="1", assigned=("1", "v"))),
    ),
    ("expression", "a", TO_A + data("v") + user("a", given("", "data_v", made="1 +"))),
    (
        "flow-into-start",
        "g",
        element("eventBasedGateway", "g", instantiate="true") + catch("c", SIGNAL) + go("s g c"),
    ),
    (
        "typed-start-inside",
        "g",
        go("s q")
        + sub(
            "q",
            element("eventBasedGateway", "g", instantiate="true"),
            catch("c", SIGNAL),
            go("g c"),
        ),
    ),
    (
        "parallel-of-raised",
        "b",
        TO_A + user("a") + boundary("b", "a", ERROR + SIGNAL, parallelMultiple="true"),
    ),
    ("undone-by-nobody", "h", TO_A + user("a") + handler("h", COMPENSATE, go("h_s h_e"))),
    ("correlation", "k", TO_A + user("a") + element("correlationSubscription", "k")),
    ("id-twice", "a", TO_A + user("a") + sub("q", user("a")) + go("a q")),
]
