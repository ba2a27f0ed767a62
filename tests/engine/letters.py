"""Cases that send each other messages and signals."""

from engine import deployments, replay
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    catch,
    diagram,
    end,
    go,
    start,
    throw,
    user,
)
from tests.engine.office import ANN, EVE

KEYED = '<messageEventDefinition messageRef="M1" regie:key="voor" regie:payload="{payload}"/>'
#: sends the message m1 to the case that it is told, twice in one step, then the signal s1
SENDS = diagram(
    start(),
    throw("een", KEYED.format(payload="geld")),
    throw("twee", KEYED.format(payload="plan")),
    throw("sein", SIGNAL),
    end(),
    go("s een twee sein e"),
)
ALONE = diagram(start(), throw("een", KEYED.format(payload="geld")), end(), go("s een e"))
WAITS = diagram(start(), catch("c", MESSAGE), user("u"), go("s c u"))
HEARS = diagram(start(), catch("c", SIGNAL), user("u"), go("s c u"))
BEGINS = diagram(start("s", MESSAGE), user("u"), go("s u"))
FAR = "RD-2026-9999"


def deploy(office, **diagrams):
    with office.store.begin() as tx:
        for name, drawn in diagrams.items():
            named = drawn.replace(b'id="p"', b'id="%b"' % name.encode())
            deployments.deploy(tx, named, by=ANN)


def exchange(office, sends=ALONE):
    """Let one case receive what another sends; give the numbers of both."""
    deploy(office, stuurt=sends, wacht=WAITS)
    receiver = office.open("wacht")
    return office.open("stuurt", voor=receiver, geld=10, plan="brug"), receiver


def events(office, number, kind):
    with office.store.read() as tx:
        told = [one.told.event for one in replay.happenings(tx, f"{number}.1", EVE)]
    return [one for one in told if isinstance(one, kind)]
