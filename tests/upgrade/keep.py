"""Keep the database of this version, for later versions to open: `python -m tests.upgrade.keep`.

It writes `schema_<latest>.sql` beside itself, with the key of the installation in its first line.
The cases in it are invented and stand in every kind of place; time in them begins on 5 January
2026. Run it once before a version with a new schema is released; what was kept is never made again.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from pathlib import Path

from engine import cases, deployments, messages, starts, tasks
from engine.messages import Incoming
from engine.model import Who
from engine.settings import Settings
from engine.store import open_store
from engine.store.opening import LATEST
from tests.clock import Clock
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    catch,
    diagram,
    end,
    go,
    many,
    start,
    sub,
    throw,
    timer,
)
from tests.engine.office import ANN, BOB, CAROL, FOLDER, Office, furnish

HERE = Path(__file__).parent
ALLES = (HERE / "alles.bpmn").read_bytes()
BEGINNING = {"trace": [], "leden": ["noor", "piet"]}


def live(office: Office) -> None:
    """Let cases come to every kind of place."""
    with office.store.begin() as tx:
        deployments.deploy(tx, ALLES, by=ANN)
    claimed = office.open()
    task_id = f"{claimed}.1/beoordeel#1"
    with office.store.begin() as tx:
        tasks.claim(tx, task_id, BOB)
        tasks.save_draft(tx, task_id, {"bedrag": ["12,50"]}, BOB)
        cases.comment(tx, claimed, "Nog even nabellen.", BOB)
    reminded, finished, asked = (office.open() for _ in range(3))
    for number, full in ((reminded, True), (finished, True), (asked, False)):
        office.complete(f"{number}.1/beoordeel#1", volledig=full, bedrag=25000)
    called = office.open("ouder", aantal=1)
    office.complete(f"{called}.2/werk#1", hoe="hulp")
    office.tick(days=7)
    office.complete(f"{finished}.1/herinnering#1", by=CAROL)
    office.complete(f"{finished}.1/besluit#1", by=CAROL, reden="Past in het programma")
    _everything(office)


def _everything(office: Office) -> None:
    """Leave one case at its first wait everywhere, and one in the middle."""
    office.open("alles", **BEGINNING)
    number = office.open("alles", **BEGINNING)
    office.tick(hours=1)
    office.complete(f"{number}.1/stuk#2")
    with office.store.begin() as tx:
        messages.receive(tx, Incoming("m2", number), Who("outside"))


def steer(office: Office) -> None:
    """Let cases stand still, be sent back and wait for a service, as versions since 0003 do."""
    from tests.engine.office import FRED  # noqa: PLC0415 - the office had no administrator before

    with office.store.begin() as tx:
        deployments.deploy(tx, (FOLDER / "melding.bpmn").read_bytes(), by=ANN)
    for _ in range(2):
        office.open("melding", adres="noor@voorbeeld.nl")
    back, still = office.open(), office.open("alles", **BEGINNING)
    office.complete(f"{back}.1/beoordeel#1", volledig=True, bedrag=100)
    with office.store.begin() as tx:
        way = next(one for one in cases.ways_back(tx, back, FRED))
        cases.send_back(tx, way.instance_id, way.place, "beoordeel", reason="Bedrag mist", by=FRED)
        cases.suspend(tx, still, "Wacht op de rechter", FRED)


def wind(office: Office) -> None:
    """Let a process start by itself, be stopped and go on, as versions since 0004 do."""
    hourly = start("t", timer("R/PT1H", "timeCycle"))
    with office.store.begin() as tx:
        deployments.deploy(tx, diagram(hourly, end(), go("t e")), by=ANN)
    office.tick(hours=1)
    with office.store.begin() as tx:
        starts.stop(tx, "p/t", "Vakantie", ANN)
        starts.resume(tx, "p/t", "Weer terug", ANN)


def gather(office: Office) -> None:
    """Let so much wait in one case that it lies on pages, as versions since 0007 do."""
    items = many("600", enough="numberOfCompletedInstances = 1")
    inside = (start("qs"), catch("c", timer("PT1H")), end("qe"), go("qs c qe"), items)
    drawn = diagram(start(), sub("q", *inside), end(), go("s q e"), name="Velen")
    with office.store.begin() as tx:
        deployments.deploy(tx, drawn.replace(b'<process id="p"', b'<process id="velen"'), by=ANN)
    office.open("velen")


def write(office: Office) -> None:
    """Let messages and signals be sent and received, kept for nobody, and dismissed.

    Versions since 0008 keep this; what 0007 made of it stands in `schema_0007_letters.sql`.
    """
    from tests.engine.office import FRED  # noqa: PLC0415 - as above

    keyed = MESSAGE.replace("/>", ' regie:key="voor"/>')
    sends = (throw("bericht", keyed), throw("sein", SIGNAL), end())
    for name, drawn in (
        ("stuurt", diagram(start(), *sends, go("s bericht sein e"))),
        ("wacht", diagram(start(), catch("c", MESSAGE), end(), go("s c e"))),
        ("hoort", diagram(start(), catch("c", SIGNAL), end(), go("s c e"))),
        ("begint", diagram(start("s", SIGNAL), end(), go("s e"))),
    ):
        with office.store.begin() as tx:
            deployments.deploy(tx, drawn.replace(b'id="p"', b'id="%b"' % name.encode()), by=ANN)
    office.open("hoort")
    for receiver in (office.open("wacht"), "RD-2026-9998"):
        office.open("stuurt", voor=receiver)
        messages.deliver(office.store)
    office.tick(days=8)
    messages.report_unclaimed(office.store, Settings(data=HERE))
    with office.store.begin() as tx:
        messages.dismiss(tx, messages.unclaimed(tx, FRED)[0].id, FRED)
    office.open("stuurt", voor="RD-2026-9997")
    messages.deliver(office.store)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings, clock = Settings(data=Path(folder)), Clock()
        office = Office(open_store(settings, clock), clock)
        furnish(office.store)
        live(office)
        if LATEST >= "0003":
            steer(office)
        if LATEST >= "0004":
            wind(office)
        if LATEST >= "0007":
            gather(office)
        if LATEST >= "0008":
            write(office)
        office.store.close()
        key = settings.key_file.read_bytes().hex()
        database = sqlite3.connect(settings.url.removeprefix("sqlite:///"))
        dumped = "\n".join([f"-- {key}", *database.iterdump()])
        database.close()
    (HERE / f"schema_{LATEST}.sql").write_text(f"{dumped}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
