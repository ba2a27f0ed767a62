"""What starts by itself, on the command line: said beforehand, listed, stopped and resumed."""

from __future__ import annotations

import json
import shutil

import pytest

from engine.model import Words
from engine.settings import Settings
from engine.store import open_store, post, starts
from tests.acceptance.terminal import Terminal
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
    diagram,
    end,
    go,
    start,
    throw,
    timer,
    user,
)

MONDAYS = timer("R/2100-01-04T09:00/P7D", "timeCycle")
WHY = ("--because", "Vakantie", "--as", "ann")
SAID = "maandag 4 januari 2100 om 09.00 uur, daarna steeds na 1 week."


@pytest.fixture
def regie(prepared, tmp_path):
    """Give a terminal at an installation in which everything is deployed."""
    return Terminal(shutil.copytree(prepared, tmp_path / "data"))


def test_every_way_to_start_is_told_to_machines(regie, tmp_path):
    file = tmp_path / "wegen.bpmn"
    parts = (start("hand"), start("post", MESSAGE), start("sein", SIGNAL), user("u"), end())
    flows = (go("hand u e"), go("post u"), go("sein u"))
    file.write_bytes(diagram(*parts, *flows))

    told = regie("check", str(file), "--json").facts[str(file)]["starts"]
    assert [(one["element"], one["kind"], one["name"], one["due"]) for one in told] == [
        ("hand", "none", None, None),
        ("post", "message", "m1", None),
        ("sein", "signal", "s1", None),
    ]


def test_who_starts_a_process_with_several_plain_start_events_chooses_one(regie, tmp_path):
    file = tmp_path / "keuze.bpmn"
    parts = (start("nieuw", name="Nieuw"), start("vervolg", name="Vervolg"), user("u"))
    file.write_bytes(diagram(*parts, go("nieuw u"), go("vervolg u")))
    regie("deploy", str(file), "--as", "ann")

    refused = regie("start", "p", "--as", "sanne").refusal
    assert refused == (
        "Het proces p kan op meer plaatsen beginnen. Kies er een: Nieuw (nieuw), Vervolg (vervolg)."
    )
    assert "begint niet bij 'x'" in regie("start", "p", "--at", "x", "--as", "sanne").refusal
    assert regie("start", "p", "--at", "Vervolg", "--as", "sanne").code == 0


def test_what_nobody_sees_is_refused_when_a_process_is_started(regie):
    hidden = json.dumps({"titel": "Fiets\u200bpad"})
    refused = regie("start", "rd_idee", "--variables", hidden, "--as", "sanne").refusal

    assert refused == (
        "In 'titel' zit een onzichtbaar teken (U+200B). "
        "Haal het weg en start opnieuw. Er is niets gewijzigd."
    )


def test_what_a_start_event_asks_is_judged_and_said_field_by_field(regie, tmp_path):
    file = tmp_path / "vraagt.bpmn"
    asks = start("nieuw", name="Nieuw", regie_form="F01")
    file.write_bytes(diagram(asks, user("u"), go("nieuw u")))
    assert regie("deploy", str(file), "--as", "ann").code == 0

    told = regie("start", "p", "--variables", '{"titel": "Kort"}', "--as", "sanne", "--json")
    assert told.code == 1
    assert "titel" in told.facts["wrong"]
    assert "klopp" in told.err


@pytest.mark.parametrize(
    ("given", "where"),
    [("{titel}", " Het gaat mis op regel 1, bij teken 2."), ("[]", ""), ('{"$": 1}', "")],
)
def test_variables_that_are_no_object_are_refused_in_the_language_of_who_starts(
    regie, given, where
):
    refused = regie("start", "p", "--variables", given, "--as", "sanne").refusal

    assert refused == (
        f'Geef variabelen als JSON-object, bijvoorbeeld {{"titel": "Fietspad"}}.{where}'
    )


def test_a_message_that_waits_for_others_to_start_a_process_is_said_to_be_kept(regie, tmp_path):
    file = tmp_path / "samen.bpmn"
    first = start("alles", MESSAGE + OTHER_MESSAGE, parallelMultiple="true")
    file.write_bytes(diagram(first, user("u"), go("alles u")))
    regie("deploy", str(file), "--as", "ann")

    said = regie("message", "m1", "--as", "sanne").out
    assert said == "Bewaard. Het proces begint zodra alles er is waarmee het begint.\n"
    listed = regie("incidents", "--as", "tess").out
    assert listed.startswith("post/")
    assert listed.endswith(
        "  m1. Wacht op de rest waarmee 'p' begint. Nog nodig: het bericht 'm2' zonder sleutel.\n"
    )
    (waits,) = regie("incidents", "--as", "tess", "--json").facts
    assert (waits["kind"], waits["process"], waits["name"]) == ("gathered", "p", "m1")
    told = regie("check", str(file), "--json").facts[str(file)]["starts"]
    assert [(one["name"], one["together"]) for one in told] == [("m1", True), ("m2", True)]


def test_who_checks_and_deploys_a_diagram_reads_when_it_starts(regie, tmp_path):
    file = tmp_path / "weekbericht.bpmn"
    file.write_bytes(diagram(start("week", MONDAYS, name="Elke maandag"), end(), go("week e")))

    checked = regie("check", str(file))
    assert checked.out.splitlines() == [
        "Geen problemen.",
        f"Elke maandag: begint vanzelf op {SAID}",
    ]
    told = regie("check", str(file), "--json").facts[str(file)]
    assert told["problems"] == []
    assert told["starts"] == [
        {
            "process": "p",
            "element": "week",
            "kind": "timer",
            "name": None,
            "together": False,
            "due": "2100-01-04T08:00:00+00:00",
            "moments": "R/2100-01-04T08:00:00+00:00/P7D",
            "nl": f"Elke maandag: begint vanzelf op {SAID}",
            "en": "Elke maandag: starts by itself on Monday 4 January 2100 at 09:00, "
            "then again and again after 1 week.",
        }
    ]
    assert regie("starts", "--as", "ann").out == "Er begint niets vanzelf.\n"
    deployed = regie("deploy", str(file), "--as", "ann")
    assert deployed.out.splitlines()[1:] == [f"p/week: Begint op {SAID}"]

    assert regie("starts", "--as", "ann").out == f"p/week  Begint op {SAID}\n"
    assert "Schrijf op waarom" in regie("starts", "--stop", "p/week", "--as", "ann").refusal
    stopped = regie("starts", "--stop", "p/week", *WHY, "--json").facts
    assert [(one["start"], one["stopped_by"]) for one in stopped] == [("p/week", "ann")]
    assert "Gestopt door ann." in regie("starts", "--as", "ann").out
    assert "Gestopt" not in regie("starts", "--resume", "p/week", *WHY).out
    assert regie("starts", "--retry", "p/week", *WHY).code == 0
    assert "staat niet (meer) klaar" in regie("starts", "--stop", "p/x", *WHY).refusal


def test_who_stopped_and_resumed_a_start_is_told_to_auditors_too(regie, tmp_path):
    assert regie("starts", "--steered", "--as", "eve").out == (
        "Niemand stopte of hervatte iets dat vanzelf begint.\n"
    )
    file = tmp_path / "weekbericht.bpmn"
    file.write_bytes(diagram(start("week", MONDAYS), end(), go("week e")))
    regie("deploy", str(file), "--as", "ann")
    regie("starts", "--stop", "p/week", *WHY)
    regie("starts", "--resume", "p/week", "--because", "Terug", "--as", "ann")

    resumed, stopped = regie("starts", "--steered", "--as", "eve").out.splitlines()
    assert resumed.endswith("  p/week  hervat  ann  Terug")
    assert stopped.endswith("  p/week  gestopt  ann  Vakantie")
    facts = regie("starts", "--steered", "--as", "eve", "--json").facts
    assert [(one["start"], one["what"], one["by"], one["reason"]) for one in facts] == [
        ("p/week", "resumed", "ann", "Terug"),
        ("p/week", "stopped", "ann", "Vakantie"),
    ]
    assert "mag dit niet" in regie("starts", "--steered", "--as", "sam").refusal


def test_a_message_that_failed_tells_the_case_and_the_process_that_sent_it(regie, tmp_path):
    sends = diagram(start(), throw("w", MESSAGE), user("u"), go("s w u"))
    begins = diagram(start("s", MESSAGE), user("u"), go("s u"))
    begins = [begins.replace(b'"p"', process_id) for process_id in (b'"een"', b'"twee"')]
    for source in (*begins, sends):
        file = tmp_path / "diagram.bpmn"
        file.write_bytes(source)
        assert regie("deploy", str(file), "--as", "ann").code == 0
    number = regie("start", "p", "--as", "ann", "--json").facts["case"]

    (told,) = regie("incidents", "--as", "tess", "--json").facts
    assert (told["incident"], told["case"], told["process"]) == ("post/1", number, "p")
    assert f"  m1 ({number}), {number} (p). " in regie("incidents", "--as", "tess").out


def test_what_fails_again_when_it_is_retried_is_said_to_have_failed(failed, tmp_path):
    starting = diagram(start("s", MESSAGE), user("u"), end(), go("s u e"))
    starting = starting.replace(b'"m1"', b'"antwoord"')
    for process_id in (b'"een"', b'"twee"'):
        file = tmp_path / "begint.bpmn"
        file.write_bytes(starting.replace(b'"p"', process_id))
        assert failed("deploy", str(file), "--as", "ann").code == 0
    again = failed("retry", "post/1", "--as", "tess")

    assert again.code == 1
    assert "Traceback" not in again.err
    assert "post/1 opnieuw geprobeerd, maar het lukte weer niet." in again.out
    assert "begint meer dan één proces: een/s, twee/s" in again.out
    facts = failed("retry", "post/1", "--as", "tess", "--json").facts
    assert facts["retried"] == "post/1"
    assert "More than one process starts with the message 'antwoord'" in facts["failed"]


@pytest.fixture
def failed(regie, tmp_path):
    """Give the terminal with a start and a message that failed."""
    file = tmp_path / "weekbericht.bpmn"
    file.write_bytes(diagram(start("week", MONDAYS), user("u"), end(), go("week u e")))
    assert regie("deploy", str(file), "--as", "ann").code == 0
    store = open_store(Settings(data=regie.data))
    with store.begin() as tx:
        (timer,) = starts.listed(tx)
        starts.fail(tx, timer, Words("Het lukte niet.", "It did not work."))
        post.send(tx, post.Letter("message", "antwoord", "RD-2026-0999"))
        found = post.Posted(1, "message", "antwoord", None, None, tx.now, 0, None, b"")
        post.fail(tx, found, Words("Twee wachten erop.", "Two wait for it."))
    store.close()
    return regie


def test_a_start_and_a_message_that_failed_are_incidents_that_are_retried(failed):
    listed = failed("incidents", "--as", "tess").out.splitlines()
    assert listed[0].startswith("post/1  ")
    assert listed[0].endswith("  antwoord (RD-2026-0999). Twee wachten erop.")
    assert listed[1].startswith("p/week  ")
    assert listed[1].endswith("  week. Het lukte niet.")
    facts = failed("incidents", "--as", "tess", "--json").facts
    assert [(one["incident"], one["kind"], one["case"], one["reason"]) for one in facts] == [
        ("post/1", "message", None, "Two wait for it."),
        ("p/week", "start", None, "It did not work."),
    ]

    as_tess = ("--as", "tess")
    assert "Schrijf op waarom" in failed("retry", "p/week", *as_tess).refusal
    assert failed("retry", "p/week", "--because", "Hersteld", *as_tess).code == 0
    assert "geen reden bewaard" in failed("retry", "post/1", *as_tess, "--because", "x").refusal
    answer = ("answer", "post/1", "null", "--because", "x", *as_tess)
    assert "geen aanroep van een dienst" in failed(*answer).refusal
    assert failed("retry", "post/1", *as_tess, "--json").facts == {"retried": "post/1"}
    assert failed("incidents", *as_tess).out == "Geen incidenten.\n"
    assert "niet (meer)" in failed("retry", "post/1", *as_tess).refusal
    (told,) = failed("incidents", "--steered", "--as", "eve", "--json").facts
    assert (told["what"], told["by"], told["name"], told["sender"], told["reason"]) == (
        *("offered", "tess", "antwoord", None, "Two wait for it."),
    )
    shown = failed("incidents", "--steered", "--as", "eve").out
    assert shown.endswith("antwoord (RD-2026-0999)  opnieuw aangeboden  tess  Twee wachten erop.\n")
    assert "mag dit niet: de geschiedenis" in failed("incidents", "--steered", *as_tess).refusal
    told = failed("starts", "--steered", "--as", "eve", "--json").facts
    assert [(one["what"], one["by"], one["reason"]) for one in told] == [
        ("retried", "tess", "Hersteld")
    ]


def test_incidents_are_for_administrators_and_need_words_that_mean_something(failed):
    for words in (("incidents",), ("retry", "p/week"), ("retry", "post/1")):
        assert "mag dit niet: storingen afhandelen" in failed(*words, "--as", "eve").refusal
    assert failed("retry", "--as", "tess").code == 2
