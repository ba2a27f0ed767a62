"""Workload W over HTTP: sign in, then for each task get its page and send its form.

The real server (waitress, one process) and a real client on one kept connection; every form goes
with its CSRF token and is validated, every task is durable when the answer comes.
"""

import http.client
import re
import threading
import time
from urllib.parse import quote, urlencode

from waitress.server import create_server

from engine import openings, people
from engine.model import Person, Who
from engine.openings import Opening
from tests.bench.engine_w import ORDER, row
from tests.bench.forms import ANSWERS
from webui import create_app

PASSWORD = "een lang wachtwoord"  # noqa: S105 - of a database that is thrown away
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Client:
    """A browser without a screen."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies = {}

    def ask(self, method, path, fields=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(fields) if fields is not None else None
        self.connection.request(method, path, body, headers | (FORM if body is not None else {}))
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.msg.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text


def hidden(text):
    """Give the hidden fields of the last form on a page."""
    form = text[
        text.rindex("<form", 0, text.rindex('name="actie"')) if 'name="actie"' in text else 0 :
    ]
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def sign_in(client):
    _, text = client.ask("GET", "/aanmelden")
    fields = hidden(text) | {"naam": "bob", "wachtwoord": PASSWORD}
    status, _ = client.ask("POST", "/aanmelden", fields)
    assert status in {302, 303}, status


def measure(found_store, settings, cases):
    """Run W so many times over HTTP."""
    with found_store.begin() as tx:
        people.add(tx, Person("bob", "Bob Bakker", bodies=frozenset({"Kernteam"})), PASSWORD)
    server = create_server(create_app(found_store, settings), host="127.0.0.1", port=0, threads=2)
    threading.Thread(target=server.run, daemon=True).start()
    client = Client(server.effective_port)
    sign_in(client)
    run_case(found_store, client, [])
    completions = []
    began = time.perf_counter()
    for _ in range(cases):
        run_case(found_store, client, completions)
    seconds = time.perf_counter() - began
    server.close()
    return row("HTTP, SQLite FULL, one client", cases, seconds, completions)


def run_case(found_store, client, completions):
    with found_store.begin() as tx:
        opened = openings.open_case(tx, Opening("w", {"titel": "Fietspad"}), Who("bob"))
    for element_id in ORDER:
        path = "/taken/" + quote(f"{opened.instance_id}/{element_id}#1")
        status, text = client.ask("GET", path)
        assert status == 200, (path, status)
        fields = hidden(text) | ANSWERS[element_id] | {"actie": "rond-af"}
        began = time.perf_counter()
        status, text = client.ask("POST", path, fields)
        completions.append(time.perf_counter() - began)
        assert status in {302, 303}, (status, text[:2000])
