"""Legal terms: dates that a law sets, each with its derivation, on versioned calendars."""

from __future__ import annotations

from engine.terms.backwards import before_meeting, open_for_inspection, papers_before_hearing
from engine.terms.calendars import (
    CALENDARS,
    CURRENT,
    Calendar,
    OutsideCalendar,
    TooManyWorkingDays,
    UnknownCalendar,
    add_working_days,
    calendar,
    easter,
    next_working_day,
    previous_working_day,
    working_day,
)
from engine.terms.dates import (
    AMSTERDAM,
    NotACount,
    NotADate,
    NotYesOrNo,
    end_of_day,
    local_day,
    local_moment,
)
from engine.terms.functions import FUNCTIONS, functions
from engine.terms.penalty import Penalty, penalty
from engine.terms.rules import (
    appeal,
    decision_on_application,
    decision_on_objection,
    objection,
    repair,
    set_by_law,
)
from engine.terms.suspension import suspended_days
from engine.terms.term import Term
from engine.terms.timeliness import Receipt, received_in_time

__all__ = [
    "AMSTERDAM",
    "CALENDARS",
    "CURRENT",
    "FUNCTIONS",
    "Calendar",
    "NotACount",
    "NotADate",
    "NotYesOrNo",
    "OutsideCalendar",
    "Penalty",
    "Receipt",
    "Term",
    "TooManyWorkingDays",
    "UnknownCalendar",
    "add_working_days",
    "appeal",
    "before_meeting",
    "calendar",
    "decision_on_application",
    "decision_on_objection",
    "easter",
    "end_of_day",
    "functions",
    "local_day",
    "local_moment",
    "next_working_day",
    "objection",
    "open_for_inspection",
    "papers_before_hearing",
    "penalty",
    "previous_working_day",
    "received_in_time",
    "repair",
    "set_by_law",
    "suspended_days",
    "working_day",
]
