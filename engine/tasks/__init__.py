"""Work for people: see it, claim it, give it back, complete it."""

from __future__ import annotations

from engine.asking import InvalidAnswers, form_of, forms_of_case
from engine.tasks.doing import (
    carried_out,
    claim,
    complete,
    finish,
    keep_draft,
    release,
    save_draft,
)
from engine.tasks.viewing import (
    Draft,
    TaskClaimedBy,
    TaskDone,
    ToDo,
    UnknownTask,
    View,
    acts_for,
    count_mine,
    done,
    draft,
    may_do,
    mine,
    of_bodies,
    to_do,
    view,
    with_drafts,
)

__all__ = [
    "Draft",
    "InvalidAnswers",
    "TaskClaimedBy",
    "TaskDone",
    "ToDo",
    "UnknownTask",
    "View",
    "acts_for",
    "carried_out",
    "claim",
    "complete",
    "count_mine",
    "done",
    "draft",
    "finish",
    "form_of",
    "forms_of_case",
    "keep_draft",
    "may_do",
    "mine",
    "of_bodies",
    "release",
    "save_draft",
    "to_do",
    "view",
    "with_drafts",
]
