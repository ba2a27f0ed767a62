"""Run a folder of BPMN behaviour tests through the whole product.

    python -m tests.conformance.behaviour DIR [--json FILE]

`DIR/manifest.json` lists tests: a diagram and cases (variables in, trace and outcome out). Each
case gets an empty database; the diagram is deployed, user tasks are completed at once, the clock
is moved by hand to the next timer. A process that nobody can start by hand starts by itself. The
trace is what the variable `trace` holds in all instances that nothing called (a called instance
gives what it wrote back to its caller, and what becomes of its errors is decided there), as a
sorted list. Afterwards every instance is executed again from its history and must give the same
effects. A case over which the product falls is wrong; the others are still run.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from engine import (
    cases,
    deployments,
    instances,
    interpreter,
    messages,
    openings,
    replay,
    starts,
    store,
    tasks,
    timers,
)
from engine.errands import Beginning
from engine.errors import EngineError
from engine.interpreter import InvalidDiagram, NoPlainStart
from engine.model import Person, Role, Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import open_store
from engine.values import plain, restore
from tests.clock import Clock

MOST_ROUNDS = 500
MOST_CASES = 1_000
ANN = Person("ann", "Ann Anema", roles=frozenset({Role.PROCESS_OWNER, Role.ADMINISTRATOR}))

EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))


@dataclass(frozen=True)
class Result:
    trace: list
    outcome: str
    why: str = ""


def run_folder(folder):
    """Run every test of the folder; give a list of (test, list of (case, result))."""
    manifest = json.loads((folder / "manifest.json").read_text())
    return [
        (test, [(case, run_case(folder / test["file"], test, case)) for case in test["cases"]])
        for test in manifest
    ]


@cache
def empty():
    """Give the folder of an empty installation, made once and copied for each case."""
    folder = tempfile.TemporaryDirectory(prefix="regie-behaviour-")
    open_store(Settings(data=Path(folder.name))).close()
    return folder


def run_case(path, test, case):
    """Run one case in an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(empty().name, folder, dirs_exist_ok=True)
        clock = Clock()
        found_store = open_store(Settings(data=Path(folder)), clock)
        try:
            return Run(found_store, clock, path.read_bytes()).result(test, case)
        except InvalidDiagram as refused:
            return Result([], "refused", str(refused))
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is not what was expected
            return Result([], "fell over", repr(fault))
        finally:
            found_store.close()


class Run:
    """One diagram, running."""

    def __init__(self, found_store, clock, source):
        self.store = found_store
        self.clock = clock
        self.process_ids = interpreter.process_ids(source)
        with self.store.begin() as tx:
            lanes = self._lanes(source)
            store.people.keep_bodies(tx, {lane: lane for lane in lanes})
            self.person = replace(ANN, bodies=frozenset(lanes))
            deployments.deploy(tx, source, by=self.person)

    def _lanes(self, source):
        if interpreter.problems(source) and not self.process_ids:
            return set()
        found = set()
        for process_id in self.process_ids:
            try:
                found |= set(interpreter.read(source, process_id).bodies)
            except InvalidDiagram:
                return set()
        return found

    def result(self, test, case):
        variables = restore(case["variables"])
        also = case.get("also_start")
        if also:
            self.start(also, variables)
        others = [found for found in self.process_ids if found != also]
        with suppress(NoPlainStart):
            self.start(test["name"] if test["name"] in others else others[0], variables)
        self.go()
        return self.collected()

    def start(self, process_id, variables):
        with self.store.begin() as tx:
            number = getattr(self, "number", None)
            if number is None:
                opened = openings.open_case(tx, Opening(process_id, variables), Who("ann"))
                self.number = opened.number
            else:
                beginning = Beginning(process_id, number, variables)
                instances.start(tx, beginning, Who("ann"))
        self.settle()

    def settle(self):
        """Complete every task and deliver all post, until nothing is left to do."""
        for _ in range(MOST_ROUNDS):
            messages.deliver(self.store)
            messages.lay_aside(self.store)
            with self.store.begin() as tx:
                found = tasks.of_bodies(tx, self.person).rows
                if not found:
                    return
                tasks.complete(tx, found[0].task.id, answers={}, by=self.person)

    def go(self):
        """Move the clock to each next timer."""
        for _ in range(MOST_ROUNDS):
            with self.store.read() as tx:
                due = [store.timers.next_due(tx), store.starts.next_due(tx)]
            if not any(due):
                return
            self.clock.now = max(min(filter(None, due)), self.clock.now)
            starts.open_due(self.store)
            timers.fire_due(self.store)
            self.settle()

    def collected(self):
        trace, outcomes = [], Counter()
        with self.store.read() as tx:
            numbers = [one.number for one in store.case_lists.listed(tx, EVE, most=MOST_CASES)]
            for running in chain(*(store.instances.of_case(tx, number) for number in numbers)):
                if running.parent_id is None:
                    outcomes[running.outcome] += 1
                    trace += plain(cases.variables(tx, running).get("trace") or [])
            incidents = store.incidents.listed(tx)
            verdicts = [one for number in numbers for one in replay.verify_case(tx, number, EVE)]
        unlike = [str(one) for one in verdicts if not one.right]
        if unlike:
            return Result(sorted(trace), "another effect when executed again", "; ".join(unlike))
        outcome = "incident" if incidents else "failed" if outcomes["failed"] else "completed"
        return Result(sorted(trace), outcome, "; ".join(map(str, incidents)))


def fits(case, result):
    """Tell whether a result is what the case expects."""
    expected = case["outcome"]
    allowed = {"refused", "incident"} if expected == "refused_or_incident" else {expected}
    return result.trace == case["trace"] and result.outcome in allowed


def verdict(results):
    """Say right, refused or wrong about a test."""
    if all(fits(case, result) for case, result in results):
        return "right"
    if all(fits(case, result) or result.outcome == "refused" for case, result in results):
        return "refused"
    return "wrong"


def report(ran):
    """Give the figures and what did not come out right."""
    verdicts = {test["name"]: verdict(results) for test, results in ran}
    counted = Counter(verdicts.values())
    return {
        "right": counted["right"],
        "refused": counted["refused"],
        "wrong": counted["wrong"],
        "tests": len(ran),
        "not_right": [
            {
                "name": test["name"],
                "verdict": verdicts[test["name"]],
                "cases": [
                    {
                        "variables": case["variables"],
                        "expected": [case["trace"], case["outcome"]],
                        "actual": [result.trace, result.outcome],
                        "why": result.why,
                    }
                    for case, result in results
                    if not fits(case, result)
                ],
            }
            for test, results in ran
            if verdicts[test["name"]] != "right"
        ],
    }


def main():
    parser = argparse.ArgumentParser(description="Run BPMN behaviour tests through the product.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    try:
        found = report(run_folder(arguments.folder))
    except (OSError, EngineError) as problem:
        sys.exit(str(problem))
    for one in found["not_right"]:
        print(one["verdict"], one["name"])
        for case in one["cases"]:
            print("   ", case)
    print({key: found[key] for key in ("right", "refused", "wrong", "tests")})
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1))
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
