"""Whoever starts a process by hand chooses where, and answers what the start event asks."""

from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import update

from engine import beginnings, deployments, replay, steps, store, tables
from engine.access import NotAllowed
from engine.asking import InvalidAnswers
from engine.beginnings import ByHand, InvisibleInVariables, OnlyCalled
from engine.errands import UnknownProcess
from engine.interpreter.errors import NoPlainStart, NoSuchStart, SeveralPlainStarts
from engine.model import Severity
from engine.store import ConflictingChange
from tests.engine.interpreter.diagrams import MESSAGE, diagram, element, go, start, sub, user
from tests.engine.office import ANN, BOB, EVE, FRED, form, labelled
from tests.proofs.judging import judge

ASKED = form(
    "nieuw",
    titel={"type": "string", "minLength": 5, "ui": labelled("Titel")},
    bedrag={"type": "number", "ui": labelled("Bedrag")},
    dubbel={"type": "number", "ui": labelled("Dubbel", widget="readonly", value="bedrag * 2")},
)
ANSWERS = {"titel": "Fietspad", "bedrag": 10}
ASKS = diagram(
    start("nieuw", name="Nieuw plan", regie_form="nieuw"),
    start("vervolg", name="Vervolg"),
    user("a"),
    go("nieuw a"),
    go("vervolg a"),
)
BARE = diagram(user("a")).replace(b'id="p"', b'id="kaal" name="Kaal"')
BY_MESSAGE = diagram(start("m", MESSAGE), user("a"), go("m a")).replace(b'id="p"', b'id="post"')
UNSEEN = ["\0", "\x7f", "\u00ad", "\u200b", "\u202e", "\ufeff", "\ud800"]


@pytest.fixture
def plans(office):
    """Give an office in which plans are started by hand, at a start event that asks a form."""
    with office.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", {"nieuw": ASKED})
        for source in (ASKS, BARE, BY_MESSAGE):
            deployments.deploy(tx, source, by=ANN)
    return office


def begin(office, variables, at="nieuw", key=None, process_id="p"):
    with office.store.begin() as tx:
        return beginnings.begin(tx, ByHand(process_id, variables, at, key), BOB)


def cases(office):
    with office.store.read() as tx:
        return [one.number for one in store.case_lists.listed(tx, FRED, most=10)]


def begun(office, opened):
    with office.store.read() as tx:
        return replay.happenings(tx, opened.instance_id, EVE)[0]


def test_the_answers_in_the_form_of_a_start_event_are_the_variables(plans):
    opened = begin(plans, ANSWERS)

    first = begun(plans, opened)
    assert (first.by, first.told.event.start) == ("bob", "nieuw")
    assert first.told.event.variables["dubbel"] == 20
    assert plans.case(opened.number).title == "Fietspad"
    judge(plans.store)


@pytest.mark.parametrize("answers", [{}, {"titel": "kort", "bedrag": 1}, ANSWERS | {"ander": 1}])
def test_answers_that_the_form_refuses_open_nothing(plans, answers):
    with pytest.raises(InvalidAnswers):
        begin(plans, answers)

    assert cases(plans) == []


def test_where_no_form_is_asked_all_variables_are_taken(plans):
    first = begun(plans, begin(plans, {"wat": "ook"}, "vervolg"))

    assert first.told.event.variables["wat"] == "ook"


def test_history_names_the_start_event_also_when_there_was_no_choice(office):
    assert begun(office, begin(office, {}, None, None, "aanvraag")).told.event.start == "start"


def test_a_process_without_start_event_begins_with_what_nothing_leads_to(plans):
    opened = begin(plans, {}, None, None, "kaal")

    assert begun(plans, opened).told.event.start is None
    assert plans.open_tasks(opened.number) == [f"{opened.number}.1/a#1"]


@pytest.mark.parametrize("unseen", UNSEEN)
@pytest.mark.parametrize(
    ("variables", "where"),
    [
        (lambda text: {"titel": text}, "titel"),
        (lambda text: {"lijst": ["a", {"b": text}]}, "lijst[2].b"),
        (lambda text: {"a": {f"b{text}c": 1}}, "a.bx xc"),
    ],
)
def test_what_nobody_sees_is_refused_by_name_and_opens_nothing(
    sqlite_office, unseen, variables, where
):
    with pytest.raises(InvisibleInVariables) as refused:
        begin(sqlite_office, variables(f"x{unseen}x"), None, "k", "aanvraag")

    code = f"U+{ord(unseen):04X}"
    assert refused.value.sentence("nl") == (
        f"In '{where}' zit een onzichtbaar teken ({code}). "
        "Haal het weg en start opnieuw. Er is niets gewijzigd."
    )
    assert refused.value.sentence("en") == (
        f"An invisible character ({code}) is in '{where}'. "
        "Remove it and start again. Nothing was changed."
    )
    assert cases(sqlite_office) == []


def test_the_same_key_opens_one_case_and_gives_it_again(plans):
    first, again = begin(plans, ANSWERS, key="k"), begin(plans, ANSWERS, key="k")

    assert first == again
    assert cases(plans) == [first.number]
    with plans.store.read() as tx:
        assert beginnings.begun(tx, "k", BOB) == first
        assert beginnings.begun(tx, "k", FRED) is None
        assert beginnings.begun(tx, "ander", BOB) is None


def test_of_the_same_key_twice_at_the_same_moment_one_opens_a_case(plans):
    found = []

    def one():
        try:
            found.append(begin(plans, ANSWERS, key="k").number)
        except ConflictingChange:
            found.append(None)

    threads = [Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(found) == len(threads)
    assert len(set(found) - {None}) == 1
    assert cases(plans) == list(set(found) - {None})


def test_what_can_be_started_by_hand_is_listed_by_name_with_its_start_events(plans):
    with plans.store.read() as tx:
        found = {
            one.process_id: [each.id for each in one.starts]
            for one in beginnings.startable(tx, FRED)
        }
        names = [one.name for one in beginnings.startable(tx, FRED)]

    assert found["p"] == ["nieuw", "vervolg"]
    assert found["kaal"] == []
    assert "post" not in found
    assert names == sorted(names, key=str.casefold)


def test_a_process_that_cannot_be_read_any_more_is_left_out(plans):
    with plans.store.begin() as tx:
        damaged = update(tables.bundle).where(tables.bundle.c.process_id == "kaal")
        tx.change(damaged.values(diagram=b"<x/>"))
    steps._definitions.clear()
    with plans.store.read() as tx:
        assert "kaal" not in {one.process_id for one in beginnings.startable(tx, FRED)}


@pytest.mark.parametrize("person", [ANN, BOB, EVE])
def test_what_can_be_started_is_for_who_may_start(plans, person):
    with plans.store.read() as tx:
        with pytest.raises(NotAllowed):
            beginnings.startable(tx, person)
        with pytest.raises(NotAllowed):
            beginnings.to_start(tx, "p", person)


@pytest.mark.parametrize(
    ("process_id", "at", "why"),
    [
        ("nergens", None, UnknownProcess),
        ("post", None, NoPlainStart),
        ("p", "", SeveralPlainStarts),
        ("p", "elders", NoSuchStart),
        ("kaal", "a", NoSuchStart),
    ],
)
def test_what_people_cannot_start_says_why(plans, process_id, at, why):
    with plans.store.read() as tx, pytest.raises(why):
        beginnings.to_start(tx, process_id, FRED, at=at)


def test_what_begins_only_with_what_its_caller_gives_says_so(plans):
    call = element("callActivity", "k", calledElement="kaal")
    with plans.store.begin() as tx:
        deployments.deploy(tx, diagram(start(), call, go("s k"), name="Roept"), by=ANN)
    with plans.store.read() as tx, pytest.raises(OnlyCalled):
        beginnings.to_start(tx, "kaal", FRED)


@pytest.mark.parametrize(
    ("source", "element_id"),
    [
        (diagram(start("m", MESSAGE, regie_form="nieuw"), user("a"), go("m a")), "m"),
        (
            diagram(
                start(), sub("q", start("t", regie_form="nieuw"), user("a"), go("t a"))
            ).replace(b"</process>", go("s q").encode() + b"</process>"),
            "t",
        ),
    ],
)
def test_a_form_is_refused_where_nobody_starts_by_hand(plans, source, element_id):
    with plans.store.read() as tx:
        (found,) = deployments.check_together(tx, [source])

    wrong = {(one.code, one.element_id) for one in found if one.severity is Severity.ERROR}
    assert wrong == {("unknown-attribute", element_id)}


def test_a_form_that_is_not_there_is_refused_at_a_start_event_too(plans):
    with plans.store.read() as tx:
        (found,) = deployments.check_together(tx, [ASKS.replace(b'form="nieuw"', b'form="weg"')])

    assert ("unknown-form", "nieuw") in {(one.code, one.element_id) for one in found}


def test_a_case_is_opened_with_the_version_that_is_current_then(plans):
    with plans.store.read() as tx:
        before = beginnings.to_start(tx, "p", FRED)
    with plans.store.begin() as tx:
        deployments.deploy(tx, ASKS.replace(b"Vervolg", b"Verder"), by=ANN)
    with plans.store.read() as tx:
        after = beginnings.to_start(tx, "p", FRED)

    assert replace(after, digest=before.digest, starts=before.starts) == before
    assert [one.name for one in after.starts] == ["Nieuw plan", "Verder"]
    assert begun(plans, begin(plans, ANSWERS)).told.event.digest == after.digest
