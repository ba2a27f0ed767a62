"""A change is accepted only from a page of our own, and what was typed is never lost."""

import pytest

from tests.webui.pages import Page, token
from webui import again, csrf, here

OWN = {"Sec-Fetch-Site": "same-origin"}


def test_a_form_with_its_token_is_accepted(bob):
    answer = bob.post("/besluit", data={"csrf": token(bob), "reden": "akkoord"})

    assert answer.get_data(as_text=True) == "Bob Bakker: akkoord"


@pytest.mark.parametrize("wrong", ["", "x", "0" * 64, "é"])
def test_a_form_without_its_token_changes_nothing(bob, wrong):
    answer = bob.post("/besluit", data={"csrf": wrong, "reden": "akkoord"}, headers=OWN)

    assert answer.status_code == 400
    assert "Bob Bakker: akkoord" not in answer.get_data(as_text=True)


def test_a_token_of_somebody_else_is_refused(bob, visitor):
    assert bob.post("/besluit", data={"csrf": token(visitor)}).status_code == 400


def test_a_token_is_refused_without_the_cookie_it_belongs_to(app, bob):
    stolen = token(bob)

    answer = app.test_client().post("/besluit", data={"csrf": stolen})

    assert answer.status_code == 401
    assert Page(answer).one("h1")["text"] == "Aanmelden"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_every_method_that_changes_something_is_checked(bob, method):
    allowed = {"post": 400, "put": 405, "delete": 405, "patch": 405}

    assert getattr(bob, method)("/besluit").status_code == allowed[method]


def test_a_script_may_send_the_token_in_a_header(bob):
    answer = bob.post("/besluit", headers={"X-CSRF-Token": token(bob)})

    assert answer.status_code == 200


def test_what_was_typed_into_a_page_that_was_too_old_is_offered_again(bob):
    typed = {"csrf": "old", "reden": 'Het "plan" <is> goed', "leden": ["Bob", "Eve"]}
    answer = bob.post("/besluit?stap=2", data=typed, headers=OWN)
    page = Page(answer)

    assert answer.status_code == 400
    assert "te oud" in page.text()
    form = page.one("form", action="/besluit?stap=2")
    assert form["method"] == "post"
    assert page.one("input", name="reden")["value"] == 'Het "plan" <is> goed'
    assert [each["value"] for each in page.all("input", name="leden")] == ["Bob", "Eve"]
    fresh = {"csrf": page.all("input", name="csrf")[-1]["value"]}
    assert bob.post("/besluit?stap=2", data={**fresh, "reden": "x"}).status_code == 200


def test_passwords_and_old_tokens_are_not_offered_again(visitor):
    answer = visitor.post("/aanmelden", data={"naam": "bob", "wachtwoord": "geheim"}, headers=OWN)
    body = answer.get_data(as_text=True)

    assert 'value="bob"' in body
    assert "geheim" not in body


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_site_gets_no_form_to_press_on(bob, headers):
    answer = bob.post("/besluit", data={"reden": "van een ander"}, headers=headers)

    assert answer.status_code == 400
    assert "van een ander" not in answer.get_data(as_text=True)


def test_an_older_browser_is_known_by_its_origin(bob):
    answer = bob.post(
        "/besluit", data={"reden": "mijn tekst"}, headers={"Origin": "http://localhost"}
    )

    assert 'value="mijn tekst"' in answer.get_data(as_text=True)


def test_who_was_signed_out_meanwhile_signs_in_and_sends_what_was_typed(visitor):
    asked = visitor.post("/besluit", data={"csrf": token(visitor), "reden": "drie weken werk"})
    page = Page(asked)

    assert asked.status_code == 401
    assert page.one("input", name="bewaard.reden")["value"] == "drie weken werk"
    fields = {each["name"]: each.get("value", "") for each in page.all("input") if "name" in each}
    offered = Page(visitor.post("/aanmelden", data=fields))
    assert offered.one("form", action="/besluit")
    assert offered.one("input", name="reden")["value"] == "drie weken werk"


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/\n/evil"],
)
def test_after_signing_in_nobody_is_sent_to_another_site(app, address):
    with app.test_request_context("/aanmelden", query_string={"naar": address}):
        assert again.destination() == "/"


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(visitor):
    answer = visitor.get("/mijn/case%2Fapprove%232?v=1")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/aanmelden?naar=/mijn/case/approve%25232?v%3D1"


def test_the_field_of_a_page_is_that_of_who_signed_in_while_it_was_made(app):
    with app.test_request_context("/"):
        here.let_in("before")
        earlier = csrf.field()
        here.let_in("after")

        assert csrf.field() != earlier
