"""Global tasks are judged as tasks are, and named as their file names them."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.diagrams import diagram, element, go, start

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
