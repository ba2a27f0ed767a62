"""What is kept for who may come: send it, let the clock ring, and look what lies aside."""

from sqlalchemy import func, select, text

from engine import messages, store, tables
from engine.store.post import Letter
from tests.counting import rows_read
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    catch,
    diagram,
    end,
    go,
    start,
    user,
)
from tests.engine.office import FRED

KEYED = '<messageEventDefinition messageRef="M1" regie:key="&quot;k&quot;"/>'
#: waits for the message m1 with key k
WAITS = diagram(start(), catch("c", KEYED), end(), go("s c e"))
BEGINS = diagram(start("s", MESSAGE), user("u"), go("s u"))
BLOCKED = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
A_MOMENT = 0.02
MANY, FEW = 10_000, 10
#: a step of the machine more or less, where a number in an index takes a byte more
A_LITTLE = 40
A_FEW_ROWS = 20
SO_OFTEN = 7  #: after so many times PostgreSQL keeps how it does a thing, the checks of keys too


def needs(*events):
    first = start("alles", "".join(events), parallelMultiple="true")
    return diagram(first, user("u"), go("alles u"))


def send(office, *letters):
    """Send, and let the clock ring: what nobody waits for is laid aside."""
    with office.store.begin() as tx:
        for letter in letters:
            store.post.send(tx, letter)
    ring(office)


def ring(office):
    messages.deliver(office.store)
    messages.lay_aside(office.store)


def keep(office, key="k", sent=None):
    send(office, Letter("message", "m1", key, sent))
    assert aside(office) == kept(office) == 1


def kept(office):
    with office.store.read() as tx:
        return tx.row(select(func.count()).select_from(tables.message))[0]


def aside(office):
    """Count what is kept and not looked at."""
    laid = select(func.count()).where(tables.message.c.look_at.is_(None))
    with office.store.read() as tx:
        assert not store.news.of(tx).any
        return tx.row(laid)[0]


def steer(office, verb, number):
    with office.store.begin() as tx:
        verb(tx, number, "Daarom", FRED)


def begun(office, process_id):
    instance = tables.instance
    count = select(func.count()).where(instance.c.process_id == process_id)
    with office.store.read() as tx:
        return tx.row(count)[0]


def gather_statistics(office):
    """Let PostgreSQL learn what is in its tables, as it does now and then by itself."""
    with office.store.begin() as tx:
        tx.change(text("ANALYZE"))


def learn(office, acts):
    """Let PostgreSQL learn what is in its tables now, and keep how it does these things there."""
    gather_statistics(office)
    for act in acts * SO_OFTEN:
        with office.store.begin() as tx:
            act(tx)


def rows_of(office, acts):
    """Give the rows that PostgreSQL reads for each of these things, by its name."""
    read = {}
    for act in acts:
        with office.store.begin() as tx:
            read[act.__name__] = rows_read(tx, act)
    return read
