"""A decision that was made: told in the case and to the auditor, in words and in its table."""

from decimal import Decimal

import pytest

from engine import deployments
from engine.events import DecisionMade
from engine.model import Place
from tests.webui import deciding
from tests.webui.test_audit import fact
from tests.webui.test_audit_verify import erase
from tests.webui.test_studio import cells
from tests.webui.workplace import ANN
from webui.decisions import by_digest, sentence


@pytest.fixture(autouse=True)
def furnished_place(place):
    deciding.furnish(place)


def moment(place, number, query="", person="eve"):
    return place.as_(person).get(f"/toezicht/{number}/{number}.1{query}")


def matched(page):
    """Give the rows of tables that are marked, by their words."""
    rows = [each for each in page.all("tr") if each.get("class") == "at"]
    return [" ".join(each["text"].split()) for each in rows if "Gold" in each["text"]]


def test_the_history_of_a_case_says_which_rule_of_which_table_applied(place):
    number = deciding.spend(place)

    for address in (f"/zaken/{number}", f"/zaken/{number}/verloop"):
        page = place.as_("bob").get(address)
        assert "Tabel 'Wie beslist' (Mandaat): regel 2 gold (directeur)" in page.text(), address
        assert "Beslissing 'grens'" not in page.text(), address
        assert page.one("a", href=f"/zaken/{number}/verloop/{number}.1/1")


def test_the_case_shows_the_table_with_the_rule_that_applied_marked_by_a_word(place):
    number = deciding.spend(place)

    page = place.as_("bob").get(f"/zaken/{number}/verloop/{number}.1/1")

    assert "De eerste regel die geldt, beslist." in page.text()
    (row,) = matched(page)
    assert row.startswith("Regel 2 Gold<= grens")
    assert row.endswith('"directeur"Mandaat, artikel 3, eerste lid')
    current = [each for each in page.all("a") if each.get("aria-current") == "page"]
    assert current[-1]["text"] == "Verloop"


def test_what_a_decision_looked_at_is_for_who_may_read_history(place):
    number = deciding.spend(place, "123.45", "inhuur")
    address = f"/zaken/{number}/verloop/{number}.1/1"

    seen = place.as_("bob").get(address).text() + place.as_("bob").get(f"/zaken/{number}").text()
    told = moment(place, number).text()

    assert "123,45" not in seen
    assert "inhuur" not in seen.replace('"inhuur"', "")
    assert "Bedrag: 123,45" in told
    assert "Soort: inhuur" in told


def test_the_auditor_reads_an_input_of_a_wrong_type_as_it_was_given(place):
    number = deciding.spend(place, kind=Decimal(12345))

    told = moment(place, number).text()

    assert "Gekregen, maar van een ander type" in told
    assert "12.345" in told
    assert "past niet bij het type string" in told


def test_a_case_of_others_shows_no_decisions(place):
    number = deciding.spend(place)

    place.as_("daan").get(f"/zaken/{number}/verloop/{number}.1/1", 404)


def test_a_moment_in_which_nothing_was_decided_has_no_such_page(place):
    number = deciding.spend(place)
    place.complete(f"{number}.1/betaal#1", "bob", hoe="goed")
    bob = place.as_("bob")

    for address in (f"{number}.1/2", f"{number}.1/9", f"{number}.9/1", "x/1"):
        bob.get(f"/zaken/{number}/verloop/{address}", 404)


def test_the_auditor_reads_what_was_asked_which_rule_applied_and_what_came_out(place):
    number = deciding.spend(place, "50000.00")

    page = moment(place, number)

    assert "Tabel 'Wie beslist' (Mandaat): regel 2 gold, uitkomst directeur" in fact(
        page, "Wat volgde"
    )
    assert "Beslissing 'grens' (Mandaat): uitkomst 50.000" in page.text()
    assert fact(page, "Uitkomst") == "directeur"
    assert [row.split("<=")[0] for row in matched(page)] == ["Regel 2 Gold"]


@pytest.mark.parametrize(
    ("amount", "kind", "rule"),
    [("49999.99", "inhuur", 2), ("50000.00", "inhuur", 2), ("50000.01", "inhuur", 3)],
)
def test_the_rule_that_applied_is_that_of_the_amount(place, amount, kind, rule):
    number = deciding.spend(place, amount, kind)

    (row,) = matched(moment(place, number))
    assert row.startswith(f"Regel {rule} Gold")


def test_the_rule_that_applied_is_told_in_words_before_its_table(place):
    text = moment(place, deciding.spend(place)).text()

    said = text.index("Dan Wie beslist")
    assert said < text.index("De eerste regel die geldt, beslist.")


def test_when_no_rule_applied_no_row_is_marked(place):
    with place.store.begin() as tx:
        deployments.deploy(tx, deciding.TABLE.replace(b"&gt; grens", b"&gt; 99999"), by=ANN)
    number = deciding.spend(place, "60000.00")

    page = moment(place, number)

    assert matched(page) == []
    assert "(Mandaat): geen regel gold, uitkomst controller" in page.text()
    assert "Als geen regel geldt" in page.text()


def test_the_table_is_that_of_the_time(place):
    number = deciding.spend(place)
    with place.store.begin() as tx:
        deployments.deploy(tx, deciding.TABLE.replace(b"<text>50000<", b"<text>99<"), by=ANN)
    later = deciding.spend(place)

    old, new = moment(place, number), moment(place, later)

    assert matched(old)[0].startswith("Regel 2")
    assert matched(new)[0].startswith("Regel 3")
    digests = [
        {each["text"] for each in page.all("code") if each["text"].endswith("…")}
        for page in (old, new)
    ]
    assert [len(each) for each in digests] == [1, 1]
    assert digests[0] != digests[1]
    assert old.all("a", href="/processen/uitgave/versie/1/beslissing/D4")
    assert new.all("a", href="/processen/uitgave/versie/2/beslissing/D4")


def test_of_an_erased_case_the_table_stays_and_the_values_are_gone(place):
    number = deciding.spend(place)
    erase(place, number)

    page = moment(place, number)

    assert matched(page)[0].startswith("Regel 2")
    assert "Inhoud gewist" in page.text()
    assert "onderzoek" not in page.text().replace('"onderzoek"', "")


def test_a_decision_is_told_in_english_too(place):
    page = moment(place, deciding.spend(place), "?taal=en")

    assert "Table 'Wie beslist' (Mandaat): rule 2 applied, outcome directeur" in page.text()


def test_cells_that_do_not_matter_are_said_so_by_ear(place):
    rows = cells(moment(place, deciding.spend(place)))

    assert any("-maakt niet uit" in row for row in rows)


def test_a_table_that_is_called_as_its_file_is_named_once(app):
    content = deciding.TABLE.replace(b'name="Mandaat"', b'name="Wie beslist"')
    effect = DecisionMade(Place("beslis"), "D4", "Wie beslist", "", {}, (2,))

    with app.test_request_context("/"):
        said = [sentence(effect, by_digest([file])) for file in (deciding.TABLE, content)]

    assert said == [
        "Tabel 'Wie beslist' (Mandaat): regel 2 gold (directeur)",
        "Tabel 'Wie beslist': regel 2 gold (directeur)",
    ]
