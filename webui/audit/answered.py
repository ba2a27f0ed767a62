"""Who answered what: in this event, and every time that the same step was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from engine import tasks
from engine.errors import EngineError
from engine.events import Cause, InstanceStarted, ItemStarted, MessageReceived, TaskCompleted
from engine.forms import Form, Kind
from engine.model import Place, Task
from engine.replay import Content, Happening
from engine.store import Transaction
from engine.values import Value, Variables
from webui import formats, language
from webui.audit import work
from webui.audit.values import Shown
from webui.audit.variables import Known
from webui.audit.watched import Watched, who
from webui.language import gettext as _

_CHOSEN = 3  #: how many choices of an answer a list shows
_TURNS = 50  #: how many turns of a step a list shows, the last ones


@dataclass(frozen=True, slots=True)
class Answer:
    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered in an event; `is_lost`: it was erased or cannot be opened."""

    given: tuple[Answer, ...]
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One time that a step was, or is to be, done: by whom, and what was chosen.

    `position` is that of the event; None as long as it was not done.
    """

    number: int
    who: str
    chosen: str
    position: int | None


@dataclass(frozen=True, slots=True)
class Turns:
    """A step that is done more than once, by several people or several times.

    `earlier` counts the turns before those that are listed.
    """

    name: str
    turns: tuple[Turn, ...]
    earlier: int


def answers(tx: Transaction, seen: Watched, here: Happening, words: Known) -> Answers | None:
    """Give what came in with an event, by the labels of its form; None when nothing can."""
    event = here.told.event if here.told else None
    if isinstance(event, InstanceStarted):
        return _gathered(event, words) if event.gathered else None
    if not isinstance(event, TaskCompleted | MessageReceived):
        return None
    given = _given(event)
    if here.content is not Content.OPEN:
        return Answers((), is_lost=True)
    found = _form(tx, seen, event.place) if isinstance(event, TaskCompleted) else None
    known = words.of_form(found) if found else words
    order = [one.name for one in found.fields] if found else []
    names = sorted(given, key=lambda name: order.index(name) if name in order else len(order))
    return Answers(
        tuple(Answer(known.label(name), known.shown(name, given[name])) for name in names),
        is_lost=False,
    )


def _gathered(event: InstanceStarted, words: Known) -> Answers:
    """Give all that came for a start event that needs several events together."""
    given = []
    for what, found in event.gathered.items():
        part = found if isinstance(found, dict) else {}
        given.append(Answer(_part(what, part.get("sent")), words.shown(what, part.get("payload"))))
    return Answers(tuple(given), is_lost=False)


def _part(what: str, sent: Value) -> str:
    """Name one of those that came, and say when it was sent."""
    kind, _sign, name = what.partition(" ")
    is_signal = kind == "signal"
    told = _("Signaal '%(name)s'", name=name) if is_signal else _("Bericht '%(name)s'", name=name)
    if not isinstance(sent, datetime):
        return told
    return f"{told}, {formats.moment(sent, language.chosen())}"


def repeated(tx: Transaction, seen: Watched, history: list[Happening], words: Known) -> list[Turns]:
    """Tell of each step that is done more than once who did it, also while it goes on.

    Only the steps where the last of these events happened, or that are not done yet.
    """
    by_element: dict[str, list[Task]] = {}
    for task in work.tasks(seen, history):
        by_element.setdefault(task.place.element_id, []).append(task)
    place = getattr(history[-1].told.event, "place", None) if history[-1].told else None
    at = place.element_id if place else ""
    done = {
        one.told.event.place: one
        for one in history
        if one.told and isinstance(one.told.event, TaskCompleted)
    }
    numbers = _numbers(history)
    choose = partial(_chosen, tx, seen, words)
    return [
        Turns(
            found[0].name,
            tuple(
                _turn(numbers.get(one.place, count), seen, one, done.get(one.place), choose)
                for count, one in list(enumerate(found, 1))[-_TURNS:]
            ),
            max(0, len(found) - _TURNS),
        )
        for element_id, found in by_element.items()
        if len(found) > 1 and (element_id == at or any(one.done_at is None for one in found))
    ]


def _turn(
    number: int,
    seen: Watched,
    task: Task,
    done: Happening | None,
    choose: Callable[[Happening], str],
) -> Turn:
    if done is None:
        waits = task.claimed_by or task.assignee or ""
        return Turn(number, seen.names.get(waits, task.body or ""), "", None)
    return Turn(number, who(done, seen), choose(done), done.position)


def _numbers(history: Iterable[Happening]) -> dict[Place, int]:
    return {
        effect.place: effect.item
        for one in history
        if one.told
        for effect in one.told.effects
        if isinstance(effect, ItemStarted)
    }


def _chosen(tx: Transaction, seen: Watched, words: Known, event: Happening) -> str:
    """Say the choices in an answer, the first few of them."""
    told = event.told.event if event.told else None
    assert isinstance(told, TaskCompleted), "asked before"
    found = _form(tx, seen, told.place)
    if found is None or event.content is not Content.OPEN:
        return ""
    known = words.of_form(found)
    decisive = [one for one in found.fields if one.choices or one.kind is Kind.YES_NO]
    said = [
        f"{_asked(known.label(one.name))} {known.said(one.name, told.answers[one.name])}"
        for one in decisive
        if told.answers.get(one.name) is not None
    ]
    return "; ".join(said[:_CHOSEN])


def _asked(label: str) -> str:
    return label if label.endswith(("?", ":")) else f"{label}:"


def _given(event: Cause) -> Variables:
    return event.answers if isinstance(event, TaskCompleted) else getattr(event, "payload", {})


def _form(tx: Transaction, seen: Watched, place: Place) -> Form | None:
    """Give the form of a step as it was then; None when it has none or that cannot be read."""
    element = seen.definition.elements.get(place.element_id)
    return form(tx, seen.run.digest, element.form_id if element else None)


def form(tx: Transaction, digest: str, form_id: str | None) -> Form | None:
    """Give a form of a bundle; None when there is none, or somebody made it unreadable."""
    try:
        return tasks.form_of(tx, digest, form_id)
    except (EngineError, KeyError):
        return None
