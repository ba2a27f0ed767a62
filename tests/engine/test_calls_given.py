"""What goes into a called process and comes back: where it is written, and when that fails."""

from decimal import Decimal

import pytest

from engine import deployments
from engine.model import Severity
from tests.engine.family import ASKS, call, child
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    both,
    boundary,
    catch,
    data,
    diagram,
    flow,
    given,
    go,
    loop,
    many,
    own_data,
    process,
    script,
    start,
    sub,
    taken,
    timer,
    user,
    when,
)

#: too much as long as n is large
MUCH = "{veel: for i in 1..n return i}"
TOO_MUCH = Decimal(1_000_000)
#: a message brings another n
MENDS = catch("w", MESSAGE) + go("s w")
RESULTS = '<dataObject id="uit" name="uit"/>'


def test_inputs_that_fail_wait_before_anything_is_called_and_call_when_retried(family):
    family.begin(call(regie_inputs=MUCH), MENDS, go("s c"), others=ASKS, n=TOO_MUCH)
    assert family.incidents() == ["c"]
    assert family.outcomes() == [None]
    family.receive("m1", n=Decimal(1))
    family.tick(hours=1)
    family.retry("c")

    assert family.tasks() == ["ku"]


def test_outputs_that_fail_keep_what_came_back_until_they_are_retried(family):
    family.begin(call(regie_outputs=MUCH), MENDS, go("s c"), others=ASKS, n=TOO_MUCH)
    family.complete("ku")
    assert family.incidents() == ["c"]
    assert family.outcomes() == [None, "completed"]
    family.receive("m1", n=Decimal(2))
    family.retry("c")

    assert family.variables()["veel"] == [1, 2]
    assert family.outcomes() == ["completed", "completed"]


def test_the_edge_of_a_call_whose_outputs_failed_may_still_take_over(family):
    edge = boundary("b", "c", timer("PT1H")) + user("h") + go("b h")
    family.begin(call(regie_outputs=MUCH), edge, go("s c"), others=ASKS, n=TOO_MUCH)
    family.complete("ku")
    family.tick(hours=1)

    assert family.tasks() == ["h"]
    assert family.incidents() == []


@pytest.mark.parametrize("narrowed", [True, False])
def test_each_of_many_calls_gets_its_item_and_gives_its_result(family, narrowed):
    attributes = {"regie_inputs": "{wie: naam}", "regie_outputs": "{uitkomst: r}"}
    name, result = ("wie", "uitkomst") if narrowed else ("naam", "r")
    how = many(over="namen", item="naam", into="uit", result=result)
    others = child(user("ku"), script("kx", f'r = "dag " + {name}'), go("ks ku kx"))
    one = call("c", how, **(attributes if narrowed else {}))
    family.begin(RESULTS, one, user("z"), go("s c z"), others=others, namen=["a", "b"])
    family.complete("ku", "ku")

    assert family.variables()["uit"] == ["dag a", "dag b"]
    assert family.variables().keys() & {"naam", "wie", "r", "uitkomst"} == set()


def test_each_turn_of_a_loop_of_calls_begins_with_what_the_last_one_gave(family):
    others = child(script("kx", "r = n + loopCounter"), user("ku"), go("ks kx ku"))
    one = call("c", loop("n < 4"), regie_outputs="{n: r}")
    family.begin(one, user("z"), go("s c z"), others=others, n=Decimal(0))
    family.complete("ku", "ku", "ku")

    assert family.tasks() == ["z"]
    assert family.variables()["n"] == 1 + 2 + 3


def test_data_of_a_call_goes_in_and_comes_out_and_leaves_nothing_else(family):
    inner = own_data("i", "o") + taken("data_a", "i") + given("o", "data_b")
    others = child(user("ku"), script("kx", "o = i + 1"), go("ks ku kx"))
    parts = (data("a"), data("b"), script("x", "a = 4"), call("c", inner), user("z"))
    family.begin(*parts, go("s x c z"), others=others)
    family.complete("ku")

    assert family.variables()["b"] == 5
    assert family.variables().keys() & {"i", "o"} == set()


def test_a_data_object_of_a_called_process_begins_as_what_has_its_name_and_comes_back(family):
    others = child(data("v"), script("kx", "seen = v\nv = 2"), go("ks kx"))
    family.begin(call(), user("z"), go("s c z"), others=others, v=Decimal(1))

    assert (family.variables()["seen"], family.variables()["v"]) == (1, 2)


def test_what_comes_back_is_written_where_its_name_is(family):
    others = child(script("kx", "v = v + 1\nnieuw = v"), go("ks kx"))
    parts = (start("qs"), data("v"), script("x", "v = 1"), call(), user("y"), go("qs x c y"))
    family.begin(sub("q", *parts), go("s q"), others=others)

    assert family.variables()["nieuw"] == 2
    assert "v" not in family.variables()


def test_all_conditions_of_the_caller_look_at_what_came_back(family):
    others = child(user("ku"), script("kx", "n = 2"), go("ks ku kx"))
    edge = boundary("b", "c", when("n = 2"), interrupting=False) + user("h") + go("b h")
    waits = catch("w", when("n = 2")) + user("y") + go("s w y")
    ways = flow("c", "z", "n = 2") + flow("c", "no", flow_id="anders")
    parts = (call(default="anders"), edge, waits, user("z"), user("no"), ways)
    family.begin(*parts, go("s c"), others=others, n=Decimal(0))
    family.complete("ku")

    assert family.tasks() == ["h", "y", "z"]


def test_a_way_that_cannot_be_chosen_after_a_call_waits_and_calls_nothing_again(family):
    others = child(user("ku"), script("kx", "n = 3"), go("ks ku kx"))
    parts = (call(), MENDS, user("z"), flow("c", "z", "n = 1"))
    family.begin(*parts, go("s c"), others=others, n=Decimal(0))
    family.complete("ku")
    assert family.incidents() == ["c"]
    family.receive("m1", n=Decimal(1))
    family.retry("c")

    assert family.tasks() == ["z"]
    assert family.outcomes() == [None, "completed"]


# --- calls beside other work

ADDS = child(user("ku"), script("kx", "namen = append(namen, x)"), go("ks ku kx"))
BRANCHES = both("g", "j") + user("z") + go("s g") + go("j z")


def test_of_calls_that_run_at_the_same_time_the_last_one_overwrites_the_others(family):
    one = call("a", regie_inputs='{namen: namen, x: "a"}')
    other = call("b", regie_inputs='{namen: namen, x: "b"}')
    family.begin(BRANCHES, one, other, go("g a j"), go("g b j"), others=ADDS, namen=["begin"])
    family.complete("ku", "ku")

    assert family.variables()["namen"] == ["begin", "b"]


def test_what_is_written_while_a_call_runs_is_overwritten_when_it_is_done(family):
    beside = script("b", 'namen = append(namen, "b")')
    parts = (call("a", regie_inputs='{namen: namen, x: "a"}'), beside)
    family.begin(BRANCHES, *parts, go("g a j"), go("g b j"), others=ADDS, namen=["begin"])
    assert family.variables()["namen"] == ["begin", "b"]
    family.complete("ku")

    assert family.variables()["namen"] == ["begin", "a"]


def told(office, *sources):
    """Give per file what is said of calls that give back beside other work."""
    with office.store.read() as tx:
        found = deployments.check_together(tx, sources)
    given_back = [[one for one in told if one.code.startswith("given-back")] for told in found]
    assert {one.severity for told in given_back for one in told} <= {Severity.WARNING}
    return [[(one.code, one.element_id) for one in told] for told in given_back]


def file_of(*processes):
    return diagram(others="".join(processes)).replace(b'<process id="p"></process>', b"")


def test_what_a_process_in_another_file_gives_back_is_warned_of_at_the_call(sqlite_office):
    beside = script("b", "namen = []") + call("a") + go("g a j") + go("g b j")
    caller = diagram(start(), BRANCHES, beside)

    assert told(sqlite_office, caller) == [[]]
    assert told(sqlite_office, caller, file_of(ADDS)) == [[("given-back-beside", "a")], []]
    assert told(sqlite_office, diagram(start(), BRANCHES, beside, others=ADDS)) == [
        [("given-back-beside", "a")]
    ]


def test_what_is_called_through_another_file_counts_and_is_said_once(sqlite_office):
    between = process("d", start("ds"), call("dc"), go("ds dc"))
    caller = diagram(start(), call("a", many("2"), called="d"), go("s a"), others=between)

    assert told(sqlite_office, caller, file_of(ADDS)) == [[("given-back-by-items", "a")], []]
