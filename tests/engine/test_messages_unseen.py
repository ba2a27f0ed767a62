"""What nobody sees is refused in a message from outside, as it is in the answers of a form."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from engine import messages, tables
from engine.messages import Incoming, InvisibleInMessage
from engine.model import Who
from tests.engine.office import BOB

SOMEBODY = Who("bob")
UNSEEN = ["\0", "\x07", "\x7f", "\u00ad", "\u200b", "\u202e", "\ufeff", "\ud800", " \u200d"]
VERBS = {
    "receive": lambda tx, one: messages.receive(tx, one, SOMEBODY),
    "keep": messages.keep,
    "pass on": lambda tx, one: messages.pass_on(tx, one.key, one.name, one.payload, BOB),
}


@pytest.fixture
def waiting(sqlite_office):
    """Give the number of a case that waits for an answer."""
    number = sqlite_office.open()
    sqlite_office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    return number


def kept(office):
    with office.store.read() as tx:
        return tx.rows(select(tables.message.c.id)), tx.rows(select(tables.subscription.c.place))


def refused(office, verb, incoming):
    with pytest.raises(InvisibleInMessage) as found, office.store.begin() as tx:
        VERBS[verb](tx, incoming)
    return found.value


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize("verb", VERBS)
def test_a_message_with_what_nobody_sees_is_refused_and_changes_nothing(
    sqlite_office, waiting, verb, unseen
):
    before = sqlite_office.case(waiting), kept(sqlite_office)
    incoming = Incoming("antwoord", waiting, {"antwoord": f"ja{unseen}"})
    error = refused(sqlite_office, verb, incoming)

    code = f"U+{ord(unseen[-1]):04X}"
    assert error.sentence("nl") == (
        f"In 'antwoord' van het bericht zit een onzichtbaar teken ({code}). "
        "Haal het weg en stuur het bericht opnieuw. Er is niets gewijzigd."
    )
    assert error.sentence("en") == (
        f"An invisible character ({code}) is in 'antwoord' of the message. "
        "Remove it and send the message again. Nothing was changed."
    )
    assert (sqlite_office.case(waiting), kept(sqlite_office)) == before


@pytest.mark.parametrize(
    ("payload", "where"),
    [
        ({"lijst": ["a", {"b": "\0"}]}, "'lijst[2].b'"),
        ({"a": {"b\u202ec": "x"}}, "'a.b c'"),
        ({"\u200b": None}, "' '"),
    ],
)
def test_it_is_found_however_deep_and_in_the_names_too(sqlite_office, payload, where):
    error = refused(sqlite_office, "keep", Incoming("antwoord", None, payload))

    assert error.sentence("nl").startswith(f"In {where} van het bericht")


@pytest.mark.parametrize(
    ("incoming", "where"),
    [(Incoming("ant\0woord"), "de naam"), (Incoming("antwoord", "RD\u200b"), "de sleutel")],
)
def test_what_a_message_is_called_and_for_whom_it_is_is_judged_too(sqlite_office, incoming, where):
    error = refused(sqlite_office, "keep", incoming)

    assert error.sentence("nl").startswith(f"In {where} van het bericht")


def test_lines_emoji_and_what_is_no_text_are_fine(sqlite_office, waiting):
    told = {"antwoord": "een\r\ntwee\tdrie 👩\u200d🌾", "n": Decimal("1.5"), "d": date(2026, 1, 5)}
    with sqlite_office.store.begin() as tx:
        messages.receive(tx, Incoming("antwoord", waiting, told | {"niets": None}), SOMEBODY)

    assert sqlite_office.open_tasks(waiting) == [f"{waiting}.1/beoordeel#2"]
