"""What the pages of a long case cost over HTTP: of a case of 2,000 events, in a browser."""

from __future__ import annotations

import statistics
import time
from urllib.parse import quote

from sqlalchemy import select

from engine import people, tables
from engine.model import Person, Role
from tests.bench.histories import EVENTS
from tests.bench.http_w import PASSWORD, Client, serving, sign_in

LOOKS = 15
BOB = Person("bob", "Bob Bakker", roles=frozenset({Role.ADMINISTRATOR}))


def measure(long_store, settings) -> dict[str, float]:
    """Give milliseconds: of the first look since the server started, and medians of later ones.

    The store holds that one case, of `histories`.
    """
    with long_store.begin() as tx:
        people.add(tx, BOB, PASSWORD)
        [[instance_id, number]] = tx.rows(
            select(tables.instance.c.id, tables.instance.c.case_number)
        )
    addresses = {
        f"its task, case of {EVENTS:,} events": "/taken/" + quote(f"{instance_id}/u#{EVENTS}"),
        f"the case itself, of {EVENTS:,} events": f"/zaken/{number}",
    }
    found = {}
    with serving(long_store, settings) as port:
        browser = Client(port)
        sign_in(browser)
        for name, address in addresses.items():
            first, *later = [_took(browser, address) for _ in range(LOOKS)]
            found[f"{name}: first look"] = round(first, 3)
            found[f"{name}: later"] = round(statistics.median(later), 3)
    return found


def _took(browser, address) -> float:
    began = time.perf_counter()
    status, _ = browser.ask("GET", address)
    assert status == 200, address
    return (time.perf_counter() - began) * 1000
