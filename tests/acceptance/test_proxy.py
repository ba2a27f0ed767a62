"""Behind a proxy that brings the certificate: it is believed about who asks, and nobody else is."""

import sqlite3
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.acceptance.terminal import free_port

THROUGH_A_PROXY = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}


def asked(port, method="GET", body=None, **headers):
    """Ask for the page to sign in as a proxy does; give the answer, read."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request(method, "/aanmelden", body, {**THROUGH_A_PROXY, **headers})
    answer = connection.getresponse()
    answer.text = answer.read().decode()
    connection.close()
    return answer


def sign_in_wrongly(port):
    page = asked(port)
    token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
    cookie = page.getheader("Set-Cookie").partition(";")[0]
    form = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    typed = urlencode({"csrf": token, "naam": "noor", "wachtwoord": "verkeerd"})
    assert asked(port, "POST", typed, **form).status == 401


def addresses_of_failures(terminal):
    with sqlite3.connect(terminal.data / "regie.sqlite") as database:
        found = database.execute("SELECT address FROM failed_sign_in").fetchall()
    database.close()
    return [address for (address,) in found]


@pytest.mark.parametrize(
    ("settings", "is_secure", "address"),
    [
        ({"REGIE_PROXY": "127.0.0.1"}, True, "203.0.113.7"),
        ({"REGIE_PROXY": "192.0.2.1"}, False, "127.0.0.1"),
        ({}, False, "127.0.0.1"),
    ],
)
def test_only_the_proxy_that_is_set_tells_who_asks(empty, settings, is_secure, address):
    port = free_port()
    with empty.service(port, **settings) as service:
        service.wait_until_it_answers()
        answer = asked(port)
        sign_in_wrongly(port)

    assert ("Secure" in answer.getheader("Set-Cookie")) is is_secure
    assert (answer.getheader("Strict-Transport-Security") is not None) is is_secure
    assert addresses_of_failures(empty) == [address]


def test_a_proxy_is_an_ip_address(empty):
    refused = empty("migrate", REGIE_PROXY="mijnproxy").refusal

    assert "REGIE_PROXY is 'mijnproxy'" in refused
    assert "IP-adres" in refused
