"""What goes wrong is said in words, with a way on, and never with the inside of the product."""

import logging

import pytest

from engine.errors import EngineError
from tests.webui import components
from tests.webui.components import TooMuch
from tests.webui.pages import Page, token
from webui import errors


class SomebodyWasFirst(EngineError):
    nl = "Iemand anders heeft deze taak opgepakt."
    en = "Somebody else took this task."


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413])
def test_every_refusal_is_a_page_with_a_way_on(bob, status):
    answer = bob.get(f"/status/{status}")
    page = Page(answer)

    assert answer.status_code == status
    assert page.one("main")
    assert page.all("a", href="/")


def test_a_page_that_is_not_there_says_so_to_visitors_too(visitor):
    answer = visitor.get("/nergens")

    assert answer.status_code == 404
    assert Page(answer).one("h1")["text"] == "Deze pagina is er niet"


def test_a_refusal_of_the_engine_is_told_in_its_own_words(bob):
    answer = bob.post("/besluit", data={"csrf": token(bob), "bedrag": "<b>€ 9</b>"})

    assert answer.status_code == 400
    assert "<b>€ 9</b> is meer dan u mag uitgeven." in Page(answer).text()


def test_a_status_belongs_to_a_class_of_errors_and_those_below_it(tmp_path):
    class Lost(SomebodyWasFirst):
        pass

    app = components.app(tmp_path)
    errors.register(app, {SomebodyWasFirst: 409})
    with app.test_request_context("/"):
        app.preprocess_request()
        for error, status in ((Lost(), 409), (SomebodyWasFirst(), 409), (TooMuch(amount=1), 400)):
            assert app.handle_user_exception(error)[1] == status


def test_a_failure_to_find_out_who_asks_is_a_page_too(app):
    client = app.test_client()
    client.set_cookie("regie", components.COOKIE_THAT_BREAKS)
    answer = client.get("/")

    assert answer.status_code == 500
    assert Page(answer).one("h1")["text"] == "Er ging iets mis"


def test_a_failure_shows_a_code_and_nothing_else(bob, caplog):
    with caplog.at_level(logging.ERROR):
        answer = bob.get("/kapot")
    body = answer.get_data(as_text=True)
    code = Page(answer).all("strong")[-1]["text"]

    assert answer.status_code == 500
    assert "secret" not in body
    assert "Traceback" not in body
    assert f"error {code} at GET /kapot" in caplog.text
    assert "the secret inside" in caplog.text
