"""Terms as process owners write them, in FEEL."""

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import feel, terms, values
from engine.errors import EngineError

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
NAMES = frozenset(terms.FUNCTIONS)
EVENING = datetime(2026, 4, 13, 22, 30, tzinfo=UTC)  # half past midnight on the 14th, in Amsterdam


def feel_gives(text, **scope):
    expression = feel.parse(text, known=NAMES)
    return feel.evaluate(expression, scope, at=AT, functions=terms.FUNCTIONS)


def test_an_objection_term_is_one_expression():
    term = feel_gives("termijn bezwaar(bekendmaking)", bekendmaking=date(2026, 2, 20))

    assert term["einde"] == date(2026, 4, 7)
    assert term == values.load(values.dump(term))
    assert feel_gives("t.einde", t=term) == date(2026, 4, 7)
    assert feel_gives("termijn beroep(d).regel", d=date(2026, 2, 20)) == "beroepstermijn"


def test_a_decision_on_objection_is_one_expression():
    asked = "termijn beslissing op bezwaar(e, true, false, opgeschorte dagen(v, h, b, null)).einde"
    dates = {"v": date(2026, 4, 20), "h": date(2026, 5, 1), "b": date(2026, 4, 14)}

    assert feel_gives(asked, e=date(2026, 4, 13), **dates) == date(2026, 7, 16)
    asked = "termijn beslissing op bezwaar(e, false, false, 0).einde"
    assert feel_gives(asked, e=date(2023, 5, 26)) == date(2023, 7, 7)


@pytest.mark.parametrize(
    ("repaired", "days", "why"),
    [
        (date(2026, 4, 10), 0, "voordat de beslistermijn begon te lopen. Daarom komen er geen"),
        (date(2026, 4, 15), 0, "stond geen hele dag stil"),
        (date(2026, 4, 20), 5, None),
    ],
)
def test_a_term_to_decide_says_why_a_repair_added_no_days(repaired, days, why):
    term = f"termijn beslissing op bezwaar(e, true, false, {days})"
    asked = f"termijn met herstel({term}, hersteld).stappen"
    steps = feel_gives(asked, e=date(2026, 4, 13), hersteld=repaired)

    said = " ".join(str(step) for step in steps)
    assert ("Het verzuim was hersteld" in said) == (why is not None)
    assert why is None or why in said


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('werkdagen na(date("2026-04-02"), 1)', date(2026, 4, 7)),
        ('werkdagen voor(date("2026-04-07"), 1)', date(2026, 4, 2)),
        ('werkdag op of na(date("2026-04-03"))', date(2026, 4, 7)),
        ('werkdag op of voor(date("2026-04-06"))', date(2026, 4, 2)),
        ('werkdag(date("2026-04-27"))', False),
        ('termijn verzuim(date("2026-04-10"), 2).einde', date(2026, 4, 24)),
        ('termijn verzuim(verzoek: date("2026-04-10"), weken: 2).einde', date(2026, 4, 24)),
        ('wettelijke termijn(date("2026-03-09"), 4, "Awb 4:5").einde', date(2026, 4, 7)),
        ('termijn beslissing op aanvraag(date("2026-11-06"), null).einde', date(2027, 1, 4)),
        ('termijn stukken(date("2026-05-19")).einde', date(2026, 5, 8)),
        ('termijn ter inzage(date("2026-05-19")).einde', date(2026, 5, 12)),
        ('routedatum(date("2026-05-08"), 11).einde', date(2026, 4, 24)),
        ('dwangsom(date("2026-07-06"), date("2026-07-07"), date("2026-08-06")).bedrag', 357),
        ('tijdig ontvangen(date("2026-04-13"), date("2026-04-14"), null)', False),
        ('tijdigheid(date("2026-04-13"), date("2026-04-14"), null).artikel', "Awb 6:9 lid 1"),
        ("termijn met herstel(null, null)", None),
        ('datum voorlopig(date("2029-01-01"))', True),
        ("termijn bezwaar(null)", None),
    ],
)
def test_a_function_gives_what_the_rule_gives(text, value):
    assert feel_gives(text) == value


def test_a_moment_is_a_day_in_amsterdam_first():
    assert feel_gives("termijn bezwaar(m).begin", m=EVENING) == date(2026, 4, 14)
    assert feel_gives("tijdig ontvangen(e, m, null)", e=date(2026, 4, 13), m=EVENING) is False
    assert feel_gives("einde van de dag(e)", e=date(2026, 4, 13)) == datetime(
        2026, 4, 13, 22, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('termijn bezwaar("morgen")', "Bij 'bekendmaking' hoort een datum. Er staat: morgen."),
        ("termijn bezwaar(true)", "Er staat: true."),
        ("termijn bezwaar([1])", "Er staat: …."),
        ('termijn bezwaar(duration("P1D"))', "Er staat: P1D."),
        ('werkdagen na(date("2026-01-01"), 10**6)', "Er staat: 1000000."),
        (
            'termijn beslissing op bezwaar(date("2026-01-01"), 10**6, false, 0)',
            "Er staat: 1000000.",
        ),
        ('werkdagen na(date("2026-01-01"), 1.5)', "Bij 'aantal' hoort een geheel getal"),
        ('werkdagen na(date("2026-01-01"), 100000)', "tot en met 10000"),
        ('termijn beslissing op bezwaar(date("2026-01-01"), "ja", false, 0)', "hoort ja of nee"),
        ('termijn met herstel({einde: 1}, date("2026-01-01"))', "hoort een termijn die eerder is"),
        ('werkdag(date("1950-01-01"))', "valt buiten de kalender nl-2028"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(text, said):
    with pytest.raises(EngineError) as refusal:
        feel_gives(text)
    assert said in refusal.value.sentence("nl")


def test_an_older_calendar_can_be_asked_for_again():
    old = terms.functions(terms.calendar("nl-2025"))

    assert old["werkdag"].call(date(2026, 1, 2)) is True
    assert terms.FUNCTIONS["werkdag"].call(date(2026, 1, 2)) is False


ANYTHING = st.none() | st.booleans() | st.decimals() | st.text() | st.dates() | st.datetimes()


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(terms.FUNCTIONS)), st.lists(ANYTHING, max_size=4))
def test_a_function_gives_a_value_or_refuses_by_name(name, given):
    function = terms.FUNCTIONS[name]
    with contextlib.suppress(EngineError):
        found = function.call(*given[: len(function.parameters)])
        assert values.load(values.dump(found)) == found
