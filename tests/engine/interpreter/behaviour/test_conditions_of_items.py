"""What the condition of a loop or of many can see of the item that was just done."""

from __future__ import annotations

import pytest

from tests.engine.interpreter.behaviour.running import open_tasks, order, ran, waiting
from tests.engine.interpreter.behaviour.test_behaviors import complex_
from tests.engine.interpreter.diagrams import (
    SIGNAL,
    boundary,
    data,
    go,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    user,
)

LIST = data("uit").replace("data_uit", "uit")
ASKED = {"over": "lijst", "item": "n", "into": "uit", "result": "akkoord"}


def test_it_may_be_enough_when_one_item_gave_that_result():
    how = many(**ASKED, enough="akkoord = false", sequential=True)
    world = waiting(LIST, user("a", how), user("z"), go("s a z"), variables={"lijst": [1, 2, 3]})
    world.complete("a", akkoord=True)
    assert open_tasks(world) == ["a"]
    world.complete("a", akkoord=False)

    assert open_tasks(world) == ["z"]
    assert world.variables()["uit"] == [True, False, None]


def test_it_may_be_enough_when_a_certain_item_is_done():
    how = many(over="lijst", item="n", enough="n = 2")
    world = waiting(user("a", how), user("z"), go("s a z"), variables={"lijst": [1, 2, 3]})
    world.complete("a")
    assert open_tasks(world) == ["a", "a"]
    world.complete("a")

    assert open_tasks(world) == ["z"]


def test_the_result_of_a_sub_process_can_be_asked_when_it_may_be_enough():
    how = many(**ASKED, enough="akkoord", sequential=True)
    inner = sub("q", start("s1"), mark("a"), script("b", "akkoord = n = 2"), go("s1 a b"), how)

    assert order(ran(LIST, inner, mark("z"), go("s q z"), lijst=[1, 2, 3])) == ["a", "a", "z"]


def test_the_result_of_an_item_goes_before_a_variable_of_that_name_around_it():
    how = many(**ASKED, enough="akkoord", sequential=True)
    variables = {"lijst": [1, 2], "akkoord": True}
    world = waiting(LIST, user("a", how), user("z"), go("s a z"), variables=variables)
    world.complete("a", akkoord=False)

    assert open_tasks(world) == ["a"]


def test_a_loop_may_look_at_a_property_of_its_task():
    looped = user("a", '<property id="klaar" name="klaar"/>' + loop("not(klaar)"))
    world = waiting(looped, user("z"), go("s a z"))
    world.complete("a", klaar=False)
    assert open_tasks(world) == ["a"]
    world.complete("a", klaar=True)

    assert open_tasks(world) == ["z"]


def test_a_variable_around_a_loop_goes_before_what_its_turn_had():
    looped = script("a", "n = n + 1", loop("n < 3"))

    assert ran(looped, go("s a"), n=0).variables()["n"] == 3


def test_what_an_item_throws_may_depend_on_that_item():
    how = complex_(("loopCounter = 2", SIGNAL), count="3")
    world = waiting(user("a", how), boundary("b", "a", SIGNAL), mark("x"), go("s a"), go("b x"))
    world.complete("a")
    assert world.trace() == []
    world.complete("a")

    assert world.trace() == ["x"]


@pytest.mark.parametrize("retried", [True, False])
def test_a_condition_that_failed_sees_the_item_when_it_is_retried(retried):
    endless = 'string length(string join(for i in 1..99999 return "x")) > 0'
    enough = f"if mis then {endless} else akkoord"
    how = many(**ASKED, enough=enough, sequential=True)
    variables = {"lijst": [1, 2], "mis": retried}
    world = waiting(
        LIST, user("a", how), user("k"), user("z"), go("s a z"), go("s k"), variables=variables
    )
    world.complete("a", akkoord=True)
    assert len(world.first.incidents) == retried
    world.complete("k", mis=False)
    if retried:
        world.retry("a")

    assert open_tasks(world) == ["z"]
