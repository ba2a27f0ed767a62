"""Dutch first, English complete; days, money and numbers as people write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from babel import dates, numbers
from hypothesis import given
from hypothesis import strategies as st

from tests.webui import components
from tests.webui.pages import Page
from tests.webui.sentences import sentences
from webui import formats, language

#: the languages as the Unicode consortium describes them
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
AMOUNTS = st.decimals(-(10**9), 10**9, places=6).map(lambda found: found + 0)  # no -0
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_every_sentence_has_its_english():
    missing = {
        f"{place}: {words}" for words, place in sentences() if words not in language.english()
    }

    assert not missing, "\n".join(sorted(missing))


def test_no_english_is_left_of_sentences_that_are_gone():
    used = {words for words, _place in sentences()}

    assert set(language.english()) <= used


def test_every_english_sentence_fills_in_the_same_values():
    def values(words):
        return sorted(part.partition(")")[0] for part in words.split("%(")[1:])

    for dutch, english in language.english().items():
        assert values(dutch) == values(english[0]), dutch


def test_pages_are_dutch_until_somebody_asks_for_english(visitor):
    dutch = Page(visitor.get("/aanmelden"))
    english = Page(visitor.get("/aanmelden?taal=en"))
    kept = Page(visitor.get("/aanmelden"))
    back = Page(visitor.get("/aanmelden?taal=nl"))

    assert (dutch.one("html")["lang"], dutch.one("h1")["text"]) == ("nl", "Aanmelden")
    assert (english.one("html")["lang"], english.one("h1")["text"]) == ("en", "Sign in")
    assert kept.one("h1")["text"] == "Sign in"
    assert back.one("h1")["text"] == "Aanmelden"


def test_the_switch_leads_to_the_same_page_with_the_same_wishes(bob):
    page = Page(bob.get("/?soort=toetsing&pagina=2"))

    assert page.one("a", hreflang="en")["href"] == "/?soort=toetsing&pagina=2&taal=en"


@pytest.mark.parametrize("wish", ["fr", "", "../x"])
def test_a_language_we_do_not_have_changes_nothing(visitor, wish):
    answer = visitor.get(f"/aanmelden?taal={wish}")

    assert Page(answer).one("html")["lang"] == "nl"
    assert not any(each.startswith("taal=") for each in answer.headers.getlist("Set-Cookie"))


def test_refusals_are_said_in_the_language_of_the_reader(bob):
    def refused():
        data = {"csrf": Page(bob.get("/formulier")).token(), "bedrag": "€ 60.000"}
        return bob.post("/besluit", data=data).get_data(as_text=True)

    assert "€ 60.000 is meer dan u mag uitgeven." in refused()
    bob.get("/?taal=en")
    assert "€ 60.000 is more than you may spend." in refused()


@pytest.mark.parametrize(
    ("written", "dutch", "english"),
    [
        (formats.date_long, "maandag 13 april 2026", "Monday 13 April 2026"),
        (formats.date_short, "13 april 2026", "13 April 2026"),
    ],
)
def test_days_are_written_out(written, dutch, english):
    assert written(date(2026, 4, 13), "nl") == dutch
    assert written(date(2026, 4, 13), "en") == english


@pytest.mark.parametrize(("language", "locale"), LOCALES.items())
@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_day_is_written_as_the_language_has_it(language, locale, day):
    long, short = (
        dates.format_date(day, pattern, locale=locale) for pattern in ("EEEE d MMMM y", "d MMMM y")
    )

    assert (formats.date_long(day, language), formats.date_short(day, language)) == (long, short)


@pytest.mark.parametrize(("language", "locale"), LOCALES.items())
@given(amount=AMOUNTS)
def test_every_number_and_amount_is_written_as_the_language_has_it(language, locale, amount):
    exactly = numbers.format_decimal(amount, locale=locale, decimal_quantization=False)
    in_euros = numbers.format_currency(round(amount, 2) + 0, "EUR", locale=locale)  # no -0

    assert formats.number(amount, language) == exactly
    assert formats.money(amount, language) == in_euros


def test_moments_are_told_by_the_clock_of_the_netherlands():
    at = datetime(2026, 4, 13, 22, 30, tzinfo=UTC)

    assert formats.moment(at, "nl") == "14 april 2026, 00.30 uur"
    assert formats.moment(at, "en") == "14 April 2026, 00:30"
    assert formats.date_long(at, "nl") == "dinsdag 14 april 2026"


@pytest.mark.parametrize(
    ("back", "dutch"),
    [
        (timedelta(minutes=20), "vandaag om 09.40 uur"),
        (timedelta(days=1), "gisteren om 10.00 uur"),
        (timedelta(days=17), "3 november, 10.00 uur"),
        (timedelta(days=365), "20 november 2025, 10.00 uur"),
    ],
)
def test_what_was_lately_is_told_from_today(back, dutch):
    assert formats.moment_near(NOW - back, NOW, "nl") == dutch


def test_the_year_is_left_out_of_days_near():
    assert formats.date_near(date(2026, 11, 24), NOW, "nl") == "dinsdag 24 november"
    assert formats.date_near(date(2027, 1, 20), NOW, "nl") == "woensdag 20 januari 2027"


@pytest.mark.parametrize(
    ("due", "dutch", "english", "urgency"),
    [
        (None, "geen einddatum", "no due date", ""),
        (date(2026, 11, 17), "te laat: 3 dagen", "overdue: 3 days", "late"),
        (date(2026, 11, 19), "te laat: 1 dag", "overdue: 1 day", "late"),
        (NOW - timedelta(minutes=1), "te laat: sinds vandaag", "overdue since today", "late"),
        (NOW + timedelta(minutes=1), "vandaag", "today", "today"),
        (date(2026, 11, 20), "vandaag", "today", "today"),
        (NOW + timedelta(hours=14), "morgen", "tomorrow", "soon"),
        (date(2026, 11, 24), "nog 4 dagen", "4 days left", "soon"),
        (date(2026, 12, 1), "nog 11 dagen", "11 days left", ""),
    ],
)
def test_due_days_say_how_long_there_is_left(due, dutch, english, urgency):
    assert formats.due_words(due, NOW, "nl") == dutch
    assert formats.due_words(due, NOW, "en") == english
    assert formats.urgency(due, NOW) == urgency


def test_money_and_numbers_are_written_in_full():
    assert formats.money(50_000, "nl") == "€\N{NO-BREAK SPACE}50.000,00"
    assert formats.money(Decimal("1250.5"), "en") == "€1,250.50"
    assert formats.number(Decimal("1250.12345"), "nl") == "1.250,12345"
    assert formats.file_size(25 * 1024**2, "nl") == "25 MB"
    assert formats.file_size(999, "nl") == "999 bytes"


def test_a_size_is_said_in_the_unit_that_it_rounds_to():
    assert [formats.file_size(size, "nl") for size in (0, 1, 2)] == ["0 bytes", "1 byte", "2 bytes"]
    assert formats.file_size(1024**2 - 1, "nl") == "1 MB"
    assert formats.file_size(1024**3 - 1, "nl") == "1 GB"
    assert formats.file_size(1024**2 - 1024, "nl") == "1.023 kB"


@pytest.mark.parametrize("nothing", ["0", "-0", "-0.00", "-0.001"])
def test_what_is_said_as_nothing_has_no_sign(nothing):
    assert formats.money(Decimal(nothing), "nl") == "€\N{NO-BREAK SPACE}0,00"
    assert formats.money(Decimal(nothing), "en") == "€0.00"
    assert formats.number(Decimal(nothing) * 0, "nl") == "0"


def test_the_language_of_a_person_is_the_first_choice(app):
    client = app.test_client()
    client.set_cookie("regie", components.CAROLS_COOKIE)

    assert Page(client.get("/")).one("html")["lang"] == "en"
