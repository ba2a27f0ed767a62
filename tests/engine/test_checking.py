"""What lies around a diagram is told together with what is wrong in it."""

import pytest

from engine import deployments
from engine.model import Severity
from tests.engine.interpreter.diagrams import diagram, go, start, sub, user

LANE = '<laneSet><lane name="{body}"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
ONE_START = start() + go("s a")
TWO_STARTS = (
    ONE_START + sub("q", start("r"), start("t"), user("b"), go("r b"), go("t b")) + go("s q")
)


def told(office, starts, body):
    """Give what is said of a diagram: how bad it is, the code, and the element."""
    offered = diagram(LANE.format(body=body), user("a"), starts)
    with office.store.read() as tx:
        found = deployments.check(tx, offered)
    return [
        (one.severity, one.code, one.element_id)
        for one in found
        if one.code in ("two-starts", "unknown-body")
    ]


@pytest.mark.parametrize(
    ("starts", "errors"),
    [(ONE_START, []), (TWO_STARTS, [(Severity.ERROR, "two-starts", "t")])],
)
def test_a_lane_that_is_no_body_is_told_once_whether_there_are_errors_or_not(
    sqlite_office, starts, errors
):
    warning = (Severity.WARNING, "unknown-body", None)

    assert told(sqlite_office, starts, "Kernploegje") == [*errors, warning]


def test_a_lane_of_a_known_body_is_not_mentioned_beside_an_error(sqlite_office):
    assert told(sqlite_office, TWO_STARTS, "Kernteam") == [(Severity.ERROR, "two-starts", "t")]
