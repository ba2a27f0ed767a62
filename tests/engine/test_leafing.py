"""What happened in a case is leafed through as it was when somebody began to read."""

from engine import cases, messages
from tests.engine.office import BOB, EVE


def told(office, number, leaf, most=100, skip=0):
    with office.store.read() as tx:
        found = cases.view(tx, number, EVE)
        moments = cases.timeline(tx, found, most=most, skip=skip, leaf=leaf)
    return [(one.instance_id, one.position) for one in moments]


def leafed(office, number, mark=""):
    with office.store.read() as tx:
        return cases.leaf(tx, number, mark)


def test_what_happens_meanwhile_changes_no_portion_and_is_counted(office):
    number = office.open("ouder")
    before = leafed(office, number)
    read = told(office, number, before)
    assert before.happened == len(read)
    assert before.newer == 0

    office.clock.tick(seconds=1)
    with office.store.begin() as tx:
        cases.comment(tx, number, "Gebeld.", BOB)
    messages.deliver(office.store)
    again = leafed(office, number, before.mark)
    first, rest = told(office, number, again, most=1), told(office, number, again, skip=1)

    assert [*first, *rest] == read
    assert (again.happened, again.newer) == (before.happened, 1)
    assert leafed(office, number).happened == before.happened + 1


def test_entries_of_the_same_moment_keep_their_order(office):
    number = office.open("ouder")
    whole = told(office, number, None)
    for place, (instance_id, position) in enumerate(whole):
        leaf = leafed(office, number, f"{instance_id}:{position}")

        assert told(office, number, leaf) == whole[place:]


def test_the_mark_of_another_case_is_none(office):
    number, other = office.open(), office.open()

    assert leafed(office, number, leafed(office, other).mark) == leafed(office, number)
