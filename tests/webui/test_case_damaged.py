"""A case in which something was erased or damaged: the rest of it can still be seen."""

from io import BytesIO

import pytest
from sqlalchemy import text

from tests.webui.workplace import PDF


@pytest.fixture
def number(place):
    return place.idea()


def change(place, *statements):
    with place.store.begin() as tx:
        tx.change(text("DROP TRIGGER IF EXISTS history_refuses_update"))
        for statement in statements:
            tx.change(text(statement))


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
