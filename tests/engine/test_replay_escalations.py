"""Whoever changes what a parent heard its children escalate is found, and nobody else is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine import replay
from engine.events import ChildEscalated, EscalationHeard, InstanceStarted
from tests import counting
from tests.engine.family import call, child
from tests.engine.forger import NO_CHILD, cut, forge, retell, said
from tests.engine.interpreter.diagrams import (
    ESCALATION,
    boundary,
    flow,
    go,
    loop,
    many,
    script,
    throw,
    user,
    xor,
)
from tests.engine.office import EVE

WRITES = script("kb", "bedrag = 5"), throw("kt", ESCALATION)
ESCALATES = child(*WRITES, user("ku"), go("ks kb kt ku"))
ENDS = child(*WRITES, go("ks kb kt"))
LATER = child(user("ku"), throw("kt", ESCALATION), user("kz"), go("ks ku kt kz"))
TWICE = child(
    *(script("k1", "bedrag = 1"), throw("t1", ESCALATION), script("k2", "bedrag = 2")),
    *(throw("t2", ESCALATION), user("ku"), go("ks k1 t1 k2 t2 ku")),
)
BROKEN = "UPDATE history SET facts = '{}' WHERE instance_id = "
FEW, MANY = 10, 40

UNTOLD = "Dit proces escaleerde hier, maar het proces dat het aanriep heeft dat niet gehoord."
UNHEARD = "Dit proces escaleerde hier en wacht er nog op dat het gehoord wordt."
UNTRUE = "Het proces {} heeft volgens zijn eigen geschiedenis niet zo geëscaleerd."


@pytest.fixture
def escalated(family):
    """Give a case that called a process, which escalated and went on; nothing caught it."""
    family.begin(call(), user("z"), go("s c z"), others=ESCALATES)
    return family


def parent(family):
    return f"{family.number}.1"


def called(family):
    return f"{family.number}.2"


def of(kind, *instead):
    """Change each cause of one kind into others, by what is given to make each of them."""
    return lambda cause: [one(cause) for one in instead] if isinstance(cause, kind) else [cause]


def same(cause):
    return cause


def other_code(cause):
    return replace(cause, escalation="X2")


def other_list(cause):
    return replace(cause, escalation=["X1"])


def other_variables(cause):
    return replace(cause, variables={"bedrag": Decimal(9)})


def as_older_versions(cause):
    """Let a called process go on when it escalated, as they did."""
    if isinstance(cause, EscalationHeard):
        return []
    return [replace(cause, is_heeded=False) if isinstance(cause, InstanceStarted) else cause]


def wrong(family):
    return said(family.office, family.number)


def test_history_that_was_written_again_as_it_was_is_right(escalated):
    retell(escalated.office, parent(escalated), lambda cause: [cause])
    retell(escalated.office, called(escalated), lambda cause: [cause])

    assert wrong(escalated) == []


@pytest.mark.parametrize("change", [other_code, other_variables])
def test_another_code_or_other_variables_than_the_child_escalated_are_found(escalated, change):
    retell(escalated.office, parent(escalated), of(ChildEscalated, change))

    assert wrong(escalated) == [(parent(escalated), 2, UNTRUE.format(called(escalated)))]


def test_what_was_told_twice_is_found_where_it_was_told_again(escalated):
    retell(escalated.office, parent(escalated), of(ChildEscalated, same, same))

    assert wrong(escalated) == [(parent(escalated), 3, UNTRUE.format(called(escalated)))]


def test_what_was_not_told_is_found_where_the_child_escalated(escalated):
    retell(escalated.office, parent(escalated), of(ChildEscalated))

    assert wrong(escalated) == [(called(escalated), 1, UNTOLD)]


def test_so_it_is_when_both_end_in_the_same_moment(family):
    family.begin(call(), go("s c"), others=ENDS)
    retell(family.office, parent(family), of(ChildEscalated))

    assert wrong(family) == [(called(family), 1, UNTOLD)]


def test_what_was_told_of_another_child_is_found(family):
    family.begin(call(inner=many("2")), user("z"), go("s c z"), others=ESCALATES)
    first, second = called(family), f"{family.number}.3"
    mixed = {first: second, second: second}
    retell(
        family.office,
        parent(family),
        of(ChildEscalated, lambda cause: replace(cause, child_id=mixed[cause.child_id])),
    )

    assert wrong(family) == [(parent(family), 3, UNTRUE.format(second)), (first, 1, UNTOLD)]


def test_what_is_no_code_and_no_instance_at_all_is_a_difference_and_no_failure(escalated):
    def changed(cause):
        return replace(cause, escalation=["X1"], child_id=[cause.child_id])

    retell(escalated.office, parent(escalated), of(ChildEscalated, other_list, changed))

    me, child_id = parent(escalated), called(escalated)
    missing = f"Het proces ['{child_id}'], waarvan dit het vervolg is, ontbreekt."
    assert wrong(escalated) == [(me, 3, missing), (me, 2, UNTRUE.format(child_id))]


def test_what_is_told_of_one_that_it_did_not_call_is_found(escalated):
    me = parent(escalated)
    itself = of(ChildEscalated, same, lambda cause: replace(cause, child_id=me))
    retell(escalated.office, me, itself)

    assert wrong(escalated) == [(me, 3, UNTRUE.format(me))]


def test_what_was_told_in_another_order_is_found(family):
    family.begin(call(), user("z"), go("s c z"), others=TWICE)

    def swapped(cause):
        return replace(cause, variables={"bedrag": 3 - cause.variables["bedrag"]})

    retell(family.office, parent(family), of(ChildEscalated, swapped))

    me, untrue = parent(family), UNTRUE.format(called(family))
    assert wrong(family) == [(me, 2, untrue), (me, 3, untrue)]


@pytest.mark.parametrize("is_erased", [False, True])
def test_one_that_still_waits_to_be_heard_is_found(escalated, is_erased):
    retell(escalated.office, called(escalated), of(EscalationHeard))
    forge(escalated.office, "DELETE FROM task", *["DELETE FROM case_key"] * is_erased)

    assert wrong(escalated) == [(called(escalated), 1, UNHEARD)]


def test_one_that_an_older_version_called_went_on_at_once_and_is_right(escalated):
    retell(escalated.office, called(escalated), as_older_versions)

    assert wrong(escalated) == []


def test_of_what_that_escalated_at_once_an_interrupted_call_hears_the_first_only(family):
    edge = boundary("b", "c", ESCALATION) + user("h") + go("b h")
    family.begin(call(), edge, user("z"), go("s c z"), others=TWICE)
    retell(family.office, called(family), as_older_versions)

    assert family.outcomes() == [None, "cancelled"]
    assert wrong(family) == []


def test_an_escalation_that_the_child_does_not_tell_any_more_is_found_at_its_parent(family):
    family.begin(call(), user("z"), go("s c z"), others=LATER)
    family.complete("ku")
    child_id = called(family)
    forge(family.office, *cut(child_id), *cut(child_id))

    assert (parent(family), 2, UNTRUE.format(child_id)) in wrong(family)


def test_who_interrupts_many_calls_has_nothing_more_to_hear(family):
    edge = boundary("b", "c", ESCALATION) + user("h") + go("b h")
    family.begin(call(inner=many("3")), edge, user("z"), go("s c z"), others=ESCALATES)

    assert family.outcomes() == [None, "cancelled"]


@pytest.mark.parametrize("turns", [loop(loopMaximum="2"), ""])
def test_a_call_that_got_another_id_meanwhile_is_heard(family, turns):
    def draw(name):
        return call(name, turns), user("z"), go(f"s {name} z")

    family.begin(*draw("c"), others=LATER)
    family.deploy(*draw("roep"), others=LATER)
    family.migrate("p", 2, c="roep")
    family.complete("ku")

    assert family.tasks() == ["kz"]


def test_a_child_that_follows_another_version_is_heard(family):
    family.begin(call(), user("z"), go("s c z"), others=LATER)
    family.deploy_other(child(user("ku"), throw("ko", ESCALATION), user("kz"), go("ks ku ko kz")))
    family.migrate("k", 2)
    family.complete("ku")

    assert family.tasks() == ["kz"]


def test_of_a_case_that_was_erased_the_variables_are_not_compared(escalated):
    retell(escalated.office, parent(escalated), of(ChildEscalated, other_variables))
    forge(escalated.office, "DELETE FROM case_key")

    assert wrong(escalated) == []


def test_another_code_is_found_also_in_a_case_that_was_erased(escalated):
    retell(escalated.office, parent(escalated), of(ChildEscalated, other_code))
    forge(escalated.office, "DELETE FROM case_key")

    assert wrong(escalated) == [(parent(escalated), 2, UNTRUE.format(called(escalated)))]


@pytest.mark.parametrize(("which", "position"), [(parent, 2), (called, 1), (called, 2)])
def test_of_a_history_that_is_damaged_no_more_is_said(escalated, which, position):
    forge(escalated.office, f"{BROKEN}'{which(escalated)}' AND position = {position}")

    told = [(subject, reason) for subject, _at, reason in wrong(escalated)]
    assert told.count((which(escalated), "Deze gebeurtenis is gewijzigd.")) == 1
    assert not {UNTOLD, UNHEARD, UNTRUE.format(called(escalated))} & {why for _, why in told}


def test_a_child_that_is_gone_is_missed_once(escalated):
    statements = [one.replace("RD-2026-0001", escalated.number) for one in NO_CHILD]
    forge(escalated.office, *statements)

    assert UNTRUE.format(called(escalated)) not in [why for *_, why in wrong(escalated)]


def test_each_escalation_more_costs_verification_as_much(family):
    again = flow("kg", "kb", "n < most") + flow("kg", "ku", "n = most")
    parts = script("kb", "n = n + 1"), throw("kt", ESCALATION), xor("kg"), user("ku")
    family.deploy(call(), user("z"), go("s c z"), others=child(*parts, go("ks kb kt kg"), again))
    costs = []
    for most in (FEW, FEW, MANY, 2 * MANY):
        number = family.office.open("p", n=Decimal(0), most=Decimal(most))
        with family.store.read() as tx:
            costs.append(counting.calls(lambda n=number: replay.verify_case(tx, n, EVE)))
    _, few, many, more = costs

    each = (many - few) / (MANY - FEW)
    assert (more - many) / MANY < 1.1 * each
