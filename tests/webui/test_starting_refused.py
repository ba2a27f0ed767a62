"""What cannot be started by hand says why, in the words of the command line."""

import pytest

from engine import beginnings
from engine.beginnings import ByHand
from engine.errors import EngineError
from tests.engine.interpreter.diagrams import diagram, element, go, start, user
from tests.webui.test_starting import (
    FILLED,
    LIST,
    NEW,
    PLANS,
    START,
    begun,
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


@pytest.fixture
def only(planned):
    """Give the address of a process that begins at one start event, without naming that."""
    one = diagram(start("n", name="Nieuw", regie_form="plan"), user("a"), go("n a"), name="Enkel")
    deploy(planned, one.replace(b'<process id="p"', b'<process id="enkel"'))
    return f"{LIST}/enkel"


def test_where_only_one_start_event_is_it_needs_no_name_in_the_address(fred, planned, only):
    page = fred.get(only)
    wrong = fred.send(only, **START, titel="Pad")
    fred.send(only, **START, **FILLED)

    assert "Dit proces begint bij: Nieuw." in page.text()
    assert wrong.by_id("titel")["value"] == "Pad"
    assert len(cases(planned)) == 1
    assert begun(planned).told.event.start == "n"


def test_of_what_is_called_the_one_start_event_that_asks_is_offered(fred, planned):
    call = element("callActivity", "k", calledElement="p", regie_start="vervolg")
    caller = diagram(start(), call, go("s k"), name="Roept aan")
    deploy(planned, caller.replace(b'<process id="p"', b'<process id="roept"'))

    assert "Dit proces begint bij: Nieuw plan." in fred.get(f"{LIST}/p").text()
    fred.send(f"{LIST}/p", **START, **FILLED)
    assert begun(planned).told.event.start == "nieuw"


def test_where_there_is_more_to_choose_the_page_names_it(fred):
    gone = fred.get(f"{LIST}/p", 404)

    assert "Nieuw plan (nieuw), Vervolg op een plan (vervolg)" in gone.text()
    assert "aanroept" not in gone.text()
    assert gone.one("a", href=LIST, text="Kies waar het begint")


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
