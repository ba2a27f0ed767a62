"""Who loses her session, or was second, is told of the files she chose and where to choose them."""

from io import BytesIO

from tests.webui.pages import Page
from tests.webui.test_case_letters import scanned, waiting
from tests.webui.test_public import IDEA
from tests.webui.test_starting import FILLED, LIST, NEW, START, cases, fred, planned
from tests.webui.workplace import PASSWORD, PDF

__all__ = ["fred", "planned", "scanned", "waiting"]

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
LOST = "Bestanden kunnen niet worden bewaard. Kies in het formulier opnieuw: brief.pdf, kaart.pdf."


def two(question):
    return {question: [(BytesIO(PDF), "brief.pdf"), (BytesIO(PDF), "kaart.pdf")]}


def fields(page):
    """Give what a page posts by name; of what comes more than once all."""
    found = {}
    for each in page.all("input"):
        if each.get("value"):
            found.setdefault(each["name"], []).append(each["value"])
    return found


def signed_in_again(visitor, who, address, sent):
    """Let the cookies go, send the form, and sign in; give the page that offers it once more."""
    token = visitor.get(address).token()
    visitor.client.delete_cookie("regie")
    lost = Page(visitor.client.post(address, data={"csrf": token, **sent}, headers=SAME_SITE))
    wrong = visitor.client.post("/aanmelden", data=fields(lost) | {"naam": who, "wachtwoord": "x"})
    kept = fields(Page(wrong)) | {"naam": who, "wachtwoord": PASSWORD}
    return Page(visitor.client.post("/aanmelden", data=kept))


def pressed(visitor, page, address):
    """Press the one button of the form that goes to an address."""
    button = page.one("button", name="actie")
    assert page.one("form", action=address)
    sent = fields(page) | {"actie": button["value"]}
    return Page(visitor.client.post(address, data=sent))


def test_a_letter_whose_session_ended_leads_to_its_form_to_choose_its_files(place, scanned):
    bob, address = place.as_("bob"), f"/zaken/{scanned}/bericht/antwoord"
    sent = {**START, "antwoord": "Langs het kanaal.", **two("brief")}
    offered = signed_in_again(bob, "bob", address, sent)

    assert LOST in offered.text()
    assert f"U verstuurt: het bericht 'antwoord' aan zaak {scanned}." in offered.text()
    assert offered.one("a", text="Niet versturen")["href"] == f"/zaken/{scanned}"
    assert offered.all("button", text="Verstuur") == []
    form = pressed(bob, offered, address)
    assert form.one("input", name="antwoord")["value"] == "Langs het kanaal."
    assert form.one("input", type="file", name="brief")
    assert bob.get(address).one("h2", text="Antwoord")


def test_a_start_whose_session_ended_leads_to_its_form_to_choose_its_files(planned):
    fred = planned.as_("fred")
    mark = fred.get(NEW).token().partition(".")[2]
    data = {"csrf": f"oud.{mark}", **START, **FILLED, **two("stukken")}
    offered = Page(fred.client.post(NEW, data=data))

    assert LOST in offered.text()
    assert offered.one("a", text="Niet versturen")["href"] == LIST
    form = pressed(fred, offered, NEW)
    assert form.one("input", name="titel")["value"] == "Fietspad"
    assert form.one("input", type="file", name="stukken")
    assert cases(planned) == []


def test_an_idea_from_a_page_that_was_too_old_leads_to_its_form(place):
    visitor = place.visitor()
    data = {"csrf": "oud", **IDEA, **two("idee_bijlagen")}
    offered = Page(visitor.client.post("/idee", data=data, headers=SAME_SITE))

    assert LOST in offered.text()
    visitor.get("/idee")
    assert offered.all("button", text="Verstuur") == []


def test_a_task_whose_session_ended_keeps_what_was_typed_and_asks_its_files(place):
    address = place.address(place.task(place.idea()))
    sent = {**START, "duidelijk_genoeg": "ja", "toelichting": "Mooi", **two("stukken")}
    bob = place.as_("bob")
    offered = signed_in_again(bob, "bob", address, sent)

    assert LOST in offered.text()
    assert offered.one("a", text="Niet versturen")["href"] == address
    form = pressed(bob, offered, address)
    assert form.by_id("toelichting")["text"].strip() == "Mooi"


def test_a_page_with_nothing_but_a_file_leads_to_where_it_is_chosen(place):
    bob, address = place.as_("bob"), f"/zaken/{place.idea()}/stukken"
    mark = bob.get(address).token().partition(".")[2]
    data = {"csrf": f"oud.{mark}", "document": (BytesIO(PDF), "brief.pdf")}
    offered = Page(bob.client.post(address, data=data))

    assert "brief.pdf" in offered.text()
    assert offered.one("a", href=address, text="Kies opnieuw")
    assert offered.all("button", text="Verstuur") == []


def test_who_signs_in_again_with_nothing_but_a_file_is_led_to_where_it_is_chosen(place):
    address = f"/zaken/{place.idea()}/stukken"
    sent = {"document": (BytesIO(PDF), "brief.pdf")}
    offered = signed_in_again(place.as_("bob"), "bob", address, sent)

    assert "Er is nog niets verstuurd." in offered.text()
    assert "wat u invulde is bewaard" not in offered.text()
    assert offered.one("a", href=address, text="Kies opnieuw")


def test_without_files_what_was_typed_is_sent_at_once(place, waiting):
    bob, address = place.as_("bob"), f"/zaken/{waiting}/bericht/antwoord"
    offered = signed_in_again(bob, "bob", address, {**START, "antwoord": "Langs het kanaal."})

    assert offered.one("button", text="Verstuur")
    bob.client.post(address, data=fields(offered))
    assert "Beoordeel aanvraag" in bob.get(f"/zaken/{waiting}").text()


def test_who_was_second_is_told_of_her_file_and_led_to_the_case(place, scanned):
    bob, address = place.as_("bob"), f"/zaken/{scanned}/bericht/antwoord"
    bob.send(address, antwoord="Langs het kanaal.", **START, brief=(BytesIO(PDF), "eerste.pdf"))
    late = bob.send(address, 409, antwoord="Over de brug.", **START, **two("brief"))

    assert late.one("h1")["text"] == "Iemand was u voor"
    assert "Uw bestanden zijn niet bewaard: brief.pdf, kaart.pdf." in late.text()
    assert f"Zaak {scanned} wacht niet meer op het bericht 'antwoord'." in late.text()
    assert "sleutel" not in late.text()
    assert late.one("a", text="Bekijk de zaak")["href"] == f"/zaken/{scanned}"
    assert late.one("a", text="Naar het begin")
    assert "kaart.pdf" not in bob.get(f"/zaken/{scanned}/stukken").text()


def test_who_came_too_late_with_a_task_is_told_of_her_file(place):
    address = place.address(place.task(place.idea()))
    place.as_("bob").send(address, duidelijk_genoeg="ja", sleutel="a", **START)
    late = place.as_("bob").send(
        address, 409, duidelijk_genoeg="ja", toelichting="Mooi", **START, **two("stukken")
    )

    assert "Uw bestanden zijn niet bewaard: brief.pdf, kaart.pdf." in late.text()


def test_who_may_not_see_the_case_is_not_led_to_it(place, waiting):
    page = place.as_("daan").send(f"/zaken/{waiting}/bericht/weg", 404, antwoord="x", **START)

    assert page.all("a", href=f"/zaken/{waiting}") == []
