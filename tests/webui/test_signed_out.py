"""What was typed before a session ended is kept for who typed it, and for nobody else."""

import pytest

from tests.webui.pages import Page
from tests.webui.workplace import PASSWORD


def test_what_was_typed_when_the_session_ended_is_there_after_signing_in_again(place):
    task = place.task(place.idea())
    bob = place.as_("bob")
    token = bob.get("/taken").token()
    place.tick(hours=2)
    typed = {"csrf": token, "actie": "rond-af", "duidelijk_genoeg": "ja", "toelichting": "Mooi"}

    lost = Page(bob.client.post(place.address(task), data=typed))
    kept = {
        each["name"]: each["value"] for each in lost.all("input") if each["name"] != "wachtwoord"
    }
    offered = Page(
        bob.client.post("/aanmelden", data={**kept, "naam": "bob", "wachtwoord": PASSWORD})
    )
    again = {each["name"]: each["value"] for each in offered.all("input")}
    done = Page(
        bob.client.post(
            offered.one("form", action=place.address(task))["action"],
            data=again,
            follow_redirects=True,
        )
    )

    assert "Wat u invulde is bewaard" in lost.text()
    assert again["toelichting"] == "Mooi"
    assert "U heeft 'Registreer idee' afgerond." in done.text()


def lost_session(place):
    """Let Bob's session end while he fills in a task; give his browser and the sign-in page."""
    bob = place.as_("bob")
    token = bob.get(place.address(place.task(place.idea()))).token()
    place.tick(hours=2)
    typed = {"csrf": token, "actie": "rond-af", "sleutel": "k1"}
    typed |= {"duidelijk_genoeg": "ja", "toelichting": "Mooi"}
    page = Page(bob.client.post("/taken/RD-2026-0001.1/registreer%231", data=typed))
    return bob, {each["name"]: each["value"] for each in page.all("input")}


def test_who_signs_in_again_reads_what_she_will_send_in_the_words_of_the_form(place):
    bob, kept = lost_session(place)

    page = Page(bob.client.post("/aanmelden", data={**kept, "naam": "bob", "wachtwoord": PASSWORD}))

    terms = [each["text"] for each in page.all("dt")]
    assert terms == ["Is het idee duidelijk genoeg?", "Toelichting"]
    assert "bent opnieuw aangemeld" in page.text()
    assert "te oud" not in page.text()
    assert "U verstuurt: de taak 'Registreer idee' van zaak RD-2026-0001." in page.text()


def test_what_one_typed_is_not_shown_to_another_who_signs_in_there(place):
    bob, kept = lost_session(place)

    answer = bob.client.post("/aanmelden", data={**kept, "naam": "carol", "wachtwoord": PASSWORD})
    page = Page(answer)

    assert "Mooi" not in answer.get_data(as_text=True)
    assert page.all("input", name="toelichting") == []
    assert "heeft iemand anders getypt" in page.text()
    assert Page(bob.client.get("/taken")).all("h1")


TYPED = {"actie": "rond-af", "duidelijk_genoeg": "ja", "toelichting": "Mooi"}


def signed_out_elsewhere(place, mark=None):
    """Let Bob sign out in another tab and send his task from a browser that says nothing more."""
    bob = place.as_("bob")
    address = place.address(place.task(place.idea()))
    token = bob.get(address).token()
    bob.send("/afmelden")
    if mark is not None:
        token = f"{token.partition('.')[0]}.{mark}"
    answer = bob.client.post(address, data={**TYPED, "csrf": token})
    return bob, address, answer


def test_what_was_typed_is_kept_when_somebody_signed_out_in_another_tab(place):
    bob, address, answer = signed_out_elsewhere(place)
    lost = Page(answer)
    still_there = place.as_("bob").get(address)

    kept = {each["name"]: each["value"] for each in lost.all("input")}
    data = {**kept, "naam": "bob", "wachtwoord": PASSWORD}
    offered = Page(bob.client.post("/aanmelden", data=data))

    assert answer.status_code == 401
    assert "Wat u invulde is bewaard" in lost.text()
    assert still_there.one("button", value="rond-af")
    assert offered.one("input", name="toelichting")["value"] == "Mooi"


@pytest.mark.parametrize("mark", ["0" * 64, "bob", "é"])
def test_what_a_made_up_mark_brings_is_not_shown_to_who_signs_in(place, mark):
    bob, _address, answer = signed_out_elsewhere(place, mark)
    kept = {each["name"]: each["value"] for each in Page(answer).all("input")}

    data = {**kept, "naam": "bob", "wachtwoord": PASSWORD}
    offered = Page(bob.client.post("/aanmelden", data=data))

    assert offered.all("input", name="toelichting") == []
    assert "heeft iemand anders getypt" in offered.text()


def test_a_page_without_a_mark_is_refused_when_the_browser_says_nothing(place):
    _bob, _address, answer = signed_out_elsewhere(place, "")

    assert answer.status_code == 400
    assert "Mooi" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("who", "headers", "is_offered"),
    [
        ("bob", {}, True),
        ("carol", {}, False),
        ("bob", {"Sec-Fetch-Site": "cross-site"}, False),
        ("bob", {"Origin": "https://elders.example"}, False),
    ],
)
def test_who_signed_in_again_elsewhere_is_offered_only_what_she_typed(
    place, who, headers, is_offered
):
    bob = place.as_("bob")
    address = place.address(place.task(place.idea()))
    token = bob.get(address).token()
    bob.client.set_cookie("regie", place.cookie(who))

    answer = bob.client.post(address, data={**TYPED, "csrf": token}, headers=headers)

    assert answer.status_code == 400
    assert ("Mooi" in answer.get_data(as_text=True)) is is_offered
    assert place.as_("bob").get(address).one("button", value="rond-af")


def test_a_page_of_one_who_left_is_not_sent_by_another_who_came(place):
    bob = place.as_("bob")
    task = place.address(place.task(place.idea()))
    token = bob.get(task).token()
    bob.client.set_cookie("regie", place.cookie("carol"))

    answer = bob.client.post(
        task,
        data={"csrf": token, "actie": "rond-af", "toelichting": "Van Bob"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 400
    assert "Van Bob" not in answer.get_data(as_text=True)
