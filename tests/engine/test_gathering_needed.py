"""What waits for the rest with which a process starts says what that rest is."""

from pathlib import Path

from engine import cases, messages, store
from engine.messages import Incoming
from engine.model import Words
from engine.settings import Settings
from engine.store.post import MOST_TRIES
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    catch,
    diagram,
    go,
    start,
    user,
)
from tests.engine.office import FRED
from tests.engine.test_gathering import KEEPS, deploy, named, needs, receive, throws


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


def test_each_start_event_of_a_process_needs_its_own_rest(office):
    firsts = (
        start(name, events, parallelMultiple="true")
        for name, events in {"een": MESSAGE + OTHER_MESSAGE, "twee": SIGNAL + OTHER_SIGNAL}.items()
    )
    deploy(office, diagram(*firsts, user("u"), go("een u"), go("twee u")))
    receive(office, "m1", "k")

    assert needed(office) == [("m1", "Nog nodig: het bericht 'm2' voor k.")]


def suspend(office, number):
    with office.store.begin() as tx:
        cases.suspend(tx, number, "Even wachten", FRED)


def held(office):
    """Give what is said not to count, of each with which nothing is missing."""
    begins = "Alles is er, maar niet alles telt nu mee: "
    found = needed(office)
    assert all(said.startswith(begins) for _, said in found), found
    return [(name, said.removeprefix(begins)) for name, said in found]


def test_what_a_suspended_case_sent_is_said_to_be_there_and_not_to_count(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), throws("stuurt", OTHER_MESSAGE))
    number = office.open("stuurt")
    suspend(office, number)
    receive(office, "m1", number)

    why = f"het bericht 'm2' niet, want de zaak die het stuurde, ligt stil ({number})."
    assert held(office) == [("m2", why), ("m1", why)]
    assert needed(office, "en")[0][1] == (
        "All of it is there, but not all of it counts now: the message 'm2' does not, because the "
        f"case that sent it is suspended ({number})."
    )


def test_a_signal_that_does_not_count_is_said_with_the_message_and_with_itself(office):
    deploy(office, needs(MESSAGE, SIGNAL), throws("stuurt", SIGNAL))
    number = office.open("stuurt")
    suspend(office, number)
    receive(office, "m1", "K9")

    why = f"het signaal 's1' niet, want de zaak die het stuurde, ligt stil ({number})."
    assert held(office) == [("s1", why), ("m1", why)]


def test_what_a_stopped_case_sent_is_said_not_to_count(office):
    deploy(office, needs(MESSAGE, SIGNAL), throws("stuurt", SIGNAL))
    number = office.open("stuurt")
    with office.store.begin() as tx:
        cases.cancel(tx, number, "Niet meer nodig", FRED)
    receive(office, "m1", "K9")

    why = f"het signaal 's1' niet, want de zaak die het stuurde, is gestopt ({number})."
    assert held(office) == [("s1", why), ("m1", why)]


def test_what_is_tried_again_later_is_said_so_of_and_what_waits_for_her_too(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    receive(office, "m1", "K9")
    with office.store.begin() as tx:
        (waits,) = messages.gathered(tx, FRED)
        store.post.fail(tx, waits.posted, Words("-", "-"))
    receive(office, "m2", "K9")

    assert {why for _, why in held(office)} == {
        "het bericht 'm1' niet, want het wordt straks opnieuw geprobeerd."
    }
    with office.store.begin() as tx:
        for _ in range(MOST_TRIES):
            store.post.fail(tx, messages.failed(tx, FRED)[0], Words("-", "-"))
    assert {why for _, why in held(office)} == {
        "het bericht 'm1' niet, want het kon niet worden bezorgd en wacht op u."
    }


def test_what_another_case_waits_for_itself_is_said_with_that_case(office):
    at_k = MESSAGE.replace("/>", ' regie:key="&quot;K9&quot;"/>')
    listens = diagram(start(), catch("c", at_k), user("u"), go("s c u"))
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), named(listens, "wacht"))
    number = office.open("wacht")
    suspend(office, number)
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m1", "K9", {}))
    receive(office, "m2", "K9")

    assert {why for _, why in held(office)} == {
        f"het bericht 'm1' niet, want een andere zaak wacht er zelf op ({number})."
    }


def test_a_signal_still_needs_messages_that_do_not_count_for_each_other(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE, SIGNAL), throws("een", SIGNAL))
    number = office.open("een")
    suspend(office, number)
    receive(office, "m1", "een")
    receive(office, "m2", "twee")
    assert "Nog nodig: het bericht 'm1' en het bericht 'm2'" in needed(office)[0][1]

    receive(office, "m1", "twee")
    assert needed(office)[0][1].startswith("Alles is er, maar")
    assert needed(office)[1] == ("m1", "Nog nodig: het bericht 'm2' voor een.")


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
