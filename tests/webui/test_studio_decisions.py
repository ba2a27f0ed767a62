"""The decisions of a version as process owners see them, and offering a file of decisions."""

import pytest

from engine import deployments, store
from tests.webui import deciding
from tests.webui.deciding import DIAGRAM, PROCESS, TABLE
from tests.webui.pages import Page, token
from tests.webui.test_studio import cells
from tests.webui.test_studio_offering import OFFER, offer, publish, rows
from tests.webui.workplace import ANN

VERSION = f"/processen/{PROCESS}/versie/1"
CHANGED = TABLE.replace(b"<text>50000<", b"<text>25000<")
DEEPEST = 146  #: lists inside each other, in a decision, in a file of 150 levels
BOMB = (
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + TABLE.partition(b"?>")[2]
)


@pytest.fixture
def ann(place):
    """Give a browser of Ann, where a process decides with a table."""
    deciding.furnish(place)
    return place.as_("ann")


def versions(place):
    with place.store.read() as tx:
        return {one.version for one in store.bundles.versions(tx) if one.process_id == PROCESS}


def marked(page):
    return [each["text"] for each in page.all("mark")]


# --- what a version holds


def test_a_version_lists_its_decisions_with_the_steps_that_ask_them(ann):
    page = ann.get(VERSION)

    assert page.one("a", href=f"{VERSION}/beslissing/D4")["text"] == "Wie beslist"
    assert "Mandaat, tabel met 3 regels, bij: Bepaal wie beslist" in page.text()
    assert "Mandaat, rekenregel" in page.text()
    assert "Bepaal wie beslistKernteam, beslissing D4" in page.text()


def test_a_process_without_decisions_speaks_of_none(ann):
    assert "Beslissingen" not in ann.get("/processen/toets").text()


def test_a_table_is_shown_with_all_that_is_in_it(ann):
    page = ann.get(f"{VERSION}/beslissing/D4")

    assert page.one("h1")["text"] == "Wie beslist"
    assert "Wie mag deze uitgave goedkeuren?" in page.text()
    assert "De eerste regel die geldt, beslist." in page.text()
    heads = [" ".join(each["text"].split()) for each in page.all("th", scope="col")]
    assert heads[0] == "Artikel"
    assert "Gevraagd bedrag in euro's bedrag" in heads
    assert 'Soort uitgave soort Mogelijk: "project", "onderzoek", "inhuur"' in heads
    found = cells(page)
    assert 'Regel 1-maakt niet uit"project""stuurgroep"Mandaat, artikel 2' in found
    assert 'Als geen regel geldt"controller"' in found
    assert "Gold" not in page.text()


def test_a_decision_says_what_it_hangs_together_with(ann):
    text = ann.get(f"{VERSION}/beslissing/D4").text()

    assert "Gevraagd bijBepaal wie beslist" in text
    assert "Kijkt naarbedrag, soort" in text
    assert "Gebruiktgrens" in text
    assert "Gebruikt doorWie beslist" in ann.get(f"{VERSION}/beslissing/grens").text()


def test_logic_that_is_no_table_is_shown_as_text_in_its_parts(ann):
    page = ann.get(f"{VERSION}/beslissing/opbouw")

    parts = [each["text"] for each in page.all("dt")]
    for name in ("met btw", "Functie", "kaal", "stukken", "1.", "2.", "Als", "Dan", "Anders"):
        assert name in parts
    assert {"Uit", "Alleen als", "Voor elke stuk uit", "Geef", "Uitkomst"} <= set(parts)
    written = [each["text"] for each in page.all("pre")]
    assert "bedrag / 2" in written
    assert "stuk * 2" in written
    assert "soorttarief" in page.all("table")[0]["text"].replace("\n", "").replace(" ", "")
    model = ann.get(f"{VERSION}/beslissing/btw")
    assert "Functie van (kaal)" in [each["text"] for each in model.all("dt")]


def test_the_file_of_a_decision_can_be_downloaded_letter_for_letter(ann):
    answer = ann.client.get(f"{VERSION}/dmn/D4")

    assert answer.data == TABLE
    assert answer.headers["Content-Disposition"] == ('attachment; filename="Mandaat-versie-1.dmn"')
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_decision_of_an_older_version_stays_to_be_seen(place, ann):
    with place.store.begin() as tx:
        deployments.deploy(tx, CHANGED, by=ANN)

    old = ann.get(f"{VERSION}/beslissing/grens").text()
    new = ann.get(f"/processen/{PROCESS}/versie/2/beslissing/grens").text()

    assert "50000" in old
    assert "25000" in new


def test_what_is_not_there_is_said_to_be_not_there(ann):
    for address in ("D44", "", "../../x", "%00", "in_bedrag"):
        ann.get(f"{VERSION}/beslissing/{address}", 404)
        ann.get(f"{VERSION}/dmn/{address}", 404)
    ann.get(f"/processen/{PROCESS}/versie/9/beslissing/D4", 404)


def test_only_who_sees_processes_sees_their_decisions(place):
    deciding.furnish(place)
    for address in ("beslissing", "dmn"):
        place.as_("bob").get(f"{VERSION}/{address}/D4", 404)
    assert "Bied" not in place.as_("eve").get(f"{VERSION}/beslissing/D4").text()


def test_a_name_with_html_in_it_is_only_a_name(ann):
    evil = TABLE.replace(b'label="Soort uitgave"', b'label="&lt;script&gt;alert(1)&lt;/script&gt;"')

    page = offer(ann, evil)

    assert not any("alert" in each["text"] for each in page.all("script"))
    assert "<script>alert(1)</script>" in page.text()


# --- offering


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, "Het bestand bevat een DOCTYPE of ENTITY"),
        (TABLE[:900], "Dit bestand is geen leesbare DMN."),
        (
            TABLE.replace(b"<definitions", b"<html", 1).replace(b"</definitions", b"</html"),
            "Het bestand is geen DMN",
        ),
        (b"<dmn/>", "Het bestand is geen DMN"),
    ],
    ids=["bomb", "half", "html", "neither"],
)
def test_a_file_that_holds_no_decisions_gets_one_sentence(ann, content, sentence):
    page = offer(ann, content, 400, "mandaat.dmn")

    assert sentence in page.one("div", role="alert")["text"]
    assert page.by_id("bestand")["aria-invalid"] == "true"


def test_a_file_of_fifty_megabytes_is_refused_in_words(ann):
    head = (
        f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token(ann.client, OFFER)}\r\n'
        '--x\r\nContent-Disposition: form-data; name="bestand"; filename="groot.dmn"\r\n\r\n'
    )
    body = head.encode() + TABLE + b" " * 50_000_000 + b"\r\n--x--\r\n"

    answer = ann.client.post(OFFER, data=body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400
    assert "Het bestand is te groot" in Page(answer).one("div", role="alert")["text"]


def test_the_deepest_logic_that_is_accepted_can_be_shown(ann):
    inner = b"<literalExpression><text>1</text></literalExpression>"
    deep = b"<list>" * DEEPEST + inner + b"</list>" * DEEPEST
    begin = TABLE.index(b'<literalExpression id="grens_expressie">')
    end = TABLE.index(b"</decision>", begin)

    page = offer(ann, TABLE[:begin] + deep + TABLE[end:])
    offer(ann, TABLE[:begin] + b"<list>" + deep + b"</list>" + TABLE[end:], 400)

    assert page.one("h1")["text"].startswith("Het bestand heeft")
    assert len([each for each in page.all("dt") if each["text"] == "1."]) >= DEEPEST


def test_offered_decisions_are_shown_with_the_processes_that_get_a_next_version(place, ann):
    page = offer(ann, CHANGED)

    assert page.one("h1")["text"] == "Het bestand heeft geen fouten en 1 waarschuwing"
    assert rows(page)[0].startswith("Let op Bepaal wie beslistIn '{bedrag: kosten")
    assert "Uitgave: dit wordt versie 2." in page.text()
    assert marked(page) == ["hier: kosten tot hier"]
    assert "25000" in [each["text"] for each in page.all("pre")]
    assert not page.all("svg")
    assert versions(place) == {1}

    told = publish(ann, page)

    assert told.one("h1")["text"] == "De beslissingen zijn gepubliceerd"
    assert "De beslissingen van Mandaat gelden nu." in told.text()
    assert "Uitgave heeft nu versie 2." in told.text()
    assert versions(place) == {1, 2}


def test_decisions_that_no_process_uses_yet_can_be_published_too(place):
    ann = place.as_("ann")
    page = offer(ann, TABLE)
    assert "Nog geen proces beslist hiermee." in page.text()

    told = publish(ann, page)

    assert "De beslissingen van Mandaat gelden nu." in told.text()
    assert "Nog geen proces beslist ermee." in told.text()
    with place.store.read() as tx:
        assert store.bundles.library(tx, "decision") == {"urn:regie:tests:mandaat": TABLE}


def test_the_same_decisions_again_change_nothing(place, ann):
    page = offer(ann, TABLE)

    assert "dit is versie 1, die nu al geldt. Publiceren verandert niets." in page.text()
    publish(ann, page)
    assert versions(place) == {1}


def test_an_expression_that_is_wrong_is_shown_with_the_place_marked(place, ann):
    page = offer(ann, TABLE.replace(b"&gt; grens", b"&gt; grens dan"))

    assert page.one("h1")["text"] == "Het bestand heeft 1 fout en 1 waarschuwing"
    found = rows(page)[0]
    assert "Regel 1, positie 9: 'dan' gevonden" in found
    assert marked(page)[0] == "hier: dan tot hier"
    assert page.all("a", href="#beslissing-1")
    assert page.by_id("beslissing-1")["text"] == "Wie beslist"
    assert not page.all("button", text="Publiceer")
    assert "Er is niets gepubliceerd." in publish(ann, page, 400).text()
    assert versions(place) == {1}


def test_where_an_expression_ends_too_early_the_gap_is_marked(ann):
    page = offer(ann, TABLE.replace(b"&gt; grens", b"&gt; "))

    assert page.all("mark")[0]["class"] == "gap"
    assert marked(page)[0] == "hier ontbreekt iets"


def test_the_place_is_told_in_the_language_of_the_reader(ann):
    ann.get("/processen?taal=en")

    page = offer(ann, TABLE.replace(b"&gt; grens", b"&gt; grens dan"))

    assert page.one("h1")["text"] == "The file has 1 error and 1 warning"
    assert "Line 1, column 9: found 'dan', expected" in page.text()
    assert marked(page)[0] == "here: dan up to here"


def test_the_place_is_marked_in_the_expressions_of_diagrams_too(ann):
    page = offer(ann, DIAGRAM.replace(b'wie = "directeur"', b"wie = ) 3"))

    assert "geen FEEL." in page.text()
    assert "hier: ) tot hier" in marked(page)


def test_the_page_of_publishing_believes_no_address(ann):
    for query in ({"b": "0" * 64}, {"b": "<b>"}, {"b": ""}):
        answer = ann.client.get("/processen/gepubliceerd", query_string=query)
        assert answer.headers["Location"] == "/processen", query
