"""What holds for whatever anybody posts."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import forms, values
from tests.engine.forms.examples import AROUND, budget, idea

IDEA, BUDGET = idea(), budget()
quick = settings(deadline=None, max_examples=60)

TYPED = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            *("", " ", "ja", "nee", "inwoner", "overheid", "emmen", "anders", "3", "1.250,50"),
            *("13-04-2026", "2026-04-13", "14.30", "ann@voorbeeld.nl", "0592 123456", "€ 5"),
            *("31-02-2026", "-5", "0,005", "1e9", "x" * 60, "a\0b", "een\ntwee"),
        ]
    ),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.dates().map(str),
)
NAMES = [*IDEA.paths(), "begroting", "spook", "titel.0.x"]
CELLS = [f"begroting.{row}.{name}" for row in (0, 1, 7) for name in ("soort", "bedrag", "anders")]
IDEAS = st.dictionaries(st.sampled_from(NAMES), st.lists(TYPED, max_size=3))
BUDGETS = st.dictionaries(
    st.sampled_from([*CELLS, "gevraagd", "totaal"]), st.lists(TYPED, max_size=2)
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
POSTED = st.one_of(st.tuples(st.just(IDEA), IDEAS), st.tuples(st.just(BUDGET), BUDGETS))


@quick
@given(POSTED)
def test_reading_never_raises_and_gives_values(posted):
    form, raw = posted
    reading = forms.read(form, raw, **AROUND)

    assert set(reading.answers) == {field.name for field in form.fields}
    assert values.load(values.dump(reading.answers)) == reading.answers
    for words in [*reading.errors.values(), *reading.warnings.values()]:
        assert words.nl
        assert words.en


@quick
@given(POSTED)
def test_refilling_and_reading_again_gives_the_same_answers(posted):
    form, raw = posted
    once = forms.read(form, raw, **AROUND)
    again = forms.read(form, forms.refill(form, once.answers), **AROUND)

    assert without_blank_rows(again.answers) == without_blank_rows(once.answers)


@quick
@given(POSTED)
def test_checking_agrees_with_reading(posted):
    form, raw = posted
    reading = forms.read(form, raw, **AROUND)
    found = forms.check(form, reading.answers, **AROUND)

    if reading.complete:
        assert found == {}
    assert set(found) - set(reading.errors) <= {"begroting"}


@quick
@given(POSTED)
def test_reading_what_was_kept_changes_nothing(posted):
    form, raw = posted
    once = forms.read(form, raw, **AROUND)
    again = forms.read(form, once.raw, **AROUND)

    assert again == once


@quick
@given(st.sampled_from([IDEA, BUDGET]), st.data())
def test_checking_anything_gives_sentences(form, data):
    names = st.sampled_from([field.name for field in form.fields]) | st.text(max_size=5)
    answers = data.draw(st.dictionaries(names, ANYTHING, max_size=6))

    for words in forms.check(form, answers, **AROUND).values():
        assert words.nl
        assert words.en


@quick
@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_an_amount_is_read_back_as_it_was_shown(amount):
    held = forms.refill(BUDGET, {"gevraagd": amount})
    shown = forms.show(BUDGET, "gevraagd", amount, "nl")

    assert forms.read(BUDGET, held, **AROUND).answers["gevraagd"] == amount
    assert forms.read(BUDGET, {"gevraagd": [shown]}, **AROUND).answers["gevraagd"] == amount
    assert isinstance(amount, Decimal)


def without_blank_rows(answers):
    """Leave out rows whose every answer was unreadable: nothing is left of them to refill."""
    return {
        name: [row for row in value if not isinstance(row, dict) or any(row.values())]
        if isinstance(value, list)
        else value
        for name, value in answers.items()
        if name != "totaal"
    }
