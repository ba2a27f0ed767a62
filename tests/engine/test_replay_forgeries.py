"""Whoever changes, removes or adds a row of history or of a process is found."""

# ruff: noqa: S608 - the forger writes SQL

import pytest

from engine import replay
from engine.events import CommentAdded
from engine.replay import UnknownNumber
from tests.engine.forger import (
    CHILD,
    NO_CHILD,
    NUMBER,
    PARENT,
    cut,
    forge,
    said,
)
from tests.engine.office import EVE


@pytest.mark.parametrize("made", ["running", "finished", "waiting"])
def test_an_honest_case_is_right_in_all_its_parts(made, request):
    office = request.getfixturevalue(made)

    assert said(office, "AV-2026-0001" if made == "waiting" else NUMBER) == []


def test_an_erased_case_is_right_as_far_as_can_be_seen(finished):
    forge(finished, "DELETE FROM case_key")

    assert said(finished) == []


def test_an_end_that_was_cut_off_with_the_instance_set_back_is_found(finished):
    forge(finished, *cut(PARENT))

    assert (PARENT, 4, "Het proces is volgens zijn stand afgelopen, maar") in [
        (subject, position, reason.partition(" de geschiedenis loopt")[0])
        for subject, position, reason in said(finished)
    ]


def test_an_end_that_was_cut_off_is_found_also_when_the_state_says_it_runs(finished):
    forge(
        finished,
        *cut(CHILD),
        f"UPDATE instance SET ended_at = NULL, outcome = NULL WHERE id = '{CHILD}'",
    )

    assert (
        PARENT,
        4,
        f"Het proces {CHILD} is volgens zijn eigen geschiedenis niet zo afgelopen.",
    ) in said(finished)


def test_another_outcome_is_found(finished):
    forge(finished, f"UPDATE instance SET outcome = 'cancelled' WHERE id = '{CHILD}'")

    assert said(finished) == [
        (CHILD, None, "Hoe of wanneer het proces afliep, klopt niet met de geschiedenis.")
    ]


def test_a_child_that_was_taken_away_is_found_in_its_parent(running):
    forge(running, *NO_CHILD)

    assert said(running) == [
        (PARENT, 1, "Het proces 'kind' dat hier is aangeroepen, ontbreekt."),
        (NUMBER, None, f"Het proces {CHILD} is begonnen, maar ontbreekt."),
    ]


def test_a_child_that_came_back_and_was_taken_away_is_found_where_it_came_back(finished):
    forge(finished, *NO_CHILD, f"UPDATE \"case\" SET instances = 1 WHERE number = '{NUMBER}'")

    assert (
        PARENT,
        4,
        f"Het proces {CHILD}, waarvan dit het vervolg is, ontbreekt.",
    ) in said(finished)


def test_a_child_that_nobody_called_is_found(running):
    forge(running, f"UPDATE instance SET parent_place = 'elders#1' WHERE id = '{CHILD}'")

    assert (CHILD, 1, "Geen ander proces van de zaak heeft dit proces aangeroepen.") in said(
        running
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bundle SET diagram = diagram || x'0a' WHERE process_id = 'kind'",
        "UPDATE bundle_file SET content = content || x'0a' WHERE name = 'hoe'",
        "DELETE FROM bundle_file WHERE name = 'hoe'",
        "UPDATE bundle SET diagram = x'00' WHERE process_id = 'kind'",
    ],
)
def test_a_bundle_that_was_changed_is_found(running, statement):
    forge(running, statement)

    [(subject, position, reason)] = said(running)
    assert (subject, position) == (CHILD, None)
    assert "versie 1 van 'kind' is na het publiceren gewijzigd." in reason


@pytest.mark.parametrize("digest", ["(SELECT digest FROM bundle WHERE process_id = 'kind')", "'x'"])
def test_an_instance_that_points_to_another_diagram_is_found(running, digest):
    forge(running, f"UPDATE instance SET digest = {digest} WHERE id = '{PARENT}'")

    [(subject, position, reason)] = said(running)
    assert (subject, position) == (PARENT, 1)
    assert "wijst naar een ander diagram" in reason


def test_a_bundle_that_is_gone_is_found(running):
    forge(running, "DELETE FROM bundle WHERE process_id = 'kind'")

    assert said(running) == [(CHILD, None, "Het diagram waarmee dit proces begon, ontbreekt.")]


def test_a_case_that_was_taken_away_leaves_its_instances(running):
    forge(running, f"DELETE FROM \"case\" WHERE number = '{NUMBER}'")

    assert (NUMBER, None, "De zaak zelf ontbreekt.") in said(running)


def test_a_history_that_goes_on_behind_the_state_is_found(running):
    second = f"(SELECT hash FROM history WHERE instance_id = '{PARENT}' AND position = 2)"
    forge(running, f"UPDATE instance SET position = 2, head = {second} WHERE id = '{PARENT}'")

    assert (PARENT, 3, "De geschiedenis gaat verder dan de stand van het proces.") in said(running)


@pytest.mark.parametrize(
    "change",
    ["facts = '{}'", "at = 'gisteren'", "at = 1e30", "sealed = 'x'", "kind = 'x'"],
)
def test_what_is_no_history_at_all_is_a_difference_and_no_failure(running, change):
    forge(running, f"UPDATE history SET {change} WHERE instance_id = '{CHILD}' AND position = 1")

    assert (CHILD, 1, "Deze gebeurtenis is gewijzigd.") in said(running)


def test_a_case_that_is_not_there_is_refused_in_words(sqlite_office):
    with (
        pytest.raises(UnknownNumber, match=r"^There is no case RD-2026-9999\.$"),
        sqlite_office.store.read() as tx,
    ):
        replay.verify_case(tx, "RD-2026-9999", EVE)


def test_every_comment_and_document_stands_in_history(running):
    with running.store.read() as tx:
        kinds = [one.kind for one in replay.happenings(tx, PARENT, EVE)]

    assert kinds == ["InstanceStarted", CommentAdded.__name__, "DocumentAdded"]
