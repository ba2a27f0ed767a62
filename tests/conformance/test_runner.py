"""The runner of behaviour suites judges what it is given, also what goes wrong."""

from __future__ import annotations

import json

import pytest

from tests.conformance import behaviour
from tests.engine.interpreter.diagrams import (
    ERROR,
    boundary,
    diagram,
    element,
    end,
    go,
    mark,
    process,
    start,
    timer,
)

FAILING = process("q", start("qs"), mark("qm"), end("qe", ERROR), go("qs qm qe"))
CALLED = element("callActivity", "a", calledElement="q")


@pytest.fixture
def judged(tmp_path):
    """Give a function that judges one diagram after a test whose file is not there."""

    def judge(source, trace, outcome="completed"):
        (tmp_path / "one.bpmn").write_bytes(source)
        case = {"variables": {"trace": []}, "trace": trace, "outcome": outcome}
        tests = [
            {"name": name, "file": f"{name}.bpmn", "cases": [case]} for name in ("none", "one")
        ]
        (tmp_path / "manifest.json").write_text(json.dumps(tests))
        return behaviour.report(behaviour.run_folder(tmp_path))

    return judge


def test_a_test_over_which_it_falls_is_wrong_and_the_others_are_run(judged):
    found = judged(diagram(start(), mark("a"), go("s a")), ["a"])

    assert (found["right"], found["wrong"]) == (1, 1)
    (wrong,) = found["not_right"]
    assert wrong["name"] == "none"
    assert "No such file" in wrong["cases"][0]["why"]


def test_an_error_that_the_caller_catches_is_no_failure(judged):
    edge = (boundary("b", "a", ERROR), mark("x"), go("s a"), go("b x"))

    assert judged(diagram(start(), CALLED, *edge, others=FAILING), ["qm", "x"])["right"] == 1
    assert judged(diagram(start(), CALLED, go("s a"), others=FAILING), ["qm"], "failed")["right"]


def test_a_process_that_starts_by_itself_is_left_to_do_so(judged):
    twice = start("t", timer("R2/PT1H", "timeCycle"))
    written = element("scriptTask", "a", '<script>trace = ["a"]</script>')

    assert judged(diagram(twice, written, go("t a")), ["a", "a"])["right"] == 1
