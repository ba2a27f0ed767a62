"""Offering a diagram: a wrong file gets one sentence, every problem its name; publishing."""

import io

import pytest

from engine import store
from tests.webui.pages import Page, token
from tests.webui.test_studio import CHANGED, IDEA, PROPOSAL, drawn

OFFER = "/processen/aanbieden"
PUBLISH = "/processen/aanbieden/publiceren"
#: a choice without conditions, a form that is not there, a body nobody knows
WRONG = (
    PROPOSAL.replace(b"<conditionExpression>duidelijk_genoeg = true</conditionExpression>", b"")
    .replace(b'regie:form="besluit"', b'regie:form="bestaat_niet"')
    .replace(b'name="Stuurgroep"', b'name="Stuurgroepje"')
)
ONLY_A_WARNING = PROPOSAL.replace(b'name="Stuurgroep"', b'name="Stuurgroepje"')


def offer(visitor, content, status=200, name="proces.bpmn"):
    return visitor.send(OFFER, status, bestand=(io.BytesIO(content), name))


def publish(visitor, page, status=200):
    digest = page.one("input", name="controlegetal")["value"]
    return visitor.send(PUBLISH, status, controlegetal=digest)


def rows(page):
    found = [each for each in page.all("li") if "row" in each.get("class", "").split()]
    return [" ".join(each["text"].split()) for each in found]


def versions(place):
    with place.store.read() as tx:
        return {one.version for one in store.bundles.versions(tx) if one.process_id == IDEA}


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "", "Kies eerst een bestand."),
        (b"", "leeg.bpmn", "Dit bestand is leeg."),
        (b"  \n", "wit.bpmn", "Dit bestand is leeg."),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(50),
            "plaatje.bpmn",
            "Dit bestand is geen leesbare BPMN of DMN.",
        ),
        (b"zomaar tekst", "tekst.bpmn", "Dit bestand is geen leesbare BPMN of DMN."),
        (PROPOSAL[:900], "half.bpmn", "Dit bestand is geen leesbare BPMN of DMN."),
        (b"<html><p>x</p></html>", "pagina.bpmn", "Het bestand is geen BPMN 2.0."),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a.bpmn", "bevat een DOCTYPE of ENTITY"),
    ],
)
def test_a_file_that_is_no_diagram_gets_one_sentence(place, content, name, sentence):
    page = offer(place.as_("ann"), content, 400, name)

    alert = page.one("div", role="alert")
    assert sentence in alert["text"]
    assert page.one("title")["text"].startswith("Fout: ")
    assert page.by_id("bestand")["aria-invalid"] == "true"
    place.as_("ann").get(OFFER)


def test_a_file_of_three_megabytes_is_refused_in_words(place):
    client = place.as_("ann").client
    head = (
        f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token(client, OFFER)}\r\n'
        '--x\r\nContent-Disposition: form-data; name="bestand"; filename="groot.bpmn"\r\n\r\n'
    )
    body = head.encode() + PROPOSAL + b" " * 3_000_000 + b"\r\n--x--\r\n"

    answer = client.post(OFFER, data=body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400
    assert "Het bestand is groter dan" in Page(answer).one("div", role="alert")["text"]


def test_a_giant_is_refused_before_it_is_read(place):
    client = place.as_("ann").client
    announced = {"CONTENT_LENGTH": str(112 * 1024 * 1024)}
    data = {"csrf": token(client, OFFER)}

    answer = client.post(OFFER, data=data, environ_overrides=announced)

    assert answer.status_code == 413


def test_every_problem_is_named_where_it_is_and_marked_in_the_drawing(place):
    page = offer(place.as_("ann"), WRONG)

    assert page.one("h1")["text"] == "Het diagram heeft 2 fouten en 1 waarschuwing"
    found = rows(page)
    assert found[0].startswith("Fout Duidelijk genoeg?De pijl ja heeft geen voorwaarde")
    assert "Keuze, baan Staf, duidelijk" in found[0]
    assert found[1].startswith("Fout Neem besluitHet formulier 'bestaat_niet' bestaat niet.")
    assert "Taak, baan Stuurgroepje, besluit" in found[1]
    assert found[2].startswith("Let opEr is geen gremium met de naam van baan 'Stuurgroepje'")
    marked = {name for name, classes in drawn(page).items() if "g-problem" in classes}
    assert marked == {"besluit", "duidelijk"}
    assert not page.all("button", text="Publiceer")


def test_the_problems_are_said_in_the_language_of_the_reader(place):
    ann = place.as_("ann")
    ann.get("/processen?taal=en")

    page = offer(ann, WRONG)

    assert page.one("h1")["text"] == "The diagram has 2 errors and 1 warning"


def test_errors_stop_publishing_even_when_somebody_insists(place):
    ann = place.as_("ann")
    page = offer(ann, WRONG)

    answer = publish(ann, page, 400)

    assert "Er is niets gepubliceerd. Los eerst de fouten op." in answer.text()
    assert versions(place) == {1}


def test_a_warning_does_not_stop_publishing(place):
    ann = place.as_("ann")

    page = offer(ann, ONLY_A_WARNING)
    assert page.one("h1")["text"] == "Het diagram heeft geen fouten en 1 waarschuwing"
    assert rows(page)[0].startswith("Let opEr is geen gremium met de naam van baan 'Stuurgroepje'")

    assert "Van idee naar besluit heeft nu versie 2" in publish(ann, page).text()


def test_publishing_makes_the_next_version_and_old_cases_keep_theirs(place):
    number = place.idea()
    ann = place.as_("ann")
    page = offer(ann, CHANGED)
    assert "dit wordt versie 2" in page.text()
    assert versions(place) == {1}

    told = publish(ann, page)

    assert told.one("h1")["text"] == "Het diagram is gepubliceerd"
    assert "Van idee naar besluit heeft nu versie 2." in told.text()
    bob = place.as_("bob")
    assert "Werk voorstel uit" in bob.get(f"/zaken/{number}/stappen").text()
    assert "Schrijf het voorstel" in bob.get(f"/zaken/{place.idea()}/stappen").text()


def test_the_same_file_again_changes_nothing(place):
    ann = place.as_("ann")
    page = offer(ann, PROPOSAL)
    assert "die nu al geldt. Publiceren verandert niets." in page.text()

    told = publish(ann, page)

    assert told.one("h1")["text"] == "Er is niets veranderd"
    assert "gold versie 1 al. Het bestand is hetzelfde." in told.text()
    assert versions(place) == {1}


def test_an_older_file_makes_its_old_version_apply_again(place):
    ann = place.as_("ann")
    publish(ann, offer(ann, CHANGED))

    told = publish(ann, offer(ann, PROPOSAL))

    assert "geldt weer versie 1" in told.text()
    assert versions(place) == {1, 2}


def test_pressing_twice_publishes_once(place):
    ann = place.as_("ann")
    page = offer(ann, CHANGED)

    publish(ann, page)
    publish(ann, page)

    assert versions(place) == {1, 2}


def test_only_what_was_looked_at_is_published(place):
    ann = place.as_("ann")
    seen = offer(ann, CHANGED)
    offer(ann, ONLY_A_WARNING)

    answer = publish(ann, seen, 409)

    assert "U hebt daarna een ander bestand aangeboden." in answer.text()
    assert versions(place) == {1}


def test_without_an_offer_there_is_nothing_to_look_at_or_to_publish(place):
    ann = place.as_("ann")

    assert ann.client.get("/processen/aanbieden/controle").headers["Location"] == OFFER
    ann.send(PUBLISH, 404, controlegetal="0" * 64)


def test_a_name_with_html_in_it_is_only_a_name(place):
    evil = CHANGED.replace(b"Schrijf het voorstel", b"&lt;script&gt;alert(1)&lt;/script&gt;")

    page = offer(place.as_("ann"), evil)

    assert not any("alert" in each["text"] for each in page.all("script"))
    assert "<script>alert(1)</script>" in page.text()


@pytest.mark.parametrize("p", ["", "new:1", "new:99:" + IDEA, "x:y:z", "new:1:<b>"])
def test_an_address_that_tells_what_is_not_so_leads_to_the_list(place, p):
    answer = place.as_("ann").client.get("/processen/gepubliceerd", query_string={"p": p})

    assert answer.headers["Location"] == "/processen"


def test_the_page_of_offering_is_sound(place):
    answer = place.as_("ann").client.get(OFFER)

    assert Page(answer).one("label", **{"for": "bestand"})["text"] == "BPMN- of DMN-bestand"
