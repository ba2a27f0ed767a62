"""Workload W over HTTP: sign in, then for each task get its page and send its form.

The real server (waitress, in a process of its own) and real clients on kept connections; every
form goes with its CSRF token and is validated, every task is durable when the answer comes.
"""

import http.client
import logging
import multiprocessing
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote, urlencode

from waitress.server import create_server

from engine import openings, people, store
from engine.model import Person, Who
from engine.openings import Opening
from engine.store import open_store
from tests.bench.engine_w import ORDER, rate, row
from tests.bench.forms import ANSWERS
from webui import THREADS, create_app

PASSWORD = "een lang wachtwoord"  # noqa: S105 - of a database that is thrown away
PROCESSES = multiprocessing.get_context("spawn")
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


def welcome(found_store):
    """Let there be somebody who signs in, once."""
    with found_store.begin() as tx:
        if "bob" not in store.people.names(tx):
            people.add(tx, Person("bob", "Bob Bakker", bodies=frozenset({"Kernteam"})), PASSWORD)


@contextmanager
def serving(found_store, settings):
    """Let the real server listen in a process of its own; give its port."""
    welcome(found_store)
    ours, theirs = PROCESSES.Pipe()
    server = PROCESSES.Process(target=_serve, args=(settings, theirs), daemon=True)
    server.start()
    try:
        yield ours.recv()
    finally:
        server.kill()
        server.join()


def _serve(settings, tell):
    logging.disable(logging.CRITICAL)
    app = create_app(open_store(settings), settings)
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, asyncore_use_poll=True)
    tell.send(server.effective_port)
    server.run()


def measure(found_store, settings, cases, name, clients=1):
    """Run W so many times over HTTP, by so many clients at once; each does as many in a round."""
    completions = []
    with serving(found_store, settings) as port, ThreadPoolExecutor(clients) as pool:
        browsers = [Client(port) for _ in range(clients)]
        for browser in browsers:
            sign_in(browser)
            run_case(found_store, browser, [])

        def run(many):
            for found in pool.map(lambda one: _run(found_store, one, many // clients), browsers):
                completions.extend(found)

        cases_per_s = rate(cases, run)
    # what this process holds is not what the server does: see memory.py
    return replace(row(name, cases_per_s, completions), rss_mb=None)


def _run(found_store, browser, cases):
    completions = []
    for _ in range(cases):
        run_case(found_store, browser, completions)
    return completions


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
