"""From a task to a line in a list: whose it is, how urgent, what one can do with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from engine import tasks
from engine.model import Person, Task
from engine.store.lists import Listed
from webui import formats, language
from webui.language import gettext as _


@dataclass(frozen=True, slots=True)
class State:
    """Whose a task is, as a tag with at most one line under it."""

    words: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A task in a list. `look` is late, now or nothing; `has_draft` is the reader's own."""

    task: Task
    title: str
    state: State
    look: str
    has_draft: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that are equally urgent."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the list, at which moment, with what she needs to know."""

    person: Person
    now: datetime
    names: Mapping[str, str]
    drafts: Collection[str]


_LOOKS = {"late": "late", "today": "now", "soon": "now"}


def grouped(listed: Iterable[Listed], reader: Reader) -> list[Group]:
    """Give the rows by urgency, in the order in which they came: the most urgent first."""
    titles = {
        "late": _("Te laat"),
        "today": _("Vandaag"),
        "soon": _("Binnen een week"),
        "": _("Later"),
        "never": _("Zonder einddatum"),
    }
    found = groupby(listed, lambda one: _urgency(one.task, reader.now))
    return [
        Group(f"g-{urgency or 'later'}", titles[urgency], tuple(_rows(rows, reader)))
        for urgency, rows in found
    ]


def state(task: Task, reader: Reader) -> State:
    """Tell whose an open task is, as this reader sees it."""
    own = {one.id for one in reader.person.selves}
    absent = tasks.acts_for(task, reader.person)
    note = _("Voor %(name)s", name=absent.name) if absent else ""
    if task.claimed_by in own or (task.claimed_by is None and task.assignee in own):
        return State(_("Bij u"), "you", note)
    if task.claimed_by is None:
        return State(_("Nog vrij"), "", note)
    name = reader.names.get(task.claimed_by, task.claimed_by)
    claimed_at = task.claimed_at or task.offered_at  # the first is there, unless it was taken away
    when = formats.moment_near(claimed_at, reader.now, language.chosen())
    return State(_("Opgepakt"), "mine", _("Door %(name)s, %(when)s", name=name, when=when))


def _urgency(task: Task, now: datetime) -> str:
    return "never" if task.due is None else formats.urgency(task.due, now)


def _rows(listed: Iterable[Listed], reader: Reader) -> Iterator[Row]:
    for one in listed:
        look = _LOOKS.get(_urgency(one.task, reader.now), "")
        has_draft = one.task.id in reader.drafts
        whose = State(_("Stilgelegd"), "off") if one.suspended else state(one.task, reader)
        yield Row(one.task, one.case_title, whose, look, has_draft)
