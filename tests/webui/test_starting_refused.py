"""What cannot be started by hand says why, in the words of the command line."""

import pytest

from engine import beginnings
from engine.beginnings import ByHand
from engine.errors import EngineError
from tests.webui.test_starting import (
    FILLED,
    LIST,
    NEW,
    PLANS,
    START,
    cases,
    deploy,
    fred,
    planned,
)
from tests.webui.workplace import BOB

__all__ = ["fred", "planned"]


def refusal(place, what):
    """Give what the command line says of the start that an address names."""
    process_id, _, start_id = what.partition("/")
    with place.store.begin() as tx, pytest.raises(EngineError) as refused:
        beginnings.begin(tx, ByHand(process_id, {}, start_id or None), BOB)
    return refused.value


@pytest.mark.parametrize("what", ["p", "p/elders", "p/a", "post", "post/m", "kaal/a", "nergens"])
def test_what_cannot_be_started_there_says_why_as_the_command_does(fred, planned, what):
    shown = fred.get(f"{LIST}/{what}", 404).text()
    english = fred.get(f"{LIST}/{what}?taal=en", 404).text()
    sent = fred.send(f"{LIST}/{what}", 404, **START).text()

    refused = refusal(planned, what)
    assert refused.sentence("nl") in shown
    assert refused.sentence("en") in english
    assert refused.sentence("en") in sent
    assert cases(planned) == []


def test_what_was_typed_for_a_start_that_is_gone_is_given_back(fred, planned):
    page = fred.get(NEW)
    deploy(planned, PLANS.replace(b'"nieuw"', b'"nieuwer"').replace(b">nieuw<", b">nieuwer<"))
    answer = fred.client.post(NEW, data={"csrf": page.token(), **START, **FILLED})

    assert answer.status_code == 404
    shown = answer.get_data(as_text=True)
    assert "Het proces p begint niet bij" in shown
    assert "Nieuw plan (nieuwer), Vervolg op een plan (vervolg)" in shown
    assert "Misschien is er intussen een nieuwe versie van het proces." in shown
    assert "1.250,50" in shown
    assert cases(planned) == []


def test_an_address_where_nothing_starts_leads_to_where_something_does(fred):
    gone = fred.get(f"{LIST}/p/weg", status=404)

    assert gone.one("a", href=LIST, text="Kies waar het begint")
    assert "Wat u invulde" not in gone.text()
