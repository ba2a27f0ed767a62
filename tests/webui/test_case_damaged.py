"""A case in which something was erased or damaged: the rest of it can still be seen."""

import sqlite3
from contextlib import closing
from io import BytesIO

import pytest

from engine import store
from tests.webui import test_case_letters as letters
from tests.webui.forged_pages import TRIGGERS, forget
from tests.webui.workplace import FRED, PDF

waiting = letters.waiting


@pytest.fixture
def number(place):
    return place.idea()


def change(place, *statements):
    """Write in the file of the database as a forger does, whom no rule of it holds back."""
    with closing(sqlite3.connect(place.store._engine.url.database)) as forger, forger:
        for (name,) in forger.execute(TRIGGERS).fetchall():
            forger.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            forger.execute(statement)


@pytest.fixture
def filled(place, number):
    """Give the number of a case with a comment and a document."""
    bob = place.as_("bob")
    bob.send(f"/zaken/{number}/opmerkingen", opmerking="Goed plan")
    bob.send(f"/zaken/{number}/stukken", document=(BytesIO(PDF), "plan.pdf"))
    return number


PARTS = ("", "/stappen", "/verloop", "/stukken", "/opmerkingen")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM case_key",
        "UPDATE case_key SET wrapped = zeroblob(60)",
        "UPDATE comment SET text = zeroblob(60)",
        "UPDATE document SET name = zeroblob(60)",
        "UPDATE history SET sealed = zeroblob(60)",
        "UPDATE history SET facts = 'x'",
        "UPDATE history SET facts = '{}', kind = 'Niets'",
        "UPDATE instance SET snapshot = zeroblob(60)",
    ],
)
def test_whatever_was_erased_or_damaged_every_part_of_a_case_is_shown(place, filled, statement):
    change(place, statement)

    for part in PARTS:
        place.as_("bob").get(f"/zaken/{filled}{part}")


def test_what_was_erased_says_so_where_it_stood(place, filled):
    change(place, "DELETE FROM case_key")
    bob = place.as_("bob")

    assert "Niet leesbaar: gewist" in bob.get(f"/zaken/{filled}/opmerkingen").text()
    assert "Niet leesbaar: gewist" in bob.get(f"/zaken/{filled}/stukken").text()


def test_a_damaged_comment_says_so_and_the_others_are_shown(place, filled):
    change(place, "UPDATE comment SET text = zeroblob(60)")
    place.as_("bob").send(f"/zaken/{filled}/opmerkingen", opmerking="Nog een")

    said = place.as_("bob").get(f"/zaken/{filled}/opmerkingen").text()
    assert "Niet leesbaar: gewijzigd" in said
    assert "Nog een" in said


def test_a_damaged_event_says_so_and_the_others_are_told(place, filled):
    change(place, "UPDATE history SET facts = 'x' WHERE position = 2")

    said = place.as_("bob").get(f"/zaken/{filled}/verloop").text()
    assert "Deze gebeurtenis is gewijzigd en niet meer te lezen" in said
    assert "De zaak kwam van buiten binnen" in said


SNAPSHOTS = (
    "UPDATE instance SET snapshot = x'00'",
    "UPDATE instance SET position = position + 1",
    "DELETE FROM case_key",
)


@pytest.fixture
def fred(place):
    """Give a browser of the administrator."""
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
    return place.as_("fred")


@pytest.mark.parametrize("statement", SNAPSHOTS)
def test_a_state_that_does_not_open_says_so_to_a_reader_and_to_who_steers(
    place, number, fred, statement
):
    change(place, statement)

    overview = place.as_("bob").get(f"/zaken/{number}").text()
    steering = fred.get(f"/zaken/{number}/beheer").text()

    assert "De bewaarde stand van deze zaak is niet te lezen." in overview
    assert "De bewaarde stand van deze zaak is niet te lezen." in steering
    assert "Wat kan worden teruggestuurd, is niet te lezen." in steering


@pytest.mark.parametrize("statement", SNAPSHOTS)
def test_a_case_that_waits_for_a_letter_is_shown_when_its_state_does_not_open(
    place, waiting, statement
):
    change(place, statement)

    page = place.as_("bob").get(f"/zaken/{waiting}")

    assert "De bewaarde stand van deze zaak is niet te lezen." in page.text()


def test_a_case_that_is_whole_does_not_speak_of_damage(number, fred):
    page = fred.get(f"/zaken/{number}/beheer").text()

    assert "niet te lezen" not in page
    assert IS_LOST not in page


LOST = (
    "UPDATE instance SET digest = 'x'",
    "UPDATE bundle SET digest = digest || 'x'",
    "UPDATE bundle SET diagram = x'00'",
    "UPDATE bundle SET process_id = process_id || 'x'",
)
IS_LOST = "De versie van het proces die bij deze zaak hoort, is gewijzigd of niet meer te lezen."


@pytest.fixture
def forgotten():
    """Let nothing be known of bundles that the database does not hold, before and after."""
    forget()
    yield
    forget()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("statement", LOST)
def test_a_case_whose_version_cannot_be_read_says_so_on_all_of_its_pages(
    place, filled, fred, statement
):
    change(place, statement)
    forget()

    for part in PARTS:
        assert IS_LOST in place.as_("bob").get(f"/zaken/{filled}{part}").text()
    assert "Goed plan" in place.as_("bob").get(f"/zaken/{filled}/opmerkingen").text()
    assert "De zaak kwam van buiten binnen" in place.as_("bob").get(f"/zaken/{filled}").text()
    steering = fred.get(f"/zaken/{filled}/beheer").text()
    assert IS_LOST in steering
    assert "Wat kan worden teruggestuurd, is niet te lezen." in steering


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("statement", LOST)
def test_a_task_whose_version_cannot_be_read_says_that_nobody_asked_wrongly(
    place, number, statement
):
    change(place, statement)
    forget()

    page = place.as_("bob").get(place.address(place.task(number)), status=500)

    assert "Dit ligt niet aan u" in page.text()
    assert "met controlegetal" in page.text()


def test_a_case_that_says_it_is_of_another_process_says_so_and_its_work_goes_on(place, number):
    change(place, "UPDATE instance SET process_id = 'x'")
    bob = place.as_("bob")

    for part in PARTS:
        assert IS_LOST in bob.get(f"/zaken/{number}{part}").text()
    assert "Registreer idee" in bob.get(f"/zaken/{number}/stappen").text()
    bob.get(place.address(place.task(number)))


def test_what_cannot_be_done_for_damage_is_no_fault_of_who_asks(place, number, caplog):
    change(place, "UPDATE instance SET snapshot = x'00'")

    page = place.as_("bob").get(place.address(place.task(number)), status=500)

    assert "Dit ligt niet aan u" in page.text()
    assert "Vraag de beheerder ernaar te kijken." in page.text()
    code = page.all("strong")[-1]["text"]
    assert f"error {code} at GET /taken/{place.task(number)}: The content does not" in caplog.text
    assert "Traceback" not in caplog.text
    assert "Ga terug" not in page.text()
