"""Every signal that a history sent went out, and nothing came in the name of nobody."""

# ruff: noqa: S608 - the forger writes SQL

from pathlib import Path

import pytest

from engine import cases, entries, messages, openings, replay, steps
from engine.events import SignalSent
from engine.model import Who
from engine.openings import Opening
from engine.settings import Settings
from tests.engine.forger import forge, said, swept
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    diagram,
    end,
    go,
    start,
    throw,
    user,
)
from tests.engine.letters import HEARS, deploy, exchange
from tests.engine.office import EVE, FRED
from tests.proofs.judging import judge

NEVER_OUT = "Signaal 's1' is hier verstuurd, maar nooit uitgegaan. Het staat ook niet meer klaar."
NEVER_THERE = "Signaal 's1' ging uit naar {}, maar kwam daar nooit aan."
NOT_SO = "Dat hier een signaal uitging, en naar wie, is niet zo vastgelegd."
SIGNALS = diagram(start(), throw("sein", SIGNAL), end(), go("s sein e"))


def reasons(office, number):
    return [(position, reason) for _subject, position, reason in said(office, number)]


def report(office):
    office.clock.tick(days=8)
    messages.report_unclaimed(office.store, Settings(data=Path()))


def signalled(office):
    """Send a signal and do not deliver it; give the number of the sender."""
    with office.store.begin() as tx:
        return openings.open_case(tx, Opening("stuurt", {}), Who("bob")).number


def test_a_signal_that_is_taken_away_before_it_went_out_is_missed(sqlite_office):
    office = sqlite_office
    deploy(office, stuurt=SIGNALS)
    sender = signalled(office)
    assert said(office, sender) == []
    forge(office, "DELETE FROM message")

    assert reasons(office, sender) == [(1, NEVER_OUT)]


@pytest.mark.parametrize("listens", [False, True])
def test_a_signal_that_went_out_is_right_whether_or_not_somebody_listened(office, listens):
    deploy(office, stuurt=SIGNALS, hoort=HEARS)
    if listens:
        office.open("hoort")
    sender = signalled(office)
    messages.deliver(office.store)

    assert said(office, sender) == []
    judge(office.store)


def test_a_signal_that_one_who_was_suspended_never_heard_is_missed(sqlite_office):
    office = sqlite_office
    deploy(office, stuurt=SIGNALS, hoort=HEARS)
    listener = office.open("hoort")
    with office.store.begin() as tx:
        cases.suspend(tx, listener, "Wacht op advies", FRED)
    sender = signalled(office)
    messages.deliver(office.store)
    assert said(office, sender) == []
    forge(office, "DELETE FROM message")

    assert reasons(office, sender) == [(1, NEVER_THERE.format(f"{listener}.1"))]


def test_a_signal_that_failed_was_dismissed_or_came_too_late_is_right(office):
    deploy(office, stuurt=SIGNALS, hoort=HEARS)
    deaf, over = office.open("hoort"), office.open("hoort")
    with office.store.begin() as tx:
        for listener in (deaf, over):
            cases.suspend(tx, listener, "Wacht op advies", FRED)
    sender = signalled(office)
    messages.deliver(office.store)
    with office.store.begin() as tx:
        cases.cancel(tx, over, "Niet meer nodig", FRED)
    messages.deliver(office.store)
    report(office)
    assert said(office, sender) == []
    with office.store.begin() as tx:
        cases.resume(tx, deaf, "Advies is binnen", FRED)
    messages.deliver(office.store)

    assert said(office, sender) == []
    judge(office.store)


@pytest.mark.parametrize("events", [(SIGNAL,), (SIGNAL, MESSAGE)], ids=["alone", "together"])
def test_a_signal_that_starts_processes_is_right_and_missed_when_one_is_taken_away(
    sqlite_office, events
):
    office = sqlite_office
    first = start("b", "".join(events), parallelMultiple=str(len(events) > 1).lower())
    deploy(office, stuurt=SIGNALS, begint=diagram(first, user("u"), go("b u")))
    sender = signalled(office)
    messages.deliver(office.store)
    assert said(office, sender) == []
    if len(events) == 1:
        forge(office, "DELETE FROM delivery")
    else:
        forge(office, "DELETE FROM message")

    late = "Signaal 's1' kwam niet aan bij elk proces dat ermee begint."
    assert (1, late) in reasons(office, sender)


@pytest.mark.parametrize(
    "change",
    ["sealed = x'00'", "number = 2", "position = 3", "key = 'RD-2026-0009.1'"],
)
def test_who_changes_to_whom_a_signal_went_out_is_found(sqlite_office, change):
    office = sqlite_office
    deploy(office, stuurt=SIGNALS, hoort=HEARS)
    office.open("hoort")
    sender = signalled(office)
    messages.deliver(office.store)
    forge(office, f"UPDATE broadcast SET {change}")

    assert NOT_SO in [reason for _, reason in reasons(office, sender)]


def test_a_signal_of_an_older_version_is_not_missed(sqlite_office):
    """That one did not keep to whom a signal went out: its history says so."""
    office = sqlite_office
    deploy(office, stuurt=SIGNALS)
    sender = signalled(office)
    with office.store.read() as tx:
        (one,) = replay.happenings(tx, f"{sender}.1", EVE)
    (sent,) = [each for each in one.told.effects if isinstance(each, SignalSent)]
    assert sent.followed
    (before,) = steps.as_before_following([sent])

    assert not before.followed
    assert '"SignalSent","sein#1","s1",1]' in entries.write(one.told.event, [before]).facts


# --- in the name of nobody


@pytest.mark.parametrize(
    ("sender", "position", "receiver", "received"),
    [
        ("RD-2026-0077.1", 1, "{receiver}.1", 2),
        ("{sender}.1", 99, "{receiver}.1", 2),
        ("{sender}.1", 1, "RD-2026-0077.1", 2),
        ("{sender}.1", 1, "{sender}.1", 99),
    ],
)
def test_a_delivery_of_nobody_or_to_nobody_is_found_in_the_sweep(
    sqlite_office, sender, position, receiver, received
):
    office = sqlite_office
    numbers = dict(zip(("sender", "receiver"), exchange(office), strict=True))
    assert swept(office) == []
    where = sender.format(**numbers), receiver.format(**numbers)
    forge(
        office,
        f"INSERT INTO delivery VALUES ('{where[0]}', {position}, 9, '{where[1]}', {received})",
    )

    (found,) = swept(office)
    assert found == (
        f"Dat {where[1]} iets ontving van {where[0]}, staat in de lijst van wat is bezorgd, "
        "maar dat proces of die gebeurtenis is er niet."
    )


def test_a_signal_that_went_out_in_the_name_of_nobody_is_found_in_the_sweep(sqlite_office):
    office = sqlite_office
    deploy(office, stuurt=SIGNALS)
    signalled(office)
    messages.deliver(office.store)
    assert swept(office) == []
    forge(office, "UPDATE broadcast SET instance_id = 'RD-2026-0077.1'")

    assert swept(office) == [
        "Er is vastgelegd dat een signaal van RD-2026-0077.1 uitging, maar dat proces is er niet."
    ]
