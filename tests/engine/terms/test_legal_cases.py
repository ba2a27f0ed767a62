"""The published table of legal cases: every date in it, computed by the rules."""

import json
import os
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from engine.terms import (
    AMSTERDAM,
    appeal,
    before_meeting,
    decision_on_application,
    decision_on_objection,
    objection,
    open_for_inspection,
    papers_before_hearing,
    penalty,
    received_in_time,
    repair,
    suspended_days,
    working_day,
)

OFFSETS = {
    "stukken_naar_coordinatieteam": 21,
    "bespreking_coordinatieteam": 15,
    "stukken_naar_stuurgroep": 14,
    "pfo_poho_a": 11,
    "colleges_a": 10,
    "pfo_poho_b": 4,
    "colleges_b": 3,
    "stuurgroep": 0,
}


def cases():
    folder = os.environ.get("REGIE_DOMAIN")
    if not folder:
        reason = "set REGIE_DOMAIN to the folder that holds terms-testcases.json"
        return [pytest.param(None, id="left-out", marks=pytest.mark.skip(reason=reason))]
    written = json.loads((Path(folder) / "terms-testcases.json").read_text("utf-8"))
    return [pytest.param(case, id=case["id"]) for case in written]


@pytest.mark.parametrize("case", cases())
def test_a_case_of_the_table_comes_out(case):
    rule = case["rule"]
    checks = [check for start, check in CHECKS.items() if rule.startswith(start)]
    assert len(checks) == 1, f"no check knows the rule {rule}"
    checks[0](case)


def day(text):
    return date.fromisoformat(text) if text else None


def days_in(text):
    return [date.fromisoformat(found) for found in re.findall(r"\d{4}-\d\d-\d\d", text)]


def objection_ends(case):
    term = objection(day(case["bekendmaking"]))

    assert term.first_day == day(case["first_day"])
    assert term.raw_end == day(case["raw_end"])
    assert term.end == day(case["expected"])
    assert working_day(term.end)


def decision_is_due(case):
    end = objection(day(case["bekendmaking"])).end
    assert end == day(case["bezwaar_eind"])
    how = {"committee": case["commissie"], "adjourned": case["verdaagd"]}
    without = decision_on_objection(end, **how)
    stood_still = 0
    if case["verzuim_verzocht"]:
        requested, repaired = day(case["verzuim_verzocht"]), day(case["verzuim_hersteld"])
        stood_still = suspended_days(
            requested, repaired, first_day=without.first_day, last_day=without.raw_end
        )
    assert stood_still == case["opgeschort_dagen"]
    term = decision_on_objection(end, **how, suspended_days=stood_still)

    assert term.raw_end == day(case["raw_end"])
    assert term.end == day(case["expected"])


def penalty_is(case):
    found = penalty(
        day(case["beslis_eind"]), day(case["ingebrekestelling"]), day(case["besluit_bekend"])
    )

    assert found.first_day == day(case["first_day"])
    assert found.days == case["days"]
    assert found.amount == Decimal(case["expected_eur"])


def route_is(case):
    meeting = day(case["stuurgroep"])
    terms = {name: before_meeting(meeting, days) for name, days in OFFSETS.items()}
    moved = {name: term.end for name, term in terms.items() if term.end != term.raw_end}

    assert {name: term.raw_end for name, term in terms.items()} == {
        name: day(expected) for name, expected in case["expected"].items()
    }
    assert moved == {name: day(moved) for name, moved in case["not_working_day"].items()}


def application_is_due(case):
    (received,), (expected,) = days_in(case["input"]), days_in(case["expected"])

    assert decision_on_application(received).end == expected


def post_is_judged(case):
    end, posted, received = days_in(case["input"])

    assert received_in_time(end, received, posted).in_time == (case["expected"] == "tijdig")


def moment_is_judged(case):
    stamp = re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", case["input"])[0]
    received = datetime.fromisoformat(stamp).replace(tzinfo=AMSTERDAM)

    found = received_in_time(days_in(case["input"])[0], received)
    assert found.in_time == (case["expected"] == "tijdig")


def papers_may_come_until(case):
    (hearing,), (expected,) = days_in(case["input"]), days_in(case["expected"])

    assert papers_before_hearing(hearing).end == expected


def file_lies_open_from(case):
    (hearing,), (expected,) = days_in(case["input"]), days_in(case["expected"])

    assert open_for_inspection(hearing).end == expected


def appeal_ends(case):
    (made_known,), (expected,) = days_in(case["input"]), days_in(case["expected"])

    assert appeal(made_known).end == expected


def repair_is_due(case):
    assert case["input"] == "request 10 Apr 2026 with 2 weeks"
    (expected,) = days_in(case["expected"])

    assert repair(date(2026, 4, 10), 2).end == expected


CHECKS = {
    "bezwaar_eind": objection_ends,
    "beslis_eind": decision_is_due,
    "dwangsom": penalty_is,
    "route": route_is,
    "4:13": application_is_due,
    "6:9 lid 2": post_is_judged,
    "6:9 lid 1": moment_is_judged,
    "7:4 lid 1": papers_may_come_until,
    "7:4 lid 2": file_lies_open_from,
    "beroep": appeal_ends,
    "verzuim": repair_is_due,
}
