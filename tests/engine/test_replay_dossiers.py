"""Whoever changes the dossier of a case or a work list is found, and it is said what."""

import pytest

from engine import cases
from tests.engine.forger import (
    CHILD,
    NUMBER,
    PARENT,
    cut,
    forge,
    said,
)
from tests.engine.office import BOB


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM comment", "De opmerking van bob van 05-01-2026 ontbreekt."),
        ("UPDATE comment SET \"by\" = 'carol'", "De opmerking van bob van 05-01-2026 is gewijzigd"),
        ("UPDATE comment SET text = zeroblob(60)", "De opmerking van bob van 05-01-2026 is gewij"),
        ("UPDATE comment SET text = 'Anders'", "De opmerking van bob van 05-01-2026 is gewijzigd"),
        ("UPDATE comment SET id = 'x'", "De opmerking van bob staat niet in de geschiedenis."),
        ("DELETE FROM document", "Het stuk 'plan.pdf' van bob van 05-01-2026 ontbreekt."),
        ("UPDATE document SET content = zeroblob(60)", "Het stuk 'plan.pdf' van bob van 05-01-202"),
        ("UPDATE document SET name = zeroblob(60)", "Het stuk 'plan.pdf' van bob van 05-01-2026 i"),
        ("UPDATE document SET at = at + 1", "Het stuk 'plan.pdf' van bob van 05-01-2026 is gewij"),
        ("UPDATE document SET sha256 = 'x'", "Het stuk 'plan.pdf' van bob van 05-01-2026 is gewi"),
        ("UPDATE document SET id = 'x'", "staat niet in de geschiedenis."),
        (
            "UPDATE \"case\" SET status = 'Goedgekeurd'",
            "De status 'Goedgekeurd' van de zaak is nie",
        ),
        ("UPDATE \"case\" SET title = 'Iets anders'", "De titel 'Iets anders' van de zaak is niet"),
        ('UPDATE "case" SET closed_at = opened_at', "Of en wanneer de zaak sloot, klopt niet"),
        ('UPDATE "case" SET opened_at = 1', "Hoe of wanneer de zaak begon, klopt niet"),
        (
            "INSERT INTO case_body SELECT number, 'Stuurgroep', opened_at FROM \"case\"",
            "Of 'Stuurgroep' de zaak mag zien, klopt niet",
        ),
        ("UPDATE case_body SET opened_at = 0", "Of 'Kernteam (1970-01-01 00:00:00+00:00)' de zaak"),
        ("DELETE FROM case_body", "Of 'Kernteam' de zaak mag zien, klopt niet"),
        ('UPDATE "case" SET instances = 1', "Er zijn meer processen begonnen dan de zaak zegt"),
        ('UPDATE "case" SET instances = 3', f"Het proces {NUMBER}.3 is begonnen, maar ontbreekt."),
    ],
)
def test_a_change_in_the_dossier_is_found_and_named(running, statement, reason):
    forge(running, statement)

    found = said(running)
    assert {subject for subject, _position, _reason in found} == {NUMBER}
    assert any(reason in one for _subject, _position, one in found)


def test_a_comment_whose_record_was_cut_off_is_found(running):
    with running.store.begin() as tx:
        cases.comment(tx, NUMBER, "Toch niet", BOB)
    forge(running, *cut(PARENT))

    assert "De opmerking van bob staat niet in de geschiedenis." in [
        reason for subject, _position, reason in said(running) if subject == NUMBER
    ]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE task SET done_by = 'carol'", "wie haar afrondde"),
        ("UPDATE task SET done_for = 'carol'", "namens wie zij is afgerond"),
        ("UPDATE task SET done_at = done_at + 1", "wanneer zij is afgerond"),
        ("UPDATE task SET claimed_by = 'carol' WHERE claimed_by = 'bob'", "wie haar oppakte"),
        ("UPDATE task SET body = 'Stuurgroep'", "het gremium"),
        ("UPDATE task SET due = 1", "de uiterste datum"),
        ("UPDATE task SET name = 'Iets'", "de naam"),
    ],
)
def test_a_changed_task_is_found_and_said_in_words(finished, statement, reason):
    forge(finished, f"{statement}{' AND' if 'WHERE' in statement else ' WHERE'} place = 'werk#1'")

    assert said(finished) == [
        (CHILD, None, f"Van de taak 'Werk (werk#1)' klopt {reason} niet met de geschiedenis.")
    ]


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM task WHERE place = 'besluit#1'", "De taak 'Neem besluit (besluit#1)' ontbr"),
        ("UPDATE task SET place = 'x#1' WHERE place = 'besluit#1'", "De taak 'x#1' staat in de"),
        ("DELETE FROM timer", "ontbreekt in de werklijst."),
        ("UPDATE timer SET due = due - 1", "staat anders in de werklijst"),
        ("UPDATE timer SET due = due - 1, tries = 1", "staat anders in de werklijst"),
        ("UPDATE timer SET place = 'x#1'", "De wekker bij 'x#1' staat in de werklijst, maar"),
        (
            (
                "INSERT INTO subscription (instance_id, place, event, kind, name)"
                " VALUES ('AV-2026-0001.1', 'x#1', 0, 'signal', 'h')"
            ),
            "Het wachten op een bericht bij 'x#1' staat in de werklijst, maar",
        ),
        (
            "INSERT INTO incident VALUES ('AV-2026-0001.1', 'x#1', 0, 1)",
            "De storing bij 'x#1' staat",
        ),
    ],
)
def test_a_changed_work_list_is_found_and_said_in_words(waiting, statement, reason):
    forge(waiting, statement)

    assert any(reason in one for _subject, _position, one in said(waiting, "AV-2026-0001"))


def test_a_timer_that_was_set_later_because_it_could_not_fire_is_no_forgery(waiting):
    forge(waiting, "UPDATE timer SET due = due + 300000000, tries = 1")

    assert said(waiting, "AV-2026-0001") == []
