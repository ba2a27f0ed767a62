"""What waits for the rest with which a process starts says what that rest is."""

from pathlib import Path

from engine import cases, messages
from engine.settings import Settings
from tests.engine.interpreter.diagrams import MESSAGE, OTHER_MESSAGE, OTHER_SIGNAL, SIGNAL
from tests.engine.office import FRED
from tests.engine.test_gathering import KEEPS, deploy, needs, receive, throws


def needed(office, language="nl"):
    """Give what is said of each that waits: its name, and what is still needed to begin."""
    with office.store.read() as tx:
        return [
            (one.posted.name, messages.still_needed(one).say(language))
            for one in messages.gathered(tx, FRED)
        ]


def test_of_what_waits_is_said_what_is_still_needed_and_with_which_key(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE, SIGNAL))
    receive(office, "m1", "een")
    receive(office, "m2", "twee")
    receive(office, "m1")

    assert needed(office) == [
        ("m1", "Nog nodig: het bericht 'm2' voor een en het signaal 's1'."),
        ("m2", "Nog nodig: het bericht 'm1' voor twee en het signaal 's1'."),
        ("m1", "Nog nodig: het bericht 'm2' zonder sleutel en het signaal 's1'."),
    ]
    assert needed(office, "en")[0] == (
        "m1",
        "Still needed: the message 'm2' for een and the signal 's1'.",
    )


def test_a_signal_that_waits_needs_messages_that_count_for_each_other(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE, SIGNAL), throws("een", SIGNAL))
    office.open("een")
    receive(office, "m1", "een")

    both = "Nog nodig: het bericht 'm1' en het bericht 'm2'."
    assert needed(office) == [
        ("s1", f"{both} De berichten moeten dezelfde sleutel hebben."),
        ("m1", "Nog nodig: het bericht 'm2' voor een."),
    ]


def test_of_a_signal_that_waits_for_another_that_one_is_said(office):
    deploy(office, needs(SIGNAL, OTHER_SIGNAL, MESSAGE), throws("een", SIGNAL))
    office.open("een")

    assert needed(office) == [("s1", "Nog nodig: het bericht 'm1' en het signaal 's2'.")]


def test_what_a_suspended_case_sent_is_said_to_be_there_and_not_to_count(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), throws("stuurt", OTHER_MESSAGE))
    number = office.open("stuurt")
    with office.store.begin() as tx:
        cases.suspend(tx, number, "Even wachten", FRED)
    receive(office, "m1", number)

    assert [name for name, _ in needed(office)] == ["m2", "m1"]
    assert {said.partition(":")[0] for _, said in needed(office)} == {
        "Alles is er, maar iets ervan telt nu niet mee"
    }


def test_what_was_reported_is_needed_once_more(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE, SIGNAL))
    receive(office, "m1")
    office.tick(seconds=KEEPS.total_seconds() + 1)
    messages.report_unclaimed(office.store, Settings(data=Path()))
    receive(office, "m2")

    assert needed(office) == [
        ("m2", "Nog nodig: het bericht 'm1' zonder sleutel en het signaal 's1'.")
    ]


def test_what_is_offered_again_waits_since_then(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    receive(office, "m1")
    office.tick(seconds=KEEPS.total_seconds() + 1)
    messages.report_unclaimed(office.store, Settings(data=Path()))
    with office.store.begin() as tx:
        messages.offer_again(tx, messages.unclaimed(tx, FRED)[0].id, FRED)

    with office.store.read() as tx:
        (waits,) = messages.gathered(tx, FRED)
    assert waits.since == office.clock.now
    assert waits.posted.sent_at < waits.since
