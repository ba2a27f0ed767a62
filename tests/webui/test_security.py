"""Every answer carries the guards; sizes, host names and the cookie are what they must be."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.webui import components
from tests.webui.pages import token
from webui import here

POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
}


@pytest.mark.parametrize(
    "address",
    ["/", "/formulier", "/aanmelden", "/nergens", "/kapot", "/status/403", "/static/regie.css"],
)
def test_every_answer_carries_the_guards(bob, address):
    with bob.get(address) as answer:
        headers = answer.headers

    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_pages_are_never_kept_and_static_files_for_ever(bob):
    def rule(address):
        with bob.get(address) as answer:
            return answer.headers["Cache-Control"]

    assert rule("/") == "no-store"
    assert "immutable" in rule("/static/regie.css?v=1")
    assert "immutable" not in rule("/static/regie.css")


def test_the_address_of_a_static_file_changes_with_the_file(bob):
    page = bob.get("/").get_data(as_text=True)
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]

    assert address.startswith("/static/regie.css?v=")
    for each in (address, "/static/diagram.css"):
        with bob.get(each) as answer:
            assert answer.mimetype == "text/css"


def test_an_address_that_is_remembered_is_that_of_its_own_values(app):
    with app.test_request_context("/"):
        first = here.address_of("static", filename="regie.css", v="1")
        other = here.address_of("static", filename="regie.css", w="1")

    assert (first, other) == ("/static/regie.css?v=1", "/static/regie.css?w=1")


def test_only_our_own_host_names_are_answered(tmp_path):
    own = components.app(tmp_path, hosts=("regie.example",)).test_client()

    assert own.get("/aanmelden", headers={"Host": "regie.example"}).status_code == 200
    assert own.get("/aanmelden", headers={"Host": "evil.example"}).status_code == 400


def test_without_settings_only_this_machine_is_answered(visitor):
    assert visitor.get("/aanmelden", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert visitor.get("/aanmelden", headers={"Host": "regie.example"}).status_code == 400


def test_a_page_without_files_takes_no_large_body(bob):
    answer = bob.post("/besluit", data={"csrf": token(bob), "reden": "x" * 1_100_000})

    assert answer.status_code == 413
    assert "25 MB" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("address", "megabytes"), [("/formulier", 112), ("/besluit", 2)])
def test_a_body_is_refused_by_its_announced_size(bob, address, megabytes):
    announced = {"CONTENT_LENGTH": str(megabytes * 1024 * 1024)}
    answer = bob.post(address, data={"csrf": token(bob)}, environ_overrides=announced)

    assert answer.status_code == 413


def test_a_page_with_files_takes_one_of_several_megabytes(bob):
    file = FileStorage(io.BytesIO(bytes(3 * 1024 * 1024)), "plan.pdf")
    boundary, body = encode_multipart({"csrf": token(bob), "bijlagen": file})
    kind = f"multipart/form-data; boundary={boundary}"

    assert bob.post("/formulier", data=body, content_type=kind).status_code == 200


@pytest.mark.parametrize(("scheme", "is_secure"), [("http", False), ("https", True)])
def test_the_cookie_is_for_the_browser_only(visitor, scheme, is_secure):
    answer = visitor.get("/aanmelden", base_url=f"{scheme}://localhost")
    cookie = answer.headers["Set-Cookie"]

    assert cookie.startswith("regie=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) == is_secure
    assert ("Strict-Transport-Security" in answer.headers) == is_secure
