"""Whoever has no part in a case cannot tell it from one that is not there, however she asks."""

from __future__ import annotations

import http.client
import re
from urllib.parse import quote, urlencode, urlsplit

import pytest

from engine import cases, uploads
from tests.acceptance.town import address as address_of
from tests.processes import answers
from tests.webui.workplace import PDF

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
STRANGERS = ("otto", "ann", None)


@pytest.fixture(scope="module")
def hidden(town):
    """Give addresses of a case, its task and its file, each beside one where nothing is."""
    number = town.send("idee ontvangen", **answers.IDEA)
    task, worker = town.worker(number, "registreer_idee")
    upload = uploads.upload("plan.pdf", PDF)
    with town.store.begin() as tx:
        cases.attach(tx, number, upload, worker)
    nothing = quote(task.id.replace(number, "RD-2026-9999"))
    return {
        address_of(task): f"/taken/{nothing}",
        f"/taken/oppakken/{quote(task.id)}": f"/taken/oppakken/{nothing}",
        f"/taken/teruggeven/{quote(task.id)}": f"/taken/teruggeven/{nothing}",
        f"/stukken/{upload.id}": f"/stukken/{'0' * len(upload.id)}",
        **{
            f"/zaken/{number}{part}": f"/zaken/RD-2026-9999{part}"
            for part in ("", "/stappen", "/verloop", "/stukken", "/opmerkingen")
        },
    }


class Caller:
    """Asks by any method there is, with the cookie and the token of somebody."""

    def __init__(self, town, address, person_id):
        self.host = urlsplit(address).netloc
        self.cookie = f"regie={town.cookie(person_id)}" if person_id else ""
        self.token = ""
        _status, page = self.ask("GET", "/idee")
        self.token = re.search(r'name="csrf" value="([^"]+)"', page)[1]

    def ask(self, method, path):
        connection = http.client.HTTPConnection(self.host)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        body = urlencode({"csrf": self.token, "actie": "rond-af", "opmerking": "Ik was hier"})
        connection.request(method, path, body if method not in ("GET", "HEAD") else None, headers)
        answer = connection.getresponse()
        if not self.cookie:
            self.cookie = (answer.headers.get("Set-Cookie") or "").partition(";")[0]
        said = answer.read().decode()
        connection.close()
        return answer.status, said


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_gets_the_answer_of_something_that_is_not_there(town, address, hidden, stranger):
    caller = Caller(town, address, stranger)
    found = []
    for real, nothing in hidden.items():
        for method in METHODS:
            status, said = caller.ask(method, real)
            other_status, other = caller.ask(method, nothing)
            if status != other_status or _same(said) != _same(other):
                found.append((method, real, status, other_status))
            if stranger and method in ("GET", "HEAD", "POST") and status not in (404, 405):
                found.append((method, real, status))

    assert found == []


def test_the_people_of_the_case_are_let_in_where_strangers_are_not(town, address, hidden):
    caller = Caller(town, address, "sanne")

    for real in (path for path in hidden if not path.startswith("/taken/")):
        assert caller.ask("GET", real)[0] == 200, real
    assert "Ik was hier" not in caller.ask("GET", next(p for p in hidden if "opm" in p))[1]


def _same(page):
    """Take out what differs between any two pages: tokens, and the address that was asked for."""
    return re.sub(
        r'value="[0-9a-f]{64}"|RD-2026-\d{4}|RD-2026-9999|/stukken/\w+|%2Fstukken%2F\w+', "", page
    )
