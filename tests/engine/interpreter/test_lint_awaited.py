"""Who draws two places that may wait for one message at the same time is told so at both."""

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
    both,
    catch,
    diagram,
    element,
    go,
    many,
    start,
    user,
)

KEYED = MESSAGE.replace("/>", ' regie:key="voor"/>')
TASK = element("receiveTask", "d", messageRef="M1")


def told(*parts):
    """Give what is said to be awaited twice, as (element, severity)."""
    found = interpreter.problems(diagram(start(), *parts))
    return [(one.element_id, one.severity) for one in found if one.code == "awaited-twice"]


@pytest.mark.parametrize("other", [catch("d", MESSAGE), TASK], ids=["event", "task"])
def test_one_message_on_two_parallel_branches_is_warned_about_at_both(other):
    parts = (both("g"), catch("c", MESSAGE), user("u"), other)

    assert told(*parts, go("s g u c"), go("g d")) == [
        ("c", Severity.WARNING),
        ("d", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    "other", [catch("d", OTHER_MESSAGE), catch("d", KEYED), catch("d", SIGNAL)]
)
def test_another_message_another_key_and_a_signal_are_not(other):
    assert told(both("g"), catch("c", MESSAGE), other, go("s g c"), go("g d")) == []


def test_one_after_the_other_is_not_warned_about():
    assert told(both("g"), catch("c", MESSAGE), catch("d", MESSAGE), go("s g c d"), go("g d")) == []
    assert told(catch("c", MESSAGE), catch("d", MESSAGE), go("s c d")) == []


def test_the_warning_names_the_other_place_in_both_languages():
    parts = (both("g"), catch("c", MESSAGE), catch("d", MESSAGE), go("s g c"), go("g d"))
    found = interpreter.problems(diagram(start(), *parts))
    warned = next(one for one in found if one.code == "awaited-twice")

    assert "Op het bericht 'm1' kan 'd' tegelijk wachten." in warned.say("nl")
    assert "'d' may wait for the message 'm1' at the same time." in warned.say("en")


def items(how, **attributes):
    """Tell whether it is said that the items of a receive task wait for one message."""
    task = element("receiveTask", "c", how, messageRef="M1", **attributes)
    found = interpreter.problems(diagram(start(), task, go("s c")))
    return [one.element_id for one in found if one.code == "awaited-by-items"]


@pytest.mark.parametrize("key", [{}, {"regie_key": "zaak"}])
def test_items_that_wait_at_the_same_time_with_the_same_key_are_warned_about(key):
    assert items(many("2"), **key) == ["c"]
    assert items(many(over="lijst", item="n"), **key) == ["c"]


def test_items_that_wait_one_by_one_or_with_keys_of_their_own_are_not():
    assert items(many("2", sequential=True)) == []
    assert items(many("1")) == []
    assert items(many("2"), regie_key="string(loopCounter)") == []
    assert items(many(over="lijst", item="n"), regie_key="n") == []
