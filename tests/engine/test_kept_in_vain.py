"""What is kept in vain costs nobody a look, and is found as soon as somebody waits for it."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import func, insert, select, text, update

from engine import cases, messages, openings, store, tables
from engine.model import Sending, Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import open_store
from engine.store.post import LATER, MOST_TRIES, Letter
from tests.counting import Counting, rows_read, steps
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    catch,
    diagram,
    end,
    go,
    start,
    user,
)
from tests.engine.letters import HEARS, deploy
from tests.engine.office import FRED, Office
from tests.proofs.judging import judge

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


# --- who comes after a message was laid aside: before and after the clock rings


@pytest.fixture(params=[messages.deliver, messages.lay_aside], ids=["look", "ring"])
def found(office, request):
    """Look what can be delivered, or let that be sorted first, then tell what is still kept."""

    def look():
        request.param(office.store)
        ring(office)
        with office.store.read() as tx:
            assert store.aside.overlooked(tx) == []
        return kept(office)

    return look


def test_who_begins_to_wait_finds_what_came_before(office, found):
    deploy(office, wacht=WAITS)
    keep(office)
    office.open("wacht")

    assert found() == 0


def test_a_process_that_is_deployed_starts_with_what_came_before(office, found):
    keep(office)
    deploy(office, begint=BEGINS)

    assert found() == 0
    assert begun(office, "begint") == 1


def test_a_process_that_is_deployed_anew_starts_when_it_needs_less(office, found):
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    keep(office)
    deploy(office, samen=needs(MESSAGE, SIGNAL))
    send(office, Letter("signal", "s1", "anders/alles"))
    assert begun(office, "samen") == 0
    deploy(office, samen=BEGINS)

    assert found() == 1
    assert begun(office, "samen") == 1


@pytest.mark.parametrize("last", ["message", "signal"])
def test_a_process_starts_with_a_message_and_a_signal_whichever_came_last(office, found, last):
    deploy(office, samen=needs(MESSAGE, SIGNAL))
    letters = [Letter("message", "m1", "k"), Letter("signal", "s1")]
    for letter in letters if last == "signal" else letters[::-1]:
        assert begun(office, "samen") == 0
        with office.store.begin() as tx:
            store.post.send(tx, letter)
        found()

    assert begun(office, "samen") == 1
    assert kept(office) == 0


def test_a_message_for_a_suspended_case_arrives_when_that_goes_on(office, found):
    deploy(office, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    keep(office)
    steer(office, cases.resume, number)

    assert found() == 0


def test_a_message_for_a_suspended_case_starts_another_when_that_is_stopped(office, found):
    deploy(office, wacht=WAITS, begint=BEGINS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    keep(office)
    steer(office, cases.cancel, number)

    assert found() == 0
    assert begun(office, "begint") == 1


def test_a_signal_for_a_suspended_case_is_heard_when_that_goes_on(office, found):
    deploy(office, hoort=HEARS)
    number = office.open("hoort")
    steer(office, cases.suspend, number)
    send(office, Letter("signal", "s1"))
    assert aside(office) == 1
    steer(office, cases.resume, number)

    assert found() == 0
    assert office.open_tasks(number) == [f"{number}.1/u#1"]


@pytest.mark.parametrize("first", ["sender", "receiver"])
def test_a_message_that_two_cases_hold_arrives_when_both_go_on(office, found, first):
    deploy(office, wacht=WAITS)
    numbers = {"receiver": office.open("wacht"), "sender": office.open()}
    for number in numbers.values():
        steer(office, cases.suspend, number)
    keep(office, sent=Sending(f"{numbers['sender']}.1"))
    steer(office, cases.resume, numbers.pop(first))
    assert found() == 1
    steer(office, cases.resume, *numbers.values())

    assert found() == 0


def test_what_a_suspended_case_sent_starts_a_process_when_it_goes_on(office, found):
    deploy(office, begint=BEGINS)
    number = office.open()
    steer(office, cases.suspend, number)
    keep(office, sent=Sending(f"{number}.1"))
    steer(office, cases.resume, number)

    assert found() == 0
    assert begun(office, "begint") == 1


def test_what_failed_is_tried_again_in_time_and_when_it_is_offered_again(office, found):
    deploy(office, wacht=WAITS)
    numbers = [office.open("wacht"), office.open("wacht")]
    send(office, Letter("message", "m1", "k"))
    for tries in range(1, MOST_TRIES + 1):
        with office.store.read() as tx:
            (posted,) = messages.failed(tx, FRED)
        assert posted.tries == tries
        assert found() == 1
        office.clock.tick(seconds=LATER.total_seconds())
        assert found() == 1
    steer(office, cases.cancel, numbers[0])
    assert found() == 1
    with office.store.begin() as tx:
        messages.offer_again(tx, posted.id, FRED)

    assert found() == 0


def test_what_failed_and_nobody_waits_for_any_more_is_there_for_who_waits_later(office, found):
    deploy(office, wacht=WAITS)
    numbers = [office.open("wacht"), office.open("wacht")]
    send(office, Letter("message", "m1", "k"))
    for number in numbers:
        steer(office, cases.cancel, number)
    office.clock.tick(seconds=LATER.total_seconds())
    assert found() == 1
    assert aside(office) == 1
    office.open("wacht")

    assert found() == 0


def test_what_was_reported_is_there_again_when_it_is_offered_again(office, found):
    keep(office)
    office.clock.tick(days=8)
    messages.report_unclaimed(office.store, Settings(data=Path()))
    deploy(office, begint=BEGINS)
    assert found() == 1
    with office.store.begin() as tx:
        (posted,) = messages.unclaimed(tx, FRED)
        messages.offer_again(tx, posted.id, FRED)

    assert found() == 0


def test_a_clock_that_goes_back_lets_nothing_lie(office, found):
    deploy(office, wacht=WAITS)
    office.clock.tick(days=2)
    keep(office)
    office.clock.tick(days=-1)
    office.open("wacht")

    assert found() == 0


@pytest.mark.parametrize("wrongly", [None, datetime(2099, 1, 1, tzinfo=UTC)])
def test_what_lies_aside_wrongly_is_found_by_who_tidies_up(office, caplog, wrongly):
    deploy(office, wacht=WAITS)
    office.open("wacht")
    with office.store.begin() as tx:
        store.post.send(tx, Letter("message", "m1", "k"))
        tx.change(update(tables.message).values(look_at=wrongly))
        tx.change(update(tables.subscription).values(fresh=None))
    ring(office)
    assert kept(office) == 1
    messages.look_over(office.store)
    assert "1 of what is kept for delivery lay aside wrongly" in caplog.text
    ring(office)

    assert kept(office) == 0


def test_what_somebody_made_fail_without_a_moment_stops_nobody(office):
    with office.store.begin() as tx:
        store.post.send(tx, Letter("message", "m1", "k"))
        tx.change(update(tables.message).values(tries=3, failed_at=None))
    ring(office)

    assert aside(office) == 1


# --- two who work at the same moment: only PostgreSQL lets both write


@pytest.fixture
def two(tmp_path, postgresql_url, clock):
    """Give an office on PostgreSQL, and another program on the same database."""
    settings = Settings(data=tmp_path, database_url=postgresql_url)
    one, other = open_store(settings, clock), open_store(settings, clock)
    yield Office(one, clock), other
    one.close()
    other.close()


def wait(tx):
    openings.open_case(tx, Opening("wacht", {}), Who("bob"))


def post(tx):
    store.post.send(tx, Letter("message", "m1", "k"))


@pytest.mark.postgresql
@pytest.mark.parametrize(("slow", "quick"), [(wait, post), (post, wait)])
def test_who_commits_last_is_found_whatever_was_looked_at_meanwhile(two, slow, quick):
    office, other = two
    deploy(office, wacht=WAITS)
    with other.begin() as tx:
        slow(tx)
        with office.store.begin() as quicker:
            quick(quicker)
        ring(office)
        ring(office)
    ring(office)

    assert kept(office) == 0
    judge(office.store)


@pytest.mark.postgresql
def test_a_case_that_goes_on_while_somebody_looks_is_found(two):
    office, other = two
    deploy(office, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    with other.begin() as tx:
        cases.resume(tx, number, "Daarom", FRED)
        with office.store.begin() as quicker:
            post(quicker)
        ring(office)
        ring(office)
    ring(office)

    assert kept(office) == 0


@pytest.mark.postgresql
def test_who_lays_aside_waits_for_nobody_who_delivers(two):
    office, other = two
    deploy(office, wacht=WAITS)
    office.open("wacht")
    with office.store.begin() as tx:
        post(tx)
    with other.begin() as tx:
        posted = store.wanted.deliverable(tx)
        assert store.wanted.take(tx, posted)
        messages.lay_aside(office.store)
    assert kept(office) == 0


@pytest.mark.postgresql
def test_what_one_lays_aside_while_another_forgets_why_is_found(two):
    office, other = two
    deploy(office, wacht=WAITS)
    number = office.open("wacht")
    steer(office, cases.suspend, number)
    with office.store.begin() as tx:
        post(tx)
    sorting = Thread(target=messages.lay_aside, args=(office.store,))
    with other.begin() as tx:
        store.aside.lay_aside(tx, [1])
        steer(office, cases.resume, number)
        sorting.start()
        while sorting.is_alive() and tx.row(text(BLOCKED)) is None:
            sorting.join(A_MOMENT)
    sorting.join()
    ring(office)

    assert kept(office) == 0


# --- what it costs


def crowd(office, many):
    """Keep so many messages and signals in vain, some of which failed, and let as many wait."""
    waiting = office.open()
    with office.store.begin() as tx:
        for number in range(many):
            store.post.send(tx, Letter("message", f"nergens {number % 7}", f"k{number}"))
            store.post.send(tx, Letter("signal", "s2", "samen/alles", payload={}))
        one = {"instance_id": f"{waiting}.1", "event": 0, "kind": "message", "name": "later"}
        rows = [one | {"place": f"x#{n}", "key": f"k{n}", "fresh": 1} for n in range(1, many + 1)]
        tx.change(insert(tables.subscription), rows)
        failed = select(tables.message.c.id).order_by(tables.message.c.id).limit(many // 5)
        given_up = {"tries": MOST_TRIES, "failed_at": tx.now, "reason_nl": "-", "reason_en": "-"}
        mine = tables.message.c.id.in_(failed)
        tx.change(update(tables.message).where(mine).values(**given_up))
    ring(office)


def look(tx):
    """Look as the clock does at each ring, and as a step that sent."""
    assert not store.news.of(tx).any
    tx.moves_post = True
    assert not messages.wait(tx)


def a_step(tx):
    """Take a step that sends, and look."""
    store.post.send(tx, Letter("message", "m9", "niemand"))
    assert not messages.wait(tx)


def within(office, act):
    def do():
        with office.store.begin() as tx:
            act(tx)

    return do


@pytest.mark.parametrize("act", [look, a_step])
def test_a_look_costs_the_same_however_much_is_kept_in_vain(sqlite_office, act):
    office = sqlite_office
    deploy(office, samen=needs(MESSAGE, OTHER_SIGNAL))
    crowd(office, FEW)
    within(office, act)()
    ring(office)
    few = steps(office.store, within(office, act)), Counting(office.store).of(act)
    crowd(office, MANY)
    many = steps(office.store, within(office, act)), Counting(office.store).of(act)

    assert many[0] < few[0] + A_LITTLE
    assert many[1] == few[1]


@pytest.mark.postgresql
@pytest.mark.parametrize("act", [look, a_step])
def test_a_look_reads_no_more_rows_however_much_is_kept_in_vain(two, act):
    office, _ = two
    deploy(office, samen=needs(MESSAGE, OTHER_SIGNAL))
    crowd(office, MANY)
    with office.store.begin() as tx:
        assert rows_read(tx, act) < A_FEW_ROWS


def test_all_that_is_kept_is_looked_at_once_and_not_again(sqlite_office):
    office = sqlite_office
    crowd(office, FEW)
    first = steps(office.store, lambda: send(office, Letter("message", "m9", "niemand")))
    crowd(office, MANY)
    again = steps(office.store, lambda: send(office, Letter("message", "m9", "niemand")))

    assert again < first + A_LITTLE


def test_a_start_with_several_events_costs_the_same_beside_many_that_lack_one(sqlite_office):
    office = sqlite_office
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))

    def begin(many, first):
        lacking = range(first, first + many)
        send(office, *(Letter("message", "m1", f"k{number}") for number in lacking))
        send(office, Letter("message", "m1", "k"))
        with office.store.begin() as tx:
            store.post.send(tx, Letter("message", "m2", "k"))
        before = begun(office, "samen")
        taken = steps(office.store, lambda: messages.deliver(office.store))
        assert begun(office, "samen") == before + 1
        return taken

    begin(1, 1)
    few = begin(FEW, FEW)
    assert begin(MANY, MANY) < few + A_LITTLE
