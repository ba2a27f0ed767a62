"""The page that lets running cases follow a version: first in words, then all or none."""

import pytest
from sqlalchemy import update

from engine import replay, store, tables
from tests.webui.test_studio import IDEA, PROPOSAL, cells, deploy
from tests.webui.workplace import EVE

PAGE = f"/processen/{IDEA}/versie/2/lopend"
RENAMED = (
    PROPOSAL.replace(b'id="werk_uit" name="Werk voorstel uit"', b'id="schrijf" name="Schrijf"')
    .replace(b'Ref="werk_uit"', b'Ref="schrijf"')
    .replace(b">werk_uit<", b">schrijf<")
)


@pytest.fixture
def numbers(place):
    """Give two cases: one that waits for a proposal, one that just came in; and a new version."""
    first, second = place.idea(), place.idea("Nachtbus voor ploegendiensten")
    place.go_on(first)
    deploy(place, RENAMED)
    return first, second


def row_of(page, number):
    return next(row for row in cells(page) if row.startswith(number))


def digests(place, number):
    with place.store.read() as tx:
        return store.instances.digests(tx, number)


@pytest.mark.usefixtures("numbers")
def test_the_page_of_a_version_leads_there_when_something_runs_in_another(place):
    page = place.as_("ann").get(f"/processen/{IDEA}")

    assert page.one("a", href=PAGE)["text"] == "Laat lopende zaken deze versie volgen"
    assert not place.as_("eve").get(f"/processen/{IDEA}").all("a", href=PAGE)
    place.as_("eve").get(PAGE, 404)


def test_the_page_says_per_case_what_happens(place, numbers):
    first, second = numbers

    page = place.as_("ann").get(PAGE)

    assert "Taak 'Werk voorstel uit' kan niet mee: dat element is er niet" in row_of(page, first)
    assert row_of(page, first).endswith("Nee")
    assert "Taak 'Registreer idee' blijft." in row_of(page, second)
    assert row_of(page, second).endswith("Ja")
    ticked = [one["value"] for one in page.all("input", type="checkbox") if "checked" in one]
    assert ticked == [second]


def test_a_chosen_way_makes_it_possible_and_is_carried_out(place, numbers):
    first, second = numbers
    ann = place.as_("ann")

    page = ann.get(f"{PAGE}?van-werk_uit=schrijf")
    assert "Taak 'Werk voorstel uit' gaat verder als 'Schrijf'." in row_of(page, first)
    fields = {"van-werk_uit": "schrijf", "zaak": [first, second]}
    done = ann.send(PAGE, **fields)

    assert "2 processen volgen nu deze versie." in done.text()
    assert "Er loopt niets in een andere versie." in done.text()
    assert "Schrijf" in place.as_("bob").get(f"/taken/{first}.1/schrijf%231").text()
    told = place.as_("bob").get(f"/zaken/{first}/verloop").text()
    assert "Ann Anema liet 'Van idee naar besluit' een andere versie volgen" in told
    with place.store.read() as tx:
        assert all(one.right for one in replay.verify_case(tx, first, EVE))


def test_a_draft_that_does_not_open_is_told_before_and_after(place, numbers):
    first, _ = numbers
    place.as_("bob").send(
        place.address(place.task(first, "werk_uit")), actie="pak-op", titel="Dorpsdokter"
    )
    with place.store.begin() as tx:
        tx.change(update(tables.draft).values(answers=b"forged"))
    ann = place.as_("ann")

    before = row_of(ann.get(f"{PAGE}?van-werk_uit=schrijf"), first)
    done = ann.send(PAGE, **{"van-werk_uit": "schrijf", "zaak": [first]})

    told = "Wat Bob Bakker bewaarde bij taak 'Werk voorstel uit' is niet te lezen en kan niet mee."
    assert told in before
    assert before.endswith("Ja")
    assert "1 concept was niet te lezen en kon niet mee" in done.text()
    mine = place.as_("bob").get(f"/taken/{first}.1/schrijf%231").text()
    assert "niet meer te lezen" in mine


def test_one_case_that_cannot_come_along_keeps_all_where_they_are(place, numbers):
    first, second = numbers
    before = digests(place, second)

    page = place.as_("ann").send(PAGE, 409, zaak=[first, second])

    assert "Er is niets gewijzigd, want niet alles kan mee." in page.text()
    assert digests(place, second) == before


@pytest.mark.usefixtures("numbers")
def test_somebody_who_chooses_nothing_is_told_so(place):
    page = place.as_("ann").send(PAGE, 400)

    assert "Kies ten minste een zaak." in page.text()


def test_the_auditor_sees_each_moment_on_the_diagram_of_its_time(place, numbers):
    first, _ = numbers
    place.as_("ann").send(PAGE, **{"van-werk_uit": "schrijf", "zaak": [first]})
    eve = place.as_("eve")

    before = eve.get(f"/toezicht/{first}/{first}.1?g=2")
    after = eve.get(f"/toezicht/{first}/{first}.1?g=3")

    assert "'Werk voorstel uit'" in before.text()
    assert "versie 1" in before.text()
    assert "'Werk voorstel uit' ging verder als 'Schrijf'" in after.text()
    assert "versie 2" in after.text()


def test_the_auditor_sees_which_version_an_instance_follows_and_began_in(place, numbers):
    first, second = numbers
    place.as_("ann").send(PAGE, **{"van-werk_uit": "schrijf", "zaak": [first]})

    eve = place.as_("eve")
    moved, stayed = eve.get(f"/toezicht/{first}"), eve.get(f"/toezicht/{second}")
    now, then = f"/processen/{IDEA}/versie/2", f"/processen/{IDEA}/versie/1"
    assert moved.one("a", href=now)["text"] == "Versie 2"
    assert moved.one("a", href=then)["text"] == "begon in versie 1"
    assert stayed.one("a", href=then)["text"] == "Versie 1"
    assert stayed.all("a", href=now) == []


@pytest.mark.usefixtures("numbers")
def test_a_version_that_is_not_there_has_no_such_page(place):
    place.as_("ann").get(f"/processen/{IDEA}/versie/9/lopend", 404)
