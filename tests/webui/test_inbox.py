"""The lists of tasks: what is urgent first, whose it is, and one thing to do with each."""

import pytest

from engine.store.lists import COUNTED
from tests.engine.crowd import crowd


def rows(page):
    return [
        " ".join(each["text"].split()) for each in page.all("li") if "row" in each.get("class", "")
    ]


def test_tasks_stand_in_groups_by_urgency(place):
    for days in (20, 5, 0):
        place.idea(f"Idee van {days} dagen oud")
        place.tick(days=days and 5)
    place.idea("Idee van vandaag")

    page = place.as_("bob").get("/taken/gremium")

    groups = [each["text"] for each in page.all("h2", **{"class": "group"})]
    assert groups == ["Te laat", "Vandaag", "Binnen een week"]
    assert "te laat: 5 dagen" in rows(page)[0]


def test_a_row_says_what_where_whose_and_until_when(place):
    number = place.idea()

    page = place.as_("bob").get("/taken/gremium")

    (row,) = rows(page)
    assert row.startswith(f"Registreer idee {number} Dorpsdokter dichtbij Staf")
    assert "Nog vrij" in row
    assert "nog 5 dagen zaterdag 10 januari" in row.replace("dagenz", "dagen z")


def test_claiming_a_task_puts_it_with_the_reader(place):
    task = place.task(place.idea())
    bob = place.as_("bob")

    page = bob.send(f"/taken/oppakken/{task}".replace("#", "%23"))

    assert page.one("h1")["text"] == "Registreer idee"
    mine = bob.get("/taken")
    assert mine.one("h1")["text"] == "Er ligt 1 taak bij u"
    assert mine.one("title")["text"].startswith("Mijn taken (1)")
    assert "Bij u" in rows(mine)[0]
    assert "1 open" in mine.all("a", href="/taken")[0]["text"]


def test_a_task_that_was_given_back_is_free_again(place):
    task = place.task(place.idea()).replace("#", "%23")
    bob = place.as_("bob")
    bob.send(f"/taken/oppakken/{task}")

    page = bob.send(f"/taken/teruggeven/{task}")

    assert page.one("h1")["text"] == "Taken van mijn team"
    assert "Nog vrij" in rows(page)[0]
    assert "U heeft 'Registreer idee' teruggegeven." in page.text()


def test_a_task_that_somebody_claimed_since_is_not_said_to_be_given_back(place):
    task = place.task(place.idea()).replace("#", "%23")
    place.as_("bob").send(f"/taken/oppakken/{task}")

    page = place.as_("bob").get(f"/taken/gremium?terug={task}")

    assert "teruggegeven" not in page.text()


def test_what_a_colleague_claimed_shows_who_and_when_and_can_be_read(place):
    number = place.idea()
    bob, carol = place.as_("bob"), place.as_("carol")
    place.go_on(number)
    bob.send(f"/taken/oppakken/{place.task(number, 'werk_uit')}".replace("#", "%23"))

    (row,) = rows(carol.get("/taken/gremium"))

    assert "Opgepakt Door Bob Bakker, vandaag om 09.00 uur" in row
    assert row.endswith(f"Bekijk: Werk voorstel uit, {number}")


def test_a_draft_is_told_to_its_writer_only(place):
    number = place.idea()
    place.go_on(number)
    task = place.address(place.task(number, "werk_uit"))
    place.as_("bob").send(task, actie="bewaar", titel="Dorpsdokter")

    assert "U heeft een concept" in rows(place.as_("bob").get("/taken/gremium"))[0]
    assert "concept" not in rows(place.as_("carol").get("/taken/gremium"))[0]


def test_work_for_an_absent_colleague_says_for_whom(place):
    place.idea()
    place.substitute("bob", "daan")

    page = place.as_("daan").get("/taken/gremium")

    assert "Voor Bob Bakker" in rows(page)[0]
    assert "U neemt waar voor Bob Bakker tot en met maandag 12 januari 2026." in page.text()


def test_a_task_for_one_person_is_hers_without_claiming(place):
    number = place.idea()
    place.decide(number)

    carol = place.as_("carol").get("/taken")
    bob = place.as_("bob").get("/taken/gremium")

    assert rows(carol)[0].startswith(f"Neem besluit {number}")
    assert rows(bob) == []


@pytest.mark.parametrize("words", ["dorps", "RD-2026-0001", "registreer dokter", "STAF"])
def test_searching_finds_by_number_title_task_and_body(place, words):
    place.idea("Dorpsdokter dichtbij")
    place.idea("Nachtbus voor ploegendiensten")

    page = place.as_("bob").get(f"/taken/gremium?zoek={words}")

    found = rows(page)
    assert f"Gezocht op '{words}'." in page.text()
    assert any("Dorpsdokter" in row for row in found)
    assert words == "STAF" or len(found) == 1


def test_a_search_that_finds_nothing_says_so_and_shows_the_way_back(place):
    place.idea()

    page = place.as_("bob").get("/taken/gremium?zoek=zwembad")

    assert "Geen taken gevonden." in page.text()
    assert page.all("a", href="/taken/gremium")
    assert page.by_id("zoek")["value"] == "zwembad"


def test_what_is_searched_for_is_never_markup(place):
    answer = place.as_("bob").client.get("/taken?zoek=<b>%25_")

    assert "<b>%_" not in answer.get_data(as_text=True)


def test_long_lists_come_in_pages_that_keep_the_search(place):
    for number in range(27):
        place.idea(f"Idee nummer {number}")
    bob = place.as_("bob")

    first, second = (
        bob.get("/taken/gremium?zoek=Idee"),
        bob.get("/taken/gremium?zoek=Idee&pagina=2"),
    )

    assert (len(rows(first)), len(rows(second))) == (25, 2)
    assert "26 tot en met 27 van 27" in second.text()
    assert first.one("a", rel="next")["href"] == "/taken/gremium?zoek=Idee&pagina=2"
    assert len(rows(bob.get("/taken/gremium?pagina=99"))) == 2


def test_a_very_long_list_says_that_there_are_more(place):
    crowd(place.store, place.idea(), COUNTED)
    bob = place.as_("bob")

    page, far = bob.get("/taken/gremium"), bob.get("/taken/gremium?pagina=41")

    assert "Taken van mijn team (meer dan 1.000)" in page.one("title")["text"]
    assert "1 tot en met 25 van meer dan 1.000" in page.text()
    assert page.one("a", rel="next")["href"] == "/taken/gremium?pagina=2"
    assert "1.001 tot en met 1.001 van 1.001" in far.text()


def test_empty_lists_say_why_and_what_next(place):
    bob = place.as_("bob")

    assert "Een taak komt hier te staan als u haar oppakt" in bob.get("/taken").text()
    assert "Er staan geen taken klaar voor uw gremia." in bob.get("/taken/gremium").text()
    assert "U heeft nog geen taak afgerond." in bob.get("/taken/klaar").text()


def test_what_was_done_is_listed_with_for_whom(place):
    number = place.idea()
    place.substitute("bob", "daan")
    place.go_on(number, by="daan")

    (row,) = rows(place.as_("daan").get("/taken/klaar"))

    assert row.startswith(f"Registreer idee {number}")
    assert "voor Bob Bakker" in row


def test_a_body_somebody_is_not_in_shows_her_nothing(place):
    task = place.task(place.idea()).replace("#", "%23")
    daan = place.as_("daan")

    assert rows(daan.get("/taken/gremium")) == []
    daan.send(f"/taken/oppakken/{task}", status=404)


def test_claiming_what_a_colleague_has_is_refused_by_name(place):
    number = place.idea()
    place.go_on(number)
    task = place.task(number, "werk_uit").replace("#", "%23")
    place.as_("bob").send(f"/taken/oppakken/{task}")

    page = place.as_("carol").send(f"/taken/oppakken/{task}", status=409)

    assert "Bob Bakker heeft deze taak al opgepakt." in page.text()


def test_the_lists_are_there_in_english(place):
    place.idea()

    page = place.as_("bob").get("/taken/gremium?taal=en")

    assert page.one("h1")["text"] == "Tasks of my bodies"
    assert "5 days left" in rows(page)[0]
