"""Processes that bring about each other by messages and signals, round and round."""

from sqlalchemy import select

from engine import messages, tables
from engine.events import MessageReceived
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    catch,
    diagram,
    end,
    go,
    start,
    throw,
    xor,
)
from tests.engine.letters import events
from tests.engine.office import FRED
from tests.engine.test_gathering import named

MOST = 12
ROUNDS = 2 * MOST


def at(key):
    """Draw the event of a message with a fixed key."""
    return f'<messageEventDefinition messageRef="M1" regie:key="&quot;{key}&quot;"/>'


def circle(process_id, *steps):
    """Draw a process that takes these steps again and again: x0, x1 and so on."""
    ids = [f"x{n}" for n, _ in enumerate(steps)]
    drawn = [draw(name) for draw, name in zip(steps, ids, strict=True)]
    flows = go(" ".join(["s", "g", *ids, "g"]))
    return named(diagram(start(), xor("g"), *drawn, flows), process_id)


def sends(event):
    return lambda name: throw(name, event)


def waits(event):
    return lambda name: catch(name, event)


ITSELF = circle("rond", sends(MESSAGE), waits(MESSAGE))
ONE = circle("een", waits(at("een")), sends(at("twee")))
OTHER = circle("twee", sends(at("een")), waits(at("twee")))
STARTS_ITSELF = named(diagram(start("s", MESSAGE), throw("t", MESSAGE), end(), go("s t e")), "rond")


def failed(office):
    with office.store.read() as tx:
        return messages.failed(tx, FRED)


def hops(office):
    """Give how far all is that is kept."""
    with office.store.read() as tx:
        return [row.hops for row in tx.rows(select(tables.message.c.hops))]


def heard(office, *numbers, kind=MessageReceived):
    return sum(len(events(office, number, kind)) for number in numbers)


def steer(office, verb):
    (found,) = failed(office)
    with office.store.begin() as tx:
        verb(tx, found.id, FRED)
    messages.deliver(office.store)
