"""Terms worked out by hand, some of them by a court, and what must hold for every term."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import terms, values
from engine.terms import OutsideCalendar, Term, wording

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_the_dates_of_a_court_come_out():
    # ECLI:NL:RBMNE:2024:6245: decision of 14 April 2023, objection until 26 May, decision 7 July.
    objection = terms.objection(date(2023, 4, 14))
    decision = terms.decision_on_objection(objection.end, committee=False, adjourned=False)

    assert objection.end == date(2023, 5, 26)
    assert decision.end == date(2023, 7, 7)
    assert not decision.provisional


@pytest.mark.parametrize(
    ("made_known", "end"),
    [
        (date(2026, 2, 19), date(2026, 4, 2)),  # the day before Good Friday
        (date(2026, 2, 20), date(2026, 4, 7)),  # Good Friday
        (date(2025, 3, 15), date(2025, 4, 28)),  # King's Day on a Saturday: the 27th is a Sunday
        (date(2024, 11, 13), date(2024, 12, 30)),  # Christmas and an equated Friday
        (date(2027, 3, 24), date(2027, 5, 10)),  # Liberation Day, Ascension Day, an equated Friday
        (date(2026, 11, 19), date(2026, 12, 31)),  # New Year's Eve is a working day
        (date(2023, 12, 31), date(2024, 2, 12)),  # carnival Monday is a working day
        (date(2024, 1, 18), date(2024, 2, 29)),  # leap day
    ],
)
def test_an_objection_term_stops_at_the_first_working_day(made_known, end):
    assert terms.objection(made_known).end == end


def test_an_adjournment_counts_from_the_end_before_it_moved():
    plain = terms.decision_on_objection(date(2026, 2, 2), committee=True, adjourned=False)
    adjourned = terms.decision_on_objection(date(2026, 2, 2), committee=True, adjourned=True)

    assert (plain.raw_end, plain.end) == (date(2026, 4, 27), date(2026, 4, 28))
    assert adjourned.raw_end == plain.raw_end + timedelta(weeks=6)


def test_extending_more_than_twelve_weeks_is_done_with_a_reservation():
    term = terms.decision_on_objection(date(2026, 8, 21), committee=True, adjourned=True)

    assert term.end == date(2026, 12, 28)
    assert term.reserved
    assert term.safe_end == date(2026, 12, 24)
    assert term.steps[-1].nl.endswith("Reken op donderdag 24 december 2026.")


def test_a_term_after_the_last_decree_is_provisional():
    known = terms.objection(date(2028, 11, 1))
    later = terms.objection(date(2028, 11, 20))

    assert not known.provisional
    assert later.provisional
    assert later.steps[-1].nl == (
        "De gelijkgestelde dagen na 2028 zijn nog niet bekend. Deze datum is voorlopig."
    )


def test_an_old_calendar_still_answers_what_it_knew():
    old, new = terms.calendar("nl-2025"), terms.calendar("nl-2028")
    made_known = date(2026, 4, 3)

    assert terms.objection(made_known, old).end == date(2026, 5, 15)
    assert terms.objection(made_known, old).provisional
    assert terms.objection(made_known, new).end == date(2026, 5, 18)
    assert terms.objection(made_known, new).calendar == "nl-2028"


def test_an_unknown_calendar_is_refused_by_name():
    with pytest.raises(terms.UnknownCalendar, match="nl-1999"):
        terms.calendar("nl-1999")


def test_a_day_before_the_calendar_is_refused():
    with pytest.raises(OutsideCalendar, match="nl-2028"):
        terms.working_day(date(2016, 12, 31))


def test_the_derivation_can_be_read():
    said = [step.nl for step in terms.objection(date(2026, 2, 20)).steps]

    assert said == [
        (
            "Het besluit is bekendgemaakt op vrijdag 20 februari 2026. De termijn begint de dag"
            " daarna, op zaterdag 21 februari 2026 (Awb 6:8 lid 1)."
        ),
        "De termijn is zes weken, tot en met vrijdag 3 april 2026 (Awb 6:7).",
        (
            "De laatste dag valt op Goede Vrijdag. Ook geen werkdag: zaterdag 4 april 2026, zondag"
            " 5 april 2026 en maandag 6 april 2026 (Tweede paasdag). De termijn loopt daarom tot en"
            " met dinsdag 7 april 2026 (Atw art. 1 lid 1)."
        ),
    ]
    short = terms.objection(date(2026, 2, 23)).steps[-1]
    assert short.nl == (
        "De laatste dag valt op Tweede paasdag. De termijn loopt daarom tot en met dinsdag 7 april"
        " 2026 (Atw art. 1 lid 1)."
    )
    assert short.en == (
        "The last day falls on Easter Monday. The term therefore runs up to and including Tuesday"
        " 7 April 2026 (Atw art. 1(1))."
    )


def test_a_term_survives_being_a_variable():
    term = terms.decision_on_objection(date(2026, 8, 21), committee=True, adjourned=True)

    kept = values.load(values.dump(term.as_context()))

    assert Term.from_context(kept) == term
    assert kept["artikel"] == "Awb 7:10; Atw art. 1"
    assert kept["invoer"]["bezwaar_einde"] == date(2026, 8, 21)


def test_any_law_may_set_weeks():
    term = terms.set_by_law(date(2026, 3, 9), 4, "Awb 4:5 lid 4")

    assert term.raw_end == date(2026, 4, 6)
    assert term.end == date(2026, 4, 7)
    assert term.article == "Awb 4:5 lid 4; Atw art. 1"


def test_a_date_of_our_own_is_put_on_a_working_day():
    term = terms.repair(date(2026, 4, 13), 2)

    assert term.end == date(2026, 4, 28)
    assert "Koningsdag" in term.steps[-1].nl
    assert "Atw" not in term.steps[-1].nl


def test_a_hearing_on_a_wednesday_leaves_papers_welcome_on_a_saturday():
    term = terms.papers_before_hearing(date(2026, 5, 20))

    assert term.end == date(2026, 5, 9)
    assert term.safe_end == date(2026, 5, 8)


def test_the_file_lies_open_a_working_day_early():
    term = terms.open_for_inspection(date(2026, 4, 14))

    assert term.end == date(2026, 4, 7)
    assert term.safe_end == date(2026, 4, 2)


def test_days_that_stand_still_count_inside_the_term_only():
    first, last = date(2026, 4, 14), date(2026, 7, 6)

    def suspended(requested, repaired):
        return terms.suspended_days(requested, repaired, first_day=first, last_day=last)

    assert suspended(date(2026, 4, 20), date(2026, 5, 1)) == 10
    assert suspended(date(2026, 4, 7), date(2026, 4, 21)) == 7
    assert suspended(date(2026, 7, 1), date(2026, 7, 20)) == 5
    assert suspended(date(2026, 4, 20), date(2026, 4, 21)) == 0
    assert suspended(date(2026, 5, 1), date(2026, 4, 20)) == 0


def test_a_message_just_before_midnight_in_amsterdam_is_in_time():
    end = date(2026, 4, 13)
    before = datetime(2026, 4, 13, 21, 59, 59, tzinfo=UTC)
    after = datetime(2026, 4, 13, 22, 0, 0, tzinfo=UTC)

    assert terms.received_in_time(end, before).in_time
    assert not terms.received_in_time(end, after).in_time
    assert terms.end_of_day(end) == after
    assert "6:11" in terms.received_in_time(end, after).steps[-1].nl


def test_the_week_for_the_post_ends_on_a_working_day():
    end = date(2026, 4, 20)

    assert terms.received_in_time(end, date(2026, 4, 28), end).in_time
    assert not terms.received_in_time(end, date(2026, 4, 29), end).in_time
    assert not terms.received_in_time(end, date(2026, 4, 22), date(2026, 4, 21)).in_time


def test_the_end_of_the_day_follows_the_clock_of_that_day():
    summer_begins, winter_begins = date(2026, 3, 29), date(2026, 10, 25)

    assert terms.end_of_day(summer_begins).astimezone(UTC).hour == 22
    assert terms.end_of_day(winter_begins).astimezone(UTC).hour == 23


def test_a_penalty_without_a_decision_has_no_amount_yet():
    due = terms.penalty(date(2026, 7, 6), date(2026, 7, 7))

    assert (due.first_day, due.last_day) == (date(2026, 7, 22), date(2026, 9, 1))
    assert due.amount is None
    assert due.as_context()["geldig"] is True


@settings(deadline=None, max_examples=50)
@given(DAYS)
def test_a_term_of_the_law_ends_on_a_working_day(day):
    for term in every_term(day):
        assert terms.working_day(term.end)
        assert terms.working_day(term.safe_end)
        assert term.first_day == day + timedelta(days=1)
        assert term.safe_end <= term.end
        assert term.raw_end <= term.end


@settings(deadline=None, max_examples=50)
@given(DAYS, st.integers(0, 60))
def test_a_later_start_never_ends_earlier(day, later):
    for early, late in zip(every_term(day), every_term(day + timedelta(days=later)), strict=True):
        assert early.end <= late.end


@settings(deadline=None, max_examples=50)
@given(DAYS)
def test_the_explanation_names_every_day_that_is_skipped(day):
    for term in every_term(day):
        said = " ".join(step.nl for step in term.steps)
        skipped = term.raw_end
        while skipped < term.end:
            named = wording.long_date(skipped, "nl")
            assert named in said or terms.CURRENT.closed(skipped).nl in said
            skipped += timedelta(days=1)
        assert wording.long_date(term.end, "nl") in said


@settings(deadline=None, max_examples=50)
@given(DAYS, st.integers(0, 400))
def test_counting_working_days_there_and_back_comes_home(day, count):
    start = terms.next_working_day(day)
    there = terms.add_working_days(start, count)

    assert terms.add_working_days(there, -count) == start
    passed = (start + timedelta(days=step) for step in range(1, (there - start).days + 1))
    assert sum(terms.working_day(each) for each in passed) == count


@settings(deadline=None, max_examples=50)
@given(st.integers(1900, 2299))
def test_easter_is_a_sunday_in_its_season(year):
    found = terms.easter(year)

    assert found.weekday() == 6
    assert date(year, 3, 22) <= found <= date(year, 4, 25)


def every_term(day):
    return [
        terms.objection(day),
        terms.appeal(day),
        terms.decision_on_application(day),
        terms.repair(day, 2),
        terms.decision_on_objection(day, committee=True, adjourned=True),
    ]
