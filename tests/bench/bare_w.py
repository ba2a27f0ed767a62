"""Workload W on bare SpiffWorkflow, its whole state written as JSON after every step.

What a program gets that uses the library as it comes: no history, no forms, no people, no locks.
"""

import sqlite3
import time
from itertools import count, islice
from pathlib import Path

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from tests.bench.engine_w import ORDER, rate, row

DIAGRAM = Path(__file__).parent / "w.bpmn"


def in_python():
    """Give the diagram with its two FEEL expressions as the library wants them: in Python."""
    return etree.fromstring(DIAGRAM.read_bytes().replace(b"afgerond = true", b"afgerond = True"))


def measure(cases, folder):
    """Run W so many times on a SQLite file that is as durable as ours."""
    parser = BpmnParser()
    parser.add_bpmn_xml(in_python())
    spec = parser.get_spec("w")
    serializer = BpmnWorkflowSerializer()
    database = sqlite3.connect(Path(folder) / "bare.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE state (id INTEGER PRIMARY KEY, json TEXT)")
    completions, numbers = [], count()

    def run(many):
        for number in islice(numbers, many):
            run_case(database, serializer, spec, number, completions)

    cases_per_s = rate(cases, run)
    size = database.execute("SELECT sum(length(json)) FROM state").fetchone()[0]
    database.close()
    return row("bare SpiffWorkflow, JSON per step", cases_per_s, completions, size // cases)


def run_case(database, serializer, spec, number, completions):
    workflow = BpmnWorkflow(spec)
    workflow.do_engine_steps()
    keep(database, number, serializer.serialize_json(workflow))
    for element_id in ORDER:
        began = time.perf_counter()
        [state] = database.execute("SELECT json FROM state WHERE id = ?", [number]).fetchone()
        workflow = serializer.deserialize_json(state)
        [task] = [
            found
            for found in workflow.get_tasks(state=TaskState.READY, manual=True)
            if found.task_spec.bpmn_id == element_id
        ]
        task.data["bedrag"] = 1250
        task.run()
        workflow.do_engine_steps()
        keep(database, number, serializer.serialize_json(workflow))
        completions.append(time.perf_counter() - began)


def keep(database, number, state):
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", [number, state])
    database.execute("COMMIT")
