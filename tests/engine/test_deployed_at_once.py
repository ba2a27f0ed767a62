"""What is deployed while others deploy, start and gather: PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from engine import deployments, masterdata, messages, store, tables
from engine.store.news import AT_ONCE
from engine.store.post import Letter
from tests.engine.at_once import (
    LOOKS,
    Program,
    await_waiter,
    goes_as_far_as_it_can,
    program,
)
from tests.engine.interpreter.diagrams import MESSAGE, OTHER_MESSAGE, SIGNAL, diagram, go, user
from tests.engine.interpreter.diagrams import start as draw_start
from tests.engine.keeping import A_MOMENT, BEGINS, begun, kept, needs
from tests.engine.letters import deploy
from tests.engine.office import ANN
from tests.engine.starting import MONDAY, timed
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql
BLOCKED = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def named(drawn, process_id, start_id="alles"):
    """Give a diagram its own name, and its start event another."""
    drawn = drawn.replace(b'id="p"', b'id="%b"' % process_id.encode())
    return drawn.replace(b'"alles"', b'"%b"' % start_id.encode())


def deploys(*drawn):
    return lambda tx: deployments.deploy_together(tx, drawn, by=ANN)


def send(office, *letters):
    with office.store.begin() as tx:
        for letter in letters:
            store.post.send(tx, letter)


def lock(tx, post_id):
    message = tables.message
    tx.rows(select(message.c.id).where(message.c.id == post_id).with_for_update())


def look_at(office, moment):
    """Let the first of what is kept be looked at from a moment on, or not at all."""
    first = update(tables.message).where(tables.message.c.id == 1)
    with office.store.begin() as tx:
        tx.change(first.values(look_at=moment))


def version_of(office, process_id):
    instance = tables.instance
    with office.store.read() as tx:
        (row,) = tx.rows(select(instance.c.digest).where(instance.c.process_id == process_id))
        return store.bundles.version_of(tx, row.digest)


def test_two_who_deploy_a_new_process_at_once_make_its_first_and_its_second_version(two):
    office, other = two
    second = program(office.store, deploys(named(BEGINS, "begint").replace(b'"u"', b'"v"')))
    with other.begin() as tx:
        deploys(named(BEGINS, "begint"))(tx)
        goes_as_far_as_it_can(tx, second)

    assert [one.version for one in second.end()] == [2]


def test_two_who_load_the_master_data_at_once_both_do(two, tmp_path):
    office, other = two
    (tmp_path / "masterdata").mkdir()
    for name in ("bodies", "landen"):
        said = '{"choices": [{"const": "a", "title": "A"}]}'
        (tmp_path / "masterdata" / f"{name}.json").write_text(said)

    def load(tx):
        masterdata.load(tx, tmp_path, tmp_path)

    second = program(office.store, load)
    with other.begin() as tx:
        load(tx)
        goes_as_far_as_it_can(tx, second)
    second.end()

    with other.read() as tx:
        assert set(store.bundles.library(tx, "list")) == {"bodies", "landen"}


def test_who_deploys_several_processes_locks_what_is_kept_for_them_in_one_order(two):
    office, other = two
    drawn = needs(MESSAGE, SIGNAL)
    deploy(office, een=drawn, twee=drawn)
    signal = Letter("signal", "s1", "twee/alles", payload={})
    send(office, signal, replace(signal, key="een/alles"))
    new = deploys(named(drawn, "een", "anders"), named(drawn, "twee", "anders"))
    thread = program(office.store, new)
    with other.begin() as tx:
        lock(tx, 1)
        thread.start()
        await_waiter(tx, thread)
        lock(tx, 2)
    thread.end()

    with other.read() as tx:
        keys = {row.key for row in tx.rows(select(tables.message.c.key))}
    assert keys == {"een/anders", "twee/anders"}


def test_what_is_kept_of_a_signal_is_kept_for_the_version_that_is_deployed_now(two):
    office, other = two
    drawn = needs(MESSAGE, SIGNAL)
    deploy(office, samen=drawn)
    send(office, Letter("signal", "s1"))
    delivers = Program(office.store, messages.deliver)
    with other.begin() as tx:
        deploys(named(drawn, "samen", "anders"))(tx)
        goes_as_far_as_it_can(tx, delivers)
    delivers.end()

    with other.read() as tx:
        assert [row.key for row in tx.rows(select(tables.message.c.key))] == ["samen/anders"]
    send(office, Letter("message", "m1", "k"))
    messages.deliver(office.store)
    assert (begun(office, "samen"), kept(office)) == (1, 0)
    judge(office.store)


def test_what_was_gathered_for_a_version_begins_that_version(two, third):
    office, other = two
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    send(office, Letter("message", "m1", "k"), Letter("message", "m2", "k"))
    begins = Program(office.store, messages.deliver)
    more = named(needs(MESSAGE, OTHER_MESSAGE, SIGNAL), "samen")
    later = program(other, deploys(more))
    with third.begin() as tx:
        lock(tx, 1)
        begins.start()
        await_waiter(tx, begins)
        later.start()
        await_blocked(tx, later, 2)
    begins.end()
    later.end()

    assert (version_of(office, "samen"), kept(office)) == (1, 0)
    judge(office.store)


def test_a_start_that_was_set_anew_is_not_resumed_as_it_was_before(two):
    office, other = two
    deploy(office, p=timed(MONDAY))
    with other.read() as tx:
        (before,) = store.starts.listed(tx)
    office.clock.tick(hours=1)
    deploy(office, p=timed("R/2026-01-13T09:00/P7D"))

    with other.begin() as tx:
        assert store.starts.stop(tx, before, "ann") == 0
        assert store.starts.resume(tx, before, before.due - timedelta(days=1)) == 0
        assert store.starts.try_again(tx, before) == 0


def starts_two(signal, *names):
    """Give processes of a series each that start with a signal, in the order of their names."""
    return [
        diagram(draw_start("s", signal), user("u"), go("s u"), regie_series=series).replace(
            b'id="p"', b'id="%b"' % name.encode()
        )
        for name, series in names
    ]


def await_blocked(tx, thread, many):
    """Look until so many wait for a lock, or this one is over."""
    for _ in range(LOOKS):
        if tx.row(BLOCKED)[0] >= many or not thread.is_alive():
            return
        thread.join(A_MOMENT)
    pytest.fail("not so many had to wait")


def test_two_signals_that_open_cases_of_two_series_do_not_wait_for_each_other_in_a_ring(two, third):
    office, other = two
    one = starts_two(SIGNAL, ("a", "BB"), ("b", "AA"))
    another = starts_two(SIGNAL.replace("S1", "S2"), ("c", "AA"), ("d", "BB"))
    with office.store.begin() as tx:
        deployments.deploy_together(tx, [*one, *another], by=ANN)
        for series in ("AA", "BB"):
            store.cases.next_number(tx, series, 2026)
    messages.lay_aside(office.store)  # what the deployment makes worth a look
    send(office, Letter("signal", "s2"), Letter("signal", "s1"))
    look_at(office, None)
    first, second = (Program(opened, messages.deliver) for opened in (office.store, other))
    with third.begin() as tx:
        store.cases.next_number(tx, "BB", 2026)
        first.start()
        await_waiter(tx, first)
        look_at(office, AT_ONCE)
        second.start()
        await_blocked(tx, second, 2)
    first.end()
    second.end()

    assert [begun(office, name) for name in "abcd"] == [1, 1, 1, 1]
    judge(office.store)
