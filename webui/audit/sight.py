"""The diagram of that time and its steps, as they stood after a position."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for
from markupsafe import Markup

from engine.cases import Path
from engine.drawing import DiagramNotDrawn
from engine.pasts import Past
from engine.replay import Happening
from engine.store import Transaction
from webui import language, paths
from webui.audit import work
from webui.audit.watched import Watched, name_of, when
from webui.language import gettext as _
from webui.paths import Course, Flow, Step


@dataclass(frozen=True, slots=True)
class Sight:
    """`problem` says why there is no picture. `flows` are those of the diagram, by id."""

    picture: Markup | None
    problem: str
    steps: tuple[Step, ...]
    flows: dict[str, Flow]


def sight(tx: Transaction, seen: Watched, here: Happening, past: Past) -> Sight:
    """Draw and tell an instance as it was after a moment."""
    course = _course(tx, seen, here, past)
    flows = paths.flows(course.diagram)
    title = _("Diagram %(name)s zoals het gold", name=seen.definition.name)
    try:
        picture = paths.illustrated(course, title, _where(seen, here, past))
    except DiagramNotDrawn as refused:
        return Sight(None, refused.sentence(language.chosen()), (), flows)
    return Sight(picture, "", tuple(paths.steps(course)), flows)


def _course(tx: Transaction, seen: Watched, here: Happening, past: Past) -> Course:
    until = [one for one in seen.history if one.position <= here.position]
    is_over = here is seen.history[-1]
    run = seen.run if is_over else replace(seen.run, ended_at=None)
    path = Path(run, seen.definition, past)
    elsewhere = {
        one.parent_place: _address(seen, one.id)
        for one in seen.runs
        if one.parent_id == seen.run.id and one.parent_place and one.started_at <= here.at
    }
    return paths.course(tx, path, work.tasks(seen, until), seen.names, elsewhere)


def _address(seen: Watched, instance_id: str) -> str:
    return url_for("audit.moment", number=seen.case.number, instance_id=instance_id)


def _where(seen: Watched, here: Happening, past: Past) -> str:
    """Say in words where it was: the description of the picture."""
    told = ", ".join(f"'{name_of(seen.definition, one)}'" for one in sorted(past.current))
    if not told:
        return _("Op dat moment was dit proces klaar. De stappenlijst zegt hetzelfde in woorden.")
    return _(
        "Op %(when)s was het proces hier: %(here)s. De stappenlijst zegt hetzelfde in woorden.",
        when=when(here),
        here=told,
    )
