"""A case that sends itself messages in a round holds up nothing else."""

from engine import deployments, messages, timers
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    catch,
    diagram,
    end,
    go,
    start,
    throw,
    timer,
    user,
    xor,
)
from tests.engine.office import ANN

WAITS = diagram(start(), catch("w", timer("PT1H")), user("u"), end(), go("s w u e"))
ROUND = diagram(
    start(), xor("g"), throw("t", MESSAGE), catch("c", MESSAGE), go("s g t c g")
).replace(b'<process id="p"', b'<process id="rond"')
A_TURN = 1_000  #: messages for which others can wait


def test_a_case_that_sends_itself_messages_for_ever_lets_others_go_on(sqlite_office):
    with sqlite_office.store.begin() as tx:
        for one in (ROUND, WAITS):
            deployments.deploy(tx, one, by=ANN)
    waiting = sqlite_office.open("p")
    sqlite_office.open("rond")
    sqlite_office.clock.tick(hours=2)

    assert messages.deliver(sqlite_office.store) <= A_TURN
    assert timers.fire_due(sqlite_office.store) == 1

    assert sqlite_office.open_tasks(waiting) == [f"{waiting}.1/u#1"]
