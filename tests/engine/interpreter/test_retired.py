"""What SpiffWorkflow offers but what means nothing here raises, instead of misleading."""

from __future__ import annotations

import pytest

from engine import interpreter
from engine.events import InstanceStarted
from engine.interpreter import snapshot as snapshots
from engine.interpreter.parsing import DiagramParser
from engine.model import Place
from tests.engine.interpreter.diagrams import diagram, go, start, sub, user
from tests.engine.interpreter.world import BEGIN

TOKEN = [
    "depth",
    "reset_branch",
    "is_descendant_of",
    "find_ancestor",
    "dump",
    "get_dump",
    "data",
    "set_data",
    "get_data",
    "state",
    "last_state_change",
    "trigger",
    "thread_id",
    "collect_log_extras",
]
INSTANCE = [
    "task_tree",
    "is_completed",
    "get_tasks",
    "get_next_task",
    "get_dump",
    "dump",
    "run_all",
    "run_next",
    "run_task_from_id",
    "update_waiting_tasks",
    "do_engine_steps",
    "refresh_timers",
    "catch",
    "send_event",
    "get_events",
    "waiting_events",
    "cancel",
    "reset_from_task_id",
    "serialize",
    "deserialize",
    "set_data",
    "get_data",
    "delete_subprocess",
    "get_active_subprocesses",
    "data_objects",
    "get_task_mapping",
]
BEHAVIOUR = ["ancestors", "serialize", "deserialize", "set_data", "get_data"]
PARSER = ["add_bpmn_file", "add_bpmn_files", "add_bpmn_io", "add_bpmn_str", "get_collaboration"]


@pytest.fixture(scope="module")
def token():
    inner = sub("q", start("s1"), user("a"), go("s1 a"))
    definition = interpreter.read(diagram(start(), inner, go("s q")), "p")
    started = interpreter.advance(definition, None, InstanceStarted("p", "digest"), at=BEGIN)
    instance = snapshots.load(definition, started.snapshot, BEGIN)
    return next(instance.shelf.at(Place("a")))


@pytest.mark.parametrize("name", TOKEN)
def test_a_token_has_no_tree_and_no_data(token, name):
    with pytest.raises(NotImplementedError):
        getattr(token, name)


@pytest.mark.parametrize("name", INSTANCE)
def test_an_instance_moves_by_causes_only(token, name):
    with pytest.raises(NotImplementedError):
        getattr(token.top, name)


@pytest.mark.parametrize("name", ["task_tree", "is_completed", "get_task_mapping"])
def test_the_inside_of_a_sub_process_has_no_tree(token, name):
    with pytest.raises(NotImplementedError):
        getattr(token.workflow, name)


@pytest.mark.parametrize("name", BEHAVIOUR)
def test_a_behaviour_predicts_nothing(token, name):
    with pytest.raises(NotImplementedError):
        getattr(token.task_spec, name)


@pytest.mark.parametrize("name", ["validate", "get_dump", "serialize"])
def test_a_process_is_checked_before_it_is_read(token, name):
    with pytest.raises(NotImplementedError):
        getattr(token.top.spec, name)


@pytest.mark.parametrize("name", PARSER)
def test_a_diagram_is_read_in_one_way(name):
    with pytest.raises(NotImplementedError):
        getattr(DiagramParser, name)


def test_python_is_never_evaluated(token):
    engine = token.top.script_engine

    with pytest.raises(NotImplementedError):
        engine.validate("1 + 1")
    with pytest.raises(NotImplementedError):
        engine.call_service(token)
