"""Whether the history of a case is right, said in words: honest, forged, erased, and long."""

import pytest
from sqlalchemy import text

from engine import tasks
from tests.webui.test_audit import fact, moment, states
from tests.webui.test_studio import cells
from tests.webui.workplace import BOB, EVE
from webui.audit import sweep


@pytest.fixture
def told(place):
    """Give the number of a case with two instances."""
    number = place.idea()
    place.go_on(number)
    place.complete(place.task(number, "werk_uit"), "bob", **place.proposal)
    return number


def forge(place, statement):
    """Change history as somebody with the database in hand would: without the triggers."""
    with place.store.begin() as tx:
        for name in ("history_refuses_update", "history_refuses_delete"):
            tx.change(text(f"DROP TRIGGER {name}"))
        tx.change(text(statement))


def erase(place, number):
    """Destroy the key of a case."""
    with place.store.begin() as tx:
        tx.change(text("DELETE FROM case_key WHERE case_number = :number"), {"number": number})


def test_an_honest_instance_is_said_to_be_right_on_every_page(place, told):
    page = moment(place, told, "?g=1")

    assert "Klopt Van idee naar besluit: alle 3 gebeurtenissen kloppen." in page.text()
    assert "Zij sluiten op elkaar aan en zijn niet gewijzigd." in page.text()


def test_the_whole_case_is_verified_at_a_press(place, told):
    before = place.as_("eve").get(f"/toezicht/{told}")
    after = place.as_("eve").get(f"/toezicht/{told}?controle=1")

    assert "kloppen" not in before.text()
    said = after.one("div", role="status")["text"]
    assert f"Van idee naar besluit ({told}.1): alle 3 gebeurtenissen kloppen." in said
    assert f"Toetsing ({told}.2): de ene gebeurtenis klopt." in said


def test_the_button_beside_a_moment_verifies_the_whole_case_and_stays_there(place, told):
    page = moment(place, told, "?g=2&controle=1")

    assert page.by_id("g")["value"] == "2"
    said = page.one("section", role="status")["text"]
    assert f"Toetsing ({told}.2): de ene gebeurtenis klopt." in said
    assert "opmerkingen en stukken zijn zoals de geschiedenis ze vertelt." in said
    assert "Opnieuw uitgevoerd is de uitkomst dezelfde." in said


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (
            "UPDATE history SET \"by\" = 'carol' WHERE position = 2",
            "Deze gebeurtenis is gewijzigd.",
        ),
        ("UPDATE history SET facts = '{}' WHERE position = 2", "Deze gebeurtenis is gewijzigd."),
        ("UPDATE history SET kind = 'Niets' WHERE position = 2", "Deze gebeurtenis is gewijzigd."),
        ("UPDATE history SET sealed = zeroblob(60) WHERE position = 2", "is gewijzigd."),
        ("DELETE FROM history WHERE position = 2", "Deze gebeurtenis ontbreekt."),
    ],
)
def test_a_forged_event_is_named_by_its_position_with_the_reason(place, told, statement, reason):
    forge(place, statement)

    page = moment(place, told)

    assert "Klopt niet Van idee naar besluit: gebeurtenis 2 klopt niet." in page.text()
    assert reason in page.text()
    assert "De ene gebeurtenis ervoor klopt." in page.text()
    assert page.all("a", href=f"/toezicht/{told}/{told}.1?g=2")
    assert "gebeurtenis 2 klopt niet" in place.as_("eve").get(f"/toezicht/{told}?controle=1").text()


def test_what_a_forged_event_says_is_not_believed(place, told):
    forge(place, "UPDATE history SET facts = '{}' WHERE position = 2")

    page = moment(place, told, "?g=2")

    assert "Deze gebeurtenis is veranderd en niet meer te lezen." in page.text()


def test_an_event_that_names_what_is_not_in_the_diagram_is_shown_and_refused(place, told):
    for found in ('"f3"', '"duidelijk#1"'):
        other = '"zzz#1"' if "#" in found else '"zzz"'
        with place.store.begin() as tx:
            tx.change(text("DROP TRIGGER IF EXISTS history_refuses_update"))
            change = "UPDATE history SET facts = replace(facts, :found, :other) WHERE position = 2"
            tx.change(text(change), {"found": found, "other": other})

    assert "gebeurtenis 2 klopt niet" in moment(place, told, "?g=2").text()
    assert "gebeurtenis 2 klopt niet" in moment(place, told, "?g=3").text()


def test_a_missing_end_is_said_without_a_way_to_what_is_not_there(place, told):
    forge(place, "DELETE FROM history WHERE position = 3")

    page = moment(place, told)

    assert page.by_id("g")["max"] == "2"
    assert "gebeurtenis 3 klopt niet. De geschiedenis is korter" in page.text()
    assert not page.all("a", href=f"/toezicht/{told}/{told}.1?g=3")


def test_a_history_that_is_gone_altogether_is_a_verdict_and_no_failure(place, told):
    forge(place, "DELETE FROM history")

    answer = place.as_("eve").client.get(f"/toezicht/{told}/{told}.1", follow_redirects=True)

    assert answer.status_code == 200
    assert "einde ontbreekt" in answer.get_data(as_text=True)


def test_erased_content_is_shown_as_erased_and_the_chain_still_verifies(place):
    number = place.idea()
    place.complete(place.task(number), "bob", duidelijk_genoeg=False, toelichting="Geheim")
    erase(place, number)

    page, said = moment(place, number), moment(place, number, "?controle=1").text()

    assert "alle 2 gebeurtenissen kloppen" in said
    assert "De inhoud van 2 gebeurtenissen is gewist" in said
    assert "Geheim" not in page.text()
    assert "Toelichting Gewist Nu" in cells(page)
    assert fact(page, "Gekozen") == "'nee' naar 'Niet verder'"
    assert fact(page, "Bekeken") == "Inhoud gewist"
    assert states(page)["registreer"] == {"g-done"}


def test_a_case_of_hundreds_of_events_shows_those_around_the_moment(place):
    number = place.idea()
    task = place.task(number)
    for _round in range(60):
        with place.store.begin() as tx:
            tasks.claim(tx, task, BOB)
            tasks.release(tx, task, BOB)

    page = moment(place, number, "?g=61")

    listed = [each for each in page.all("a") if each["text"].partition(".")[0].isdigit()]
    assert [each["text"].partition(".")[0] for each in listed] == [str(n) for n in range(55, 67)]
    assert "54 eerdere" in page.text()
    assert "55 latere" in page.text()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instance SET digest = (SELECT min(digest) FROM bundle)",
        "UPDATE instance SET digest = (SELECT max(digest) FROM bundle)",
        "UPDATE bundle SET diagram = x'00'",
        "DELETE FROM bundle_file",
        "UPDATE history SET facts = 'x'",
        "UPDATE \"case\" SET status = 'Goedgekeurd'",
        "DELETE FROM task",
    ],
)
def test_whatever_was_changed_every_page_answers_in_words(place, told, statement):
    with place.store.begin() as tx:
        tx.change(text("PRAGMA defer_foreign_keys = ON"))
        tx.change(text("DROP TRIGGER history_refuses_update"))
        tx.change(text(statement))

    for query in ("", "?controle=1"):
        case = place.as_("eve").client.get(f"/toezicht/{told}{query}")
        page = place.as_("eve").client.get(
            f"/toezicht/{told}/{told}.1{query}", follow_redirects=True
        )
        assert (case.status_code, page.status_code) == (200, 200)
    assert "Klopt niet" in place.as_("eve").get(f"/toezicht/{told}?controle=1").text()


def test_a_change_in_the_dossier_is_named(place, told):
    with place.store.begin() as tx:
        tx.change(text("UPDATE \"case\" SET title = 'Een andere titel'"))

    said = place.as_("eve").get(f"/toezicht/{told}?controle=1").one("div", role="status")["text"]
    assert "Het dossier is niet zoals de geschiedenis het vertelt." in said
    assert "De titel 'Een andere titel' van de zaak is niet die van de geschiedenis." in said


@pytest.mark.usefixtures("told")
def test_all_chains_are_checked_at_a_press_on_the_start_page(place):
    before = place.as_("eve").get("/toezicht")
    after = place.as_("eve").get("/toezicht?controle=1")

    assert "Opnieuw uitgevoerd wordt er niets" in before.text()
    assert "Nagerekend" not in before.text()
    said = after.one("div", role="status")["text"]
    assert "Klopt Nagerekend: 4 gebeurtenissen van 2 processen." in said
    assert "regie verify" not in said


def test_what_is_wrong_anywhere_is_listed_with_a_way_to_its_case(place, told):
    forge(place, "UPDATE history SET facts = '{}' WHERE position = 2")

    page = place.as_("eve").get("/toezicht?controle=1")

    said = page.one("div", role="status")["text"]
    assert "Klopt niet Nagerekend: 4 gebeurtenissen van 2 processen." in said
    assert f"{told}.1, gebeurtenis 2: Deze gebeurtenis is gewijzigd." in said
    assert page.one("a", href=f"/toezicht/{told}?controle=1")["text"] == f"{told}.1"


@pytest.mark.usefixtures("told")
def test_a_page_checks_no_more_than_it_can_and_says_how_to_do_the_rest(place):
    forge(
        place,
        "INSERT INTO history WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
        " WHERE i < 150) SELECT 'ZZ-2026-' || i || '.1', position, at, kind, facts, sealed,"
        ' "by", on_behalf_of, previous, hash FROM n, history WHERE position = 3',
    )

    said = place.as_("eve").get("/toezicht?controle=1").one("div", role="status")["text"]

    assert said.count("Deze geschiedenis hoort bij geen enkel proces.") == 100
    assert "Dit is niet alles" in said
    assert "regie verify --all --as eve" in said


@pytest.mark.usefixtures("told")
def test_a_page_stops_after_so_many_events(place):
    some, everything = (sweep.checked(place.store, EVE, most=most) for most in (3, 99))

    assert (some.events, some.instances, some.is_all) == (3, 0, False)
    assert (everything.events, everything.instances, everything.is_all) == (4, 2, True)
