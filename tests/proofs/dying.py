"""Kills a process at every point of one way, and looks what is left each time.

Runs in a process of its own that has one thread, so that it can fork.
"""

import os
import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

from engine import seals
from engine.settings import Settings
from engine.store import Store, open_store
from engine.store.opening import connect
from tests import statements
from tests.clock import Clock
from tests.engine.office import Office, furnish
from tests.proofs.judging import fingerprint, judge
from tests.proofs.paths import WAYS
from tests.proofs.points import KILLED, Points, die_at


@dataclass(frozen=True)
class Death:
    """What became of one process that died at `point`.

    `is_whole`: the database showed a state between two transactions; `is_acknowledged`: what was
    asked had been said to be done; `is_done`: it was; `wrong` is empty when all ended as it should.
    """

    point: str
    code: int
    is_whole: bool
    is_acknowledged: bool
    is_done: bool
    wrong: str


def die_everywhere(name, folder, answer):
    """Send every Death of one way, then None."""
    statements.share()  # the process is about this alone
    way, clock, prepared = WAYS[name], Clock(), Path(folder) / "prepared"
    opened = open_store(Settings(data=prepared), clock)
    furnish(opened)
    number = way.prepare(Office(opened, clock))
    opened.close()
    _undisturbed(way, _copied(prepared, folder, "first"), clock, number)  # reads the definitions
    points, states = _undisturbed(way, _copied(prepared, folder, "second"), clock, number)
    for at, point in enumerate(points):
        answer.send(_death(way, _copied(prepared, folder, at), clock, number, (at, point, states)))
    answer.send(None)


def _undisturbed(way, data, clock, number):
    """Do it without dying; give the names of all points, and the states between transactions."""
    watching, acting = _store(data, clock), _store(data, clock)
    states = [fingerprint(watching)]

    def look(_at, point):
        if point == "after COMMIT":
            states.append(fingerprint(watching))

    points = Points(acting, look).names
    way.act(acting, number)
    acting.close()
    watching.close()
    return points, states


def _death(way, data, clock, number, expected):
    at, point, states = expected
    code, said = _dead(way, data, clock, number, at)
    later = Clock(clock.now + way.later)
    opened = open_store(Settings(data=data), later)
    left = fingerprint(opened)
    wrong = ""
    try:
        (way.again or way.act)(opened, number)
        assert fingerprint(opened) == states[-1]
        judge(opened)
    except Exception:  # noqa: BLE001 - whatever it is, the test tells it
        wrong = traceback.format_exc()
    opened.close()
    shutil.rmtree(data)
    return Death(point, code, left in states, said == b"done", left == states[-1], wrong)


def _dead(way, data, clock, number, at):
    """Let a child die at a point; give its exit code and what it said before."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        acting = _store(data, clock)
        Points(acting, die_at(at))
        way.act(acting, number)
        os.write(writes, b"done")
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said


def _store(data, clock):
    settings = Settings(data=data)
    return Store(connect(settings.url), seals.key_in_file(settings.key_file), clock)


def _copied(prepared, folder, name):
    return shutil.copytree(prepared, Path(folder) / str(name))


__all__ = ["KILLED", "Death", "die_everywhere"]
