"""Global tasks are judged as tasks are, and named as their file names them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.running import open_tasks
from tests.engine.interpreter.diagrams import diagram, element, go, start
from tests.engine.interpreter.world import World

CALL = element("callActivity", "c", calledElement="g")
BOUND = '<interface id="i" name="I"><operation id="o" name="O"/></interface>'
SPECIFIED = (
    '<ioSpecification><dataInput id="di"/><dataOutput id="do"/>'
    '<inputSet id="is"/><outputSet id="os"/></ioSpecification>'
)


def problems(shared, *more):
    return interpreter.problems(diagram(start(), CALL, go("s c"), *more, others=shared))


def script(**attributes):
    return element("globalScriptTask", "g", "<script>n = 1</script>", **attributes)


@pytest.mark.parametrize("language", ["python", "http://python.org", "text/javascript"])
def test_a_global_script_in_another_language_is_refused_by_name(language):
    (found,) = problems(script(scriptLanguage=language))

    assert (found.code, found.severity) == ("script-format", Severity.ERROR)
    assert language in found.say("nl")


@pytest.mark.parametrize(
    "said", [{}, {"scriptLanguage": "https://www.omg.org/spec/DMN/20191111/FEEL/"}]
)
def test_a_global_script_in_feel_is_fine(said):
    assert not problems(script(**said))


@pytest.mark.parametrize("wrong", ["operationRef", "inputDataRef", "outputDataRef"])
def test_a_binding_to_nothing_is_refused_by_name(wrong):
    refs = {"operationRef": "o", "inputDataRef": "di", "outputDataRef": "do", wrong: "weg"}
    bound = element("ioBinding", "b", **refs)
    (found,) = problems(script().replace("</script>", f"</script>{SPECIFIED}{bound}") + BOUND)

    assert (found.code, found.severity) == ("unknown-reference", Severity.ERROR)
    assert "weg" in found.say("nl")


@pytest.mark.parametrize(("given", "taken"), [("di", "do"), ("is", "os")])
def test_a_binding_to_what_is_there_is_fine(given, taken):
    bound = element("ioBinding", "b", operationRef="o", inputDataRef=given, outputDataRef=taken)

    assert not problems(script().replace("</script>", f"</script>{SPECIFIED}{bound}") + BOUND)


# --- ids


@pytest.mark.parametrize("tag", ["globalTask", "globalUserTask", "globalManualTask"])
def test_a_global_task_is_named_by_its_own_id(tag):
    found = problems(element(tag, "g"))

    assert found
    assert {one.element_id for one in found} == {"g"}
    assert not any("g_task" in one.say("nl") for one in found)


def test_an_id_that_no_global_task_may_have_is_told_once():
    found = problems(script().replace('"g"', '"g g"'))

    assert [(one.code, one.element_id) for one in found] == [("id-characters", "g g")]


def test_who_gets_a_global_task_can_be_said_as_the_advice_says():
    advised = element("globalUserTask", "g", regie_form="f")
    (found,) = problems(advised)
    assert found.code == "no-assignee"
    assert "regie:assignee" in found.say("en")

    assert not problems(element("globalUserTask", "g", regie_form="f", regie_assignee='"ann"'))


def test_two_global_tasks_with_one_id_are_told_once():
    twice = [one for one in problems(script() + script()) if one.severity is Severity.ERROR]

    assert [(one.code, one.element_id) for one in twice] == [("id-twice", "g")]


TAKEN = (
    element("callActivity", "g_task", calledElement="g"),
    element("globalScriptTask", "g_task", "<script>m = 1</script>"),
    '<message id="g_task" name="m"/>',
)


@pytest.mark.parametrize("other", TAKEN)
def test_whatever_else_a_file_holds_may_have_any_id(other):
    inside, beside = (other, "") if other is TAKEN[0] else (CALL, other)
    flows = go("s g_task") if other is TAKEN[0] else go("s c")
    source = diagram(start(), inside, flows, others=script() + beside)
    world = World(source)
    world.start()
    world.settle()

    assert not [one for one in interpreter.problems(source) if one.severity is Severity.ERROR]
    assert world.variables()["n"] == Decimal(1)
    assert world.first.ended


def test_where_nothing_else_has_it_the_id_is_that_of_older_histories():
    world = World(diagram(start(), CALL, go("s c"), others=element("globalManualTask", "g")))
    world.start()
    world.settle()

    assert open_tasks(world) == ["g_task"]
