"""Runs diagrams: the only package that knows SpiffWorkflow.

Its parser framework reads BPMN into our element classes; its spec, task and workflow classes are
the base of ours; its script engine speaks FEEL. What a diagram means - tokens, scopes,
interruption, order - is ours. Nothing of the library can be seen from outside.
"""

from __future__ import annotations

from engine.interpreter.beginning import check_plain, choose, plain_starts
from engine.interpreter.definition import Definition
from engine.interpreter.errors import (
    CannotBegin,
    InvalidDiagram,
    NoPlainStart,
    NoSuchStart,
    NotSuspended,
    NotWaitingHere,
    SeveralPlainStarts,
    Suspended,
)
from engine.interpreter.judging import callings, problems
from engine.interpreter.lint.calls import Calling, coming_back, lost
from engine.interpreter.lint.giving import Loss
from engine.interpreter.looking import variables, ways_back
from engine.interpreter.migration import CannotMigrate, Fate, migrate, plan
from engine.interpreter.naming import Text, Vocabulary, vocabulary
from engine.interpreter.paging import SnapshotDamaged
from engine.interpreter.reached import limits_reached
from engine.interpreter.reading import bodies, evaluate_title, message_starts, process_ids, read
from engine.interpreter.sending_back import CannotSendBack
from engine.interpreter.series import Series, read_series, series, timed_starts
from engine.interpreter.snapshot import page_numbers, whole
from engine.interpreter.source import MEGABYTES, read_xml
from engine.interpreter.step import advance
from engine.interpreter.texts import MAPPINGS, TIMES
from engine.interpreter.timing import Duration, is_time

__all__ = [
    "MAPPINGS",
    "MEGABYTES",
    "TIMES",
    "Calling",
    "CannotBegin",
    "CannotMigrate",
    "CannotSendBack",
    "Definition",
    "Duration",
    "Fate",
    "InvalidDiagram",
    "Loss",
    "NoPlainStart",
    "NoSuchStart",
    "NotSuspended",
    "NotWaitingHere",
    "Series",
    "SeveralPlainStarts",
    "SnapshotDamaged",
    "Suspended",
    "Text",
    "Vocabulary",
    "advance",
    "bodies",
    "callings",
    "check_plain",
    "choose",
    "coming_back",
    "evaluate_title",
    "is_time",
    "limits_reached",
    "lost",
    "message_starts",
    "migrate",
    "page_numbers",
    "plain_starts",
    "plan",
    "problems",
    "process_ids",
    "read",
    "read_series",
    "read_xml",
    "series",
    "timed_starts",
    "variables",
    "vocabulary",
    "ways_back",
    "whole",
]
