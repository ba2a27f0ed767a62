"""Tasks of people, scripts and what they write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from engine import feel
from engine.events import (
    ElementEntered,
    ElementLeft,
    InstanceEnded,
    TaskCompleted,
    TaskOffered,
    VariableSet,
)
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    TERMINATE,
    data,
    diagram,
    element,
    end,
    go,
    loop,
    mark,
    script,
    start,
    sub,
    user,
)
from tests.engine.interpreter.world import BEGIN, World


def offered(world):
    return next(one for one in world.first.effects if isinstance(one, TaskOffered))


def test_one_step_from_task_to_task_says_everything_in_order():
    to_a = '<sequenceFlow id="f1" sourceRef="s" targetRef="a"/>'
    to_b = '<sequenceFlow id="f2" sourceRef="a" targetRef="b"/>'
    world = World(diagram(start(), user("a"), user("b"), to_a, to_b))
    world.start()

    effects = world.step(world.first, TaskCompleted(Place("a"), {"ok": True}))
    assert effects == (
        VariableSet("ok", 0, None, after=True),
        ElementLeft(Place("a"), 1),
        ElementEntered(Place("b"), 1, "f2"),
        TaskOffered(Place("b"), 1),
    )


def test_the_last_step_ends_the_instance():
    world = World(diagram(start(), user("a"), end(), go("s a e")))
    world.start()

    effects = world.step(world.first, TaskCompleted(Place("a"), {"ok": True}))
    assert effects[-3:] == (
        ElementEntered(Place("e"), 1, None),
        ElementLeft(Place("e"), 1),
        InstanceEnded("completed", None, "e", {"ok": True}),
    )


@pytest.mark.parametrize("tag", ["task", "userTask", "manualTask"])
def test_work_of_people_waits_for_them(tag):
    world = World(diagram(start(), element(tag, "a"), mark("z"), go("s a z")))
    world.start()
    assert list(world.first.tasks) == [Place("a")]
    world.complete("a")

    assert world.trace() == ["z"]


def test_answers_may_be_kept_together_under_one_name():
    world = World(diagram(start(), user("a", regie_result="advies"), go("s a")))
    world.start()
    world.complete("a", tekst="goed", cijfer=Decimal(7))

    assert world.variables()["advies"] == {"tekst": "goed", "cijfer": Decimal(7)}
    assert "tekst" not in world.variables()


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("P2D", BEGIN + timedelta(days=2)),
        ('date("2026-03-01")', datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC)),
        ("dag", datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)),
        ('"2026-03-01"', datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC)),
        ('date and time("2026-03-01T12:00:00Z")', datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ('duration("PT5H")', BEGIN + timedelta(hours=5)),
        ("nergens", None),
    ],
)
def test_a_due_date_is_worked_out_when_the_task_is_offered(text, due):
    world = World(diagram(start(), user("a", regie_due=text), go("s a")))
    world.start(variables={"dag": date(2026, 7, 1)})

    assert offered(world).due == due


def test_an_assignee_is_worked_out_when_the_task_is_offered():
    world = World(diagram(start(), user("a", regie_assignee='"org-" + code'), go("s a")))
    world.start(variables={"code": "7"})

    assert offered(world).assignee == "org-7"


def test_the_product_lends_functions_to_diagrams():
    later = feel.Function("later dan", ("dag",), lambda day: day + timedelta(days=1))
    source = diagram(start(), user("a", regie_due="later dan(dag)"), go("s a"))
    world = World(source, {"later dan": later})
    world.start(variables={"dag": date(2026, 7, 1)})

    assert offered(world).due == datetime(2026, 7, 2, 21, 59, 59, tzinfo=UTC)


def test_lines_of_a_script_see_what_the_lines_before_wrote():
    world = World(diagram(start(), script("x", "a = n + 1\nb = a * 2\na = 0"), go("s x")))
    world.start(variables={"n": Decimal(1)})

    assert [one for one in world.first.effects if isinstance(one, VariableSet)] == [
        VariableSet("a", 0, None, Decimal(2)),
        VariableSet("b", 0, None, Decimal(4)),
        VariableSet("a", 0, Decimal(2), Decimal(0)),
    ]


def test_a_new_name_belongs_to_the_instance_and_a_declared_one_to_its_scope():
    inner = sub("q", data("v"), start("s1"), script("x", "v = 7\nw = 8"), user("u"), go("s1 x u"))
    world = World(diagram(start(), inner, user("z"), go("s q z")))
    world.start(variables={"v": "outside"})
    inside = world.variables(Place("u"))
    assert (inside["v"], inside["w"]) == (Decimal(7), Decimal(8))

    world.complete("u")
    assert world.variables() == {"trace": [], "v": "outside", "w": Decimal(8)}


def test_only_what_the_instance_wrote_itself_is_given_back():
    world = World(diagram(start(), script("x", "b = a"), go("s x")))
    world.start(variables={"a": Decimal(1), "c": Decimal(2)})

    assert world.first.ended.variables == {"b": Decimal(1)}


def test_whole_numbers_are_kept_as_exact_numbers():
    world = World(diagram(start(), user("a"), user("b"), go("s a b")))
    world.start(variables={"n": 1})
    world.complete("a", xs=[1, {"m": 2}])

    assert repr(world.variables()["xs"]) == repr([Decimal(1), {"m": Decimal(2)}])
    assert repr(world.variables()["n"]) == "Decimal('1')"


def test_a_place_counts_the_visits_of_an_element():
    world = World(diagram(start(), user("a", loop(loopMaximum="2")), user("b"), go("s a b a")))
    world.start()
    for _ in range(2):
        world.complete("a")
        world.complete("a")
        world.complete("b")

    visits = [one.place for one in world.first.effects if isinstance(one, ElementEntered)]
    assert [str(place) for place in visits] == ["s#1", "a#1", "b#1", "a#4", "b#2", "a#7"]


def test_terminate_ends_only_its_own_sub_process():
    parts = (element("parallelGateway", "g"), user("u"), end("t", TERMINATE))
    inner = sub("q", start("s1"), *parts, go("s1 g u"), go("g t"))
    world = World(diagram(start(), inner, mark("z"), go("s q z")))
    world.start()

    assert world.trace() == ["z"]
    assert world.first.ended.outcome == "completed"


def test_two_tokens_in_one_sub_process_are_two_of_them():
    parts = (
        element("parallelGateway", "g"),
        element("exclusiveGateway", "m"),
        user("a"),
        user("b"),
    )
    inner = sub("q", start("s1"), user("u"), go("s1 u"))
    world = World(diagram(start(), *parts, inner, mark("z"), go("s g a m q z"), go("g b m")))
    world.start()
    world.complete("a")
    world.complete("b")
    assert len(world.first.tasks) == 2

    world.complete("u")
    assert world.trace() == ["z"]
    world.complete("u")
    assert world.trace() == ["z", "z"]


def test_a_link_is_a_jump():
    link = '<linkEventDefinition name="L"/>'
    parts = (
        element("intermediateThrowEvent", "t", link),
        element("intermediateCatchEvent", "c", link),
    )
    world = World(diagram(start(), *parts, mark("z"), go("s t"), go("c z")))
    world.start()

    assert world.trace() == ["z"]
    assert ElementEntered(Place("c"), 1, None) in world.first.effects


ENOUGH = "<completionCondition>enough</completionCondition>"


@pytest.mark.parametrize(("cancels", "left"), [("true", []), ("false", ["b"])])
def test_an_ad_hoc_sub_process_stops_when_it_is_enough(cancels, left):
    inner = sub(
        "q", ENOUGH, user("a"), user("b"), tag="adHocSubProcess", cancelRemainingInstances=cancels
    )
    world = World(diagram(start(), inner, mark("z"), go("s q z")))
    world.start(variables={"enough": False})
    assert [place.element_id for place in world.first.tasks] == ["a", "b"]
    world.complete("a", enough=True)
    assert [place.element_id for place in world.first.tasks] == left
    for one in left:
        world.complete(one)

    assert world.trace() == ["z"]


def test_an_ad_hoc_sub_process_may_go_one_by_one():
    inner = sub("q", ENOUGH, *map(user, "abc"), tag="adHocSubProcess", ordering="Sequential")
    world = World(diagram(start(), inner, mark("z"), go("s q z")))
    world.start(variables={"enough": False})
    world.complete("a")
    assert [place.element_id for place in world.first.tasks] == ["b"]
    world.complete("b", enough=True)

    assert world.trace() == ["z"]


def test_without_a_condition_all_of_an_ad_hoc_sub_process_must_be_done():
    inner = sub("q", user("a"), user("b"), tag="adHocSubProcess")
    world = World(diagram(start(), inner, mark("z"), go("s q z")))
    world.start()
    world.complete("b")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["z"]
