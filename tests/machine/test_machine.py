"""Whatever happens to a random diagram, its history tells what it is. `make machine` does more."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from engine.events import (
    CompensationStarted,
    IncidentRetried,
    InstanceCancelled,
    InstanceResumed,
    SentBack,
    TaskOffered,
    TimerFailed,
    VariableSet,
)
from engine.settings import Settings
from tests.engine.interpreter.diagrams import diagram, end, go, mark, start, user
from tests.machine import anything, looking
from tests.machine.drawings import Drawing
from tests.machine.floor import Floor
from tests.machine.ground import OnServer
from tests.machine.machine import Machine, met, on
from tests.machine.playing import Player
from tests.machine.roaming import Roamer
from tests.machine.second import agree

SHORT = settings(
    max_examples=12,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SHORTER = settings(SHORT, max_examples=3)
#: what the short form must have met, or it is too short
SEEN = {
    CompensationStarted,
    IncidentRetried,
    InstanceCancelled,
    InstanceResumed,
    SentBack,
    TimerFailed,
}


def test_whatever_happens_history_tells_what_every_instance_is():
    met.clear()
    run_state_machine_as_test(Machine, settings=SHORT)

    assert met.keys() >= SEEN, f"the short form meets no {SEEN - met.keys()}"


def test_whatever_happens_in_any_diagram_history_tells_what_it_is():
    run_state_machine_as_test(Roamer, settings=SHORTER)


@pytest.mark.parametrize("seed", range(3))
def test_any_diagram_is_drawn_again_from_its_seed(seed):
    drawn = anything.draw(seed)

    assert anything.draw(seed) == drawn
    assert anything.changed(drawn.source, seed) == anything.changed(drawn.source, seed)


@pytest.mark.postgresql
def test_on_postgresql_it_does_too(postgresql_server):
    run_state_machine_as_test(on(OnServer(postgresql_server)), settings=SHORTER)


@pytest.mark.parametrize("seed", range(40))
def test_the_library_as_it_comes_does_the_same(seed):
    agree(seed)


@pytest.mark.parametrize("lost", [TaskOffered, VariableSet])
def test_the_token_game_misses_what_an_engine_did_not_do(lost, tmp_path):
    parts = (start(), user("a"), mark("b"), user("c"), end(), go("s a b c e"))
    drawing = Drawing(0, diagram(*parts), ("p",))
    floor = Floor(drawing, Settings(data=tmp_path))
    floor.start()
    for task_id, _ in floor.open_tasks():
        floor.complete(task_id)
    with floor.store.read() as tx:
        found = looking.instances(tx)[0]
    floor.close()
    Player(drawing.source).follow(found.row.id, found.told)

    forgotten = [
        (replace(one, effects=tuple(e for e in one.effects if type(e) is not lost)), at)
        for one, at in found.told
    ]
    with pytest.raises(AssertionError):
        Player(drawing.source).follow(found.row.id, forgotten)
