"""A case with something of everything, and who looks at all of its pages when rows were forged."""

# ruff: noqa: S608 - the forger writes SQL

import sqlite3
from contextlib import closing
from io import BytesIO

from sqlalchemy import insert

from engine import asking, deployments, messages, starts, steps, store, tables, tasks
from engine.cases import viewing
from engine.messages import Incoming
from engine.model import Words
from tests.webui.test_studio_starts import WEEKLY
from tests.webui.workplace import ANN, BOB, FRED, PDF

REFUSED, BROKEN = 400, 500
TOLD = "Dit ligt niet aan u"
#: of what is damaged in these some pages cannot be made, and say so in words; of all else they can
TOLD_OF = {
    *(("instance", "snapshot"), ("instance", "digest"), ("instance", "position")),
    *(("bundle", "digest"), ("bundle", "process_id"), ("bundle", "diagram")),
    *(("bundle_file", "digest"), ("bundle_file", "kind"), ("bundle_file", "name")),
    ("task", "form_id"),
}
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def fill(place):
    """Give the number of a case with a comment, a document and a task that Bob claimed.

    Fred dismissed a message that could not be delivered, and the case received what it sent.
    """
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
        deployments.deploy(tx, WEEKLY, by=ANN)
        starts.stop(tx, "p/week", "Vakantie", ANN)
    number = place.idea()
    bob = place.as_("bob")
    bob.send(f"/zaken/{number}/opmerkingen", opmerking="Goed plan")
    bob.send(f"/zaken/{number}/stukken", document=(BytesIO(PDF), "plan.pdf"))
    with place.store.begin() as tx:
        tasks.claim(tx, place.task(number), BOB)
        messages.keep(tx, Incoming("antwoord", "RD-2026-0999"))
        posted = store.post.Posted(1, "message", "antwoord", "x", None, tx.now, 0, None, b"")
        store.post.fail(tx, posted, Words("Het lukte niet.", "It did not work."))
        messages.dismiss(tx, 1, FRED)
        received = {"position": 1, "number": 1, "receiver": f"{number}.1", "received": 2}
        tx.change(insert(tables.delivery), received | {"instance_id": f"{number}.1"})
    return number


def addresses(place, number):
    """Give who asks for which pages."""
    parts = ("", "/stappen", "/verloop", "/stukken", "/opmerkingen")
    case = [f"/zaken/{number}{part}" for part in parts]
    moment = f"/toezicht/{number}/{number}.1"
    check = f"/toezicht/{number}?controle=1"
    yield (
        "bob",
        ["/", "/taken", "/taken/gremium", "/zaken", *case, place.address(place.task(number))],
    )
    yield "eve", ["/toezicht?controle=1", check, moment, f"{moment}?g=1&controle=1"]
    yield "eve", ["/toezicht/begin", "/toezicht/berichten", "/processen", "/processen/p"]
    yield "fred", ["/beheer", f"/zaken/{number}/beheer"]


def broken(place, number, table, forged):
    """Give the pages that break, for each column of a table and what was written there.

    A page that says it was asked something wrong breaks too: nobody asked anything wrong.
    """

    def breaks(visitor, address, column):
        answer = visitor.client.get(address)
        is_told = (table, column) in TOLD_OF and TOLD in answer.get_data(as_text=True)
        is_broken = answer.status_code == REFUSED or answer.status_code >= BROKEN
        return is_broken and not is_told

    visitors = [(place.as_(who), asked) for who, asked in addresses(place, number)]
    found = []
    with closing(sqlite3.connect(place.store._engine.url.database)) as live:
        for (name,) in live.execute(TRIGGERS).fetchall():
            live.execute(f"DROP TRIGGER {name}")
        kept = sqlite3.connect(":memory:")
        live.backup(kept)
        for column, value in forged:
            live.execute(f'UPDATE OR REPLACE "{table}" SET {column} = {value}')
            live.commit()
            forget()
            found += [
                (column, value, address)
                for visitor, asked in visitors
                for address in asked
                if breaks(visitor, address, column)
            ]
            kept.backup(live)
        kept.close()
    forget()
    return found


def forget():
    """Forget what a program keeps of bundles, as one does that starts again."""
    for kept in (steps._definitions, viewing._diagrams, asking._forms):
        kept.clear()
