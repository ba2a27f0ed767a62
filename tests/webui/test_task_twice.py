"""Two tabs, two people, the wrong moment: a task is done once and nothing typed is lost."""

from io import BytesIO

import pytest

from tests.webui.workplace import PDF

RIGHT = {"actie": "rond-af", "duidelijk_genoeg": "ja", "toelichting": "Helder verhaal"}


@pytest.fixture
def number(place):
    return place.idea()


@pytest.fixture
def task(place, number):
    return place.address(place.task(number))


def typed(page):
    return {
        name["text"]: said["text"]
        for name, said in zip(page.all("dt"), page.all("dd"), strict=True)
    }


def completions(place, number):
    text = place.as_("bob").get(f"/zaken/{number}/verloop").text()
    return text.count("rondde 'Registreer idee' af")


def test_pressing_twice_completes_once_and_says_it_worked(place, number, task):
    bob = place.as_("bob")

    bob.send(task, sleutel="een", **RIGHT)
    page = bob.send(task, sleutel="een", **RIGHT)

    assert "U heeft 'Registreer idee' afgerond." in page.text()
    assert completions(place, number) == 1


def test_a_second_tab_is_told_that_it_was_done_and_gets_its_answers_back(place, number, task):
    bob = place.as_("bob")
    bob.send(task, sleutel="een", **RIGHT)

    page = bob.send(task, 409, sleutel="twee", **RIGHT | {"toelichting": "Iets heel anders"})

    assert "Bob Bakker heeft deze taak al afgerond op 05-01-2026 om 09.00 uur." in page.text()
    assert "Wat u invulde is niet verwerkt." in page.text()
    assert typed(page) == {
        "Is het idee duidelijk genoeg?": "Ja",
        "Toelichting": "Iets heel anders",
    }
    assert completions(place, number) == 1


def test_going_back_and_changing_the_answers_is_not_taken_for_pressing_twice(place, task):
    bob = place.as_("bob")
    bob.send(task, sleutel="een", **RIGHT)

    page = bob.send(task, 409, sleutel="een", **RIGHT | {"toelichting": "Toch anders"})

    assert typed(page)["Toelichting"] == "Toch anders"


def test_a_colleague_who_was_second_is_told_who_was_first(place, number):
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))
    place.complete(place.task(number, "werk_uit"), "bob", **place.proposal)

    page = place.as_("carol").send(task, 409, actie="rond-af", titel="Mijn titel", fonds="nee")

    assert "Bob Bakker heeft deze taak al afgerond" in page.text()
    assert typed(page) == {
        "Titel": "Mijn titel",
        "Kan een ander fonds dit betalen?": "Nee, nog niet onderzocht",
    }


def test_a_task_that_a_colleague_has_can_be_read_and_not_done(place, number):
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))
    place.as_("bob").send(task, actie="pak-op")
    carol = place.as_("carol")

    page = carol.get(task)
    refused = carol.send(task, 409, actie="rond-af", titel="Toch gedaan")

    assert page.one("title")["text"].startswith("Opgepakt door Bob Bakker")
    assert "U kunt meelezen, maar niets wijzigen." in page.text()
    assert not page.all("button", name="actie")
    assert "Bob Bakker heeft deze taak al opgepakt." in refused.text()
    assert typed(refused) == {"Titel": "Toch gedaan"}


def test_a_task_that_was_overtaken_by_time_gives_back_what_was_typed(place, number):
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))
    place.tick(days=31)
    bob = place.as_("bob")

    page = bob.send(task, 404, actie="bewaar", titel="Drie weken werk")

    assert page.one("h1")["text"] == "Deze taak is er niet meer"
    assert typed(page) == {"Titel": "Drie weken werk"}


def test_a_done_task_says_who_did_it_and_for_whom(place, number, task):
    place.substitute("bob", "daan")
    place.go_on(number, by="daan")

    page = place.as_("bob").get(task)

    assert (
        "Daan Dijk heeft deze taak afgerond, voor Bob Bakker, vandaag om 09.00 uur." in page.text()
    )
    assert not page.all("button", name="actie")


def test_a_stranger_sees_no_task_whatever_she_does(place, task):
    daan = place.as_("daan")

    seen = daan.get(task, status=404)
    nothing = daan.get("/taken/RD-2026-0099.1/registreer%231", status=404)
    daan.send(task, 404, **RIGHT)

    assert seen.one("h1")["text"] == nothing.one("h1")["text"] == "Deze pagina is er niet"
    assert seen.text() == nothing.text()


def test_a_stranger_cannot_leave_a_file_at_a_task(place, number, task):
    place.as_("daan").send(task, 404, actie="bewaar", stukken=(BytesIO(PDF), "x.pdf"))

    assert "x.pdf" not in place.as_("bob").get(f"/zaken/{number}/stukken").text()


@pytest.mark.parametrize(
    "strange", ["zomaar", "RD-2026-0001.1", "RD-2026-0001.1/registreer%23x", "%00"]
)
def test_an_address_that_is_no_task_is_not_there(place, strange):
    place.idea()

    place.as_("bob").get(f"/taken/{strange}", status=404)


def test_the_same_form_of_another_task_is_another_command(place, number, task):
    bob, other = place.as_("bob"), place.idea()

    bob.send(task, **RIGHT)
    bob.send(place.address(place.task(other)), **RIGHT)

    assert completions(place, number) == completions(place, other) == 1
