"""What was accepted once is refused when it is offered now, and still read where it runs."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.running import ran
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    both,
    catch,
    diagram,
    end,
    first_of,
    go,
    many,
    mark,
    start,
    sub,
    timer,
    user,
)

AD_HOC = sub("a", mark("x"), end("c"), go("x c"), tag="adHocSubProcess") + go("s a")

ACCEPTED_ONCE = [
    ("time-goes-back", catch("c", timer('duration("-PT1H")')) + go("s c")),
    ("never-a-time", catch("c", timer("P999999Y")) + go("s c")),
    ("never-a-count", user("c", many("-1")) + go("s c")),
    ("event-gateway-none", first_of("c") + go("s c")),
    ("adhoc-end", AD_HOC),
    ("definition-elsewhere", mark("c", SIGNAL) + go("s c")),
    ("definition-elsewhere", both("c").replace("></", f">{SIGNAL}</") + go("s c")),
    (
        "unknown-in-set",
        mark(
            "c",
            "<ioSpecification><inputSet><dataInputRefs>weg</dataInputRefs>"
            "</inputSet></ioSpecification>",
        )
        + go("s c"),
    ),
    ("number-too-large", both("c").replace(" id", ' completionQuantity="1001" id') + go("s c")),
]


@pytest.mark.parametrize(("code", "body"), ACCEPTED_ONCE)
def test_what_was_deployed_before_it_was_refused_is_still_read(code, body):
    source = diagram(start(), body)
    problems = interpreter.problems(source)

    refused = [one for one in problems if one.severity is Severity.ERROR]
    assert [(one.code, one.element_id) for one in refused] == [(code, "c")]
    assert refused[0].say("nl") != refused[0].say("en")
    assert interpreter.read(source, "p").process_id == "p"


def test_an_end_event_in_an_ad_hoc_sub_process_still_ends_its_branch_where_it_runs():
    assert ran(AD_HOC, mark("z"), go("a z")).trace() == ["x", "z"]
