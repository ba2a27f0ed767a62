"""Process owners let running cases follow another version: all of them, or none."""

import pytest
from sqlalchemy import update

from engine import cases, deployments, replay, store, tables, tasks
from engine.access import NotAllowed
from engine.deployments import (
    CasesStay,
    MappedTwice,
    NothingToMigrate,
    UnknownElement,
    UnknownVersion,
    Wish,
)
from engine.model import Person, Role
from tests.engine.office import AANVRAAG, ANN, BOB, CAROL, EVE

FEMKE = Person("femke", "Femke Feenstra", roles=frozenset({Role.ADMINISTRATOR}))
FULL = {"volledig": True, "bedrag": 10}
#: the same way of working, in which one task has another id
DECISION = b'"besluit" name="Neem besluit"'
RENAMED = (
    AANVRAAG.replace(DECISION, b'"beslis" name="Beslis"')
    .replace(b'Ref="besluit"', b'Ref="beslis"')
    .replace(b">besluit<", b">beslis<")
)
WITHOUT = (
    AANVRAAG.replace(b'"beoordeel" name', b'"toets" name')
    .replace(b'Ref="beoordeel"', b'Ref="toets"')
    .replace(b">beoordeel<", b">toets<")
)


@pytest.fixture
def versions(office):
    """Give the office with two later versions: 2 has another decision, 3 another assessment."""
    with office.store.begin() as tx:
        store.people.add(tx, FEMKE, "!")
        deployments.deploy(tx, RENAMED, by=ANN)
        deployments.deploy(tx, WITHOUT, by=ANN)
        deployments.deploy(tx, AANVRAAG, by=ANN)
    return office


def wish(version=2, cases=None, **mapping):
    return Wish("aanvraag", version, mapping, cases)


def plan(office, wanted, by=ANN):
    with office.store.read() as tx:
        return deployments.migration_plan(tx, wanted, by)


def migrate(office, wanted, by=ANN):
    with office.store.begin() as tx:
        return deployments.migrate(tx, wanted, by)


def verdicts(office, number):
    """Give the verdict on each instance; that on the dossier only when something is wrong."""
    with office.store.read() as tx:
        found = replay.verify_case(tx, number, EVE)
    return [(one.right, one.reason) for one in found if one.subject != number or one.reason]


def test_the_plan_says_per_case_what_happens_to_all_that_stands_open(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)

    (outlook,) = plan(versions, wish(besluit="beslis"))

    assert (outlook.case_number, outlook.version, outlook.can_migrate) == (number, 1, True)
    assert [fate.words.nl for fate in outlook.fates] == [
        "Taak 'Neem besluit' gaat verder als 'Beslis'.",
        "Wekker 'Na 7 dagen' (12-01-2026 09:00) blijft.",
    ]
    assert outlook.fates[0].words.en == "Task 'Neem besluit' goes on as 'Beslis'."
    assert versions.open_tasks(number) == [f"{number}.1/besluit#1"]


def test_a_migrated_case_goes_on_in_the_other_version_and_verifies(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)

    migrate(versions, wish(besluit="beslis"))

    assert versions.open_tasks(number) == [f"{number}.1/beslis#1"]
    assert verdicts(versions, number) == [(True, None)]
    assert versions.tick(days=7) == 1
    versions.complete(f"{number}.1/beslis#1", by=CAROL, reden="Goed plan")
    versions.complete(f"{number}.1/herinnering#1", by=CAROL)
    assert versions.case(number).status == "Goedgekeurd"
    assert verdicts(versions, number) == [(True, None)]


def test_what_somebody_claimed_and_typed_goes_along(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)
    with versions.store.begin() as tx:
        tasks.claim(tx, f"{number}.1/besluit#1", CAROL)
        tasks.save_draft(tx, f"{number}.1/besluit#1", {"reden": ["Half af"]}, CAROL)

    migrate(versions, wish(besluit="beslis"))

    with versions.store.read() as tx:
        view = tasks.view(tx, f"{number}.1/beslis#1", CAROL)
    assert (view.task.name, view.task.claimed_by) == ("Beslis", "carol")
    assert view.draft.raw == {"reden": ["Half af"]}


def test_a_draft_that_does_not_open_stops_no_migration_and_is_told_before_and_after(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)
    with versions.store.begin() as tx:
        tasks.claim(tx, f"{number}.1/besluit#1", CAROL)
        tasks.save_draft(tx, f"{number}.1/besluit#1", {"reden": ["Half af"]}, CAROL)
        tx.change(update(tables.draft).values(answers=b"forged"))

    before = plan(versions, wish(besluit="beslis"))
    after = migrate(versions, wish(besluit="beslis"))

    said = "Wat Carol Cazemier bewaarde bij taak 'Neem besluit' is niet te lezen en kan niet mee."
    assert [words.nl for words in before[0].drafts] == [said]
    assert after == before
    assert before[0].can_migrate
    with versions.store.read() as tx:
        view = tasks.view(tx, f"{number}.1/beslis#1", CAROL)
    assert view.draft.raw is None
    assert verdicts(versions, number) == [(True, None)]


def test_a_draft_that_opens_is_not_told(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)
    with versions.store.begin() as tx:
        tasks.claim(tx, f"{number}.1/besluit#1", CAROL)
        tasks.save_draft(tx, f"{number}.1/besluit#1", {"reden": ["Half af"]}, CAROL)

    assert [one.drafts for one in plan(versions, wish(besluit="beslis"))] == [()]


def test_a_task_that_was_done_before_is_shown_as_it_was(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)

    migrate(versions, wish(3))

    with versions.store.read() as tx:
        view = tasks.view(tx, f"{number}.1/beoordeel#1", BOB)
    assert view.element.name == "Beoordeel aanvraag"
    with versions.store.read() as tx:
        timeline = cases.timeline(tx, cases.view(tx, number, BOB), most=99)
    assert [one.name for one in reversed(timeline)][1] == "Beoordeel aanvraag"


def test_migrating_there_and_back_leaves_everything_as_it_was(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)
    with versions.store.read() as tx:
        before = store.instances.find(tx, f"{number}.1")

    migrate(versions, wish(besluit="beslis"))
    migrate(versions, wish(1, beslis="besluit"))

    with versions.store.read() as tx:
        after = store.instances.find(tx, f"{number}.1")
    assert (after.snapshot, after.digest) == (before.snapshot, before.digest)
    assert versions.open_tasks(number) == [f"{number}.1/besluit#1"]
    assert verdicts(versions, number) == [(True, None)]


def test_when_one_case_cannot_come_along_none_of_them_does(versions):
    first, second = versions.open(), versions.open()
    versions.complete(f"{first}.1/beoordeel#1", **FULL)

    with pytest.raises(CasesStay) as refused:
        migrate(versions, wish(3))

    assert refused.value.sentence("nl") == (
        "Er is niets gewijzigd, want niet alles kan mee. "
        f"{second}: Taak 'Beoordeel aanvraag' kan niet mee: dat element is er niet in die versie."
    )
    with versions.store.read() as tx:
        found = [store.instances.find(tx, f"{number}.1") for number in (first, second)]
    assert len({one.digest for one in found}) == 1
    migrate(versions, wish(3, cases=(first,)))
    migrate(versions, wish(3, beoordeel="toets"))
    assert versions.open_tasks(second) == [f"{second}.1/toets#1"]


def test_a_suspended_case_stays_where_it_is(versions):
    number = versions.open()
    with versions.store.begin() as tx:
        cases.suspend(tx, number, "wacht op advies", FEMKE)

    (outlook,) = plan(versions, wish(2))

    assert "stilgelegd door Femke Feenstra" in outlook.refusal.nl
    with pytest.raises(CasesStay, match="suspended by Femke Feenstra"):
        migrate(versions, wish(2))


def test_only_a_process_owner_migrates(versions):
    versions.open()

    for person in (BOB, EVE, FEMKE):
        for verb in (plan, migrate):
            with pytest.raises(NotAllowed):
                verb(versions, wish(2), by=person)


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (wish(9), UnknownVersion),
        (wish(1), NothingToMigrate),
        (wish(2, nergens="beslis"), UnknownElement),
        (wish(2, besluit="nergens"), UnknownElement),
        (wish(2, besluit="beslis", beoordeel="beslis"), MappedTwice),
        (wish(2, cases=("AV-2026-0009",)), NothingToMigrate),
    ],
)
def test_a_wish_that_says_nothing_is_refused_by_name(versions, wanted, refusal):
    versions.open()

    with pytest.raises(refusal):
        plan(versions, wanted)


def test_a_forged_migration_is_found(versions):
    number = versions.open()
    versions.complete(f"{number}.1/beoordeel#1", **FULL)
    migrate(versions, wish(besluit="beslis"))
    with versions.store.begin() as tx:
        running = store.instances.find(tx, f"{number}.1")
        other = store.bundles.digest_of(tx, "aanvraag", 1)
        table = store.instances._instance
        tx.change(table.update().where(table.c.id == running.id).values(digest=other))

    assert "een ander diagram" in verdicts(versions, number)[0][1].nl
