"""Everything the pages of one case share, read once per request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from markupsafe import Markup

from engine import access, cases, people, store
from engine.access import Action
from engine.cases import Moment, Path, View
from engine.drawing import DiagramNotDrawn
from engine.model import Person
from engine.steps import UnknownBundle
from engine.store import Transaction
from webui import language, paths, telling
from webui.case import decided
from webui.case.moves import Moves, moves
from webui.paths import Course, Step
from webui.telling import Teller, teller


@dataclass(frozen=True, slots=True)
class Shown:
    """A path as a list of steps and as a picture; `problem` says why there is none."""

    steps: tuple[Step, ...] = ()
    picture: Markup | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case as its reader sees it; `titles` are the names of its processes, by instance.

    `open_to_her` says that she may add to it; somebody who only looks may not.
    """

    view: View
    reader: Person
    open_to_her: bool
    now: datetime
    names: Mapping[str, str]
    titles: Mapping[str, str]
    moves: Moves
    teller: Teller

    @property
    def is_damaged(self) -> bool:
        """Tell whether what the case follows, or where it is, cannot be read."""
        return self.view.is_unreadable or self.view.is_lost

    @property
    def may_steer(self) -> bool:
        return access.may(self.reader, Action.STEER)


def opened(tx: Transaction, number: str, by: Person) -> Dossier:
    """Open a case. Raises UnknownCase."""
    view = cases.view(tx, number, by)
    # a task may be for one person or for one organisation
    names = store.people.organisations(tx) | people.names(tx)
    return Dossier(
        view=view,
        reader=by,
        open_to_her=cases.may_add(tx, number, by),
        now=tx.now,
        names=names,
        titles=_titles(view.paths),
        moves=moves(view, by),
        teller=teller(view.paths, view.documents, names, tx.now, decided.files(tx, view.paths)),
    )


def shown_of(tx: Transaction, found: Dossier, path: Path) -> Shown:
    """Tell and draw one path, as far as its diagram can be read."""
    try:
        course = _course(tx, found, path)
        return Shown(tuple(paths.steps(course)), paths.drawn(course))
    except (UnknownBundle, DiagramNotDrawn) as problem:
        return Shown(problem=problem.sentence(language.chosen()))


def _course(tx: Transaction, found: Dossier, path: Path) -> Course:
    """Bring together what a page needs to tell one path, with links to what it called."""
    number = found.view.case.number
    elsewhere = {
        one.instance.parent_place: url_for("case.steps", number=number, instance_id=one.instance.id)
        for one in found.view.paths
        if one.instance.parent_id == path.instance.id and one.instance.parent_place
    }
    return paths.course(tx, path, cases.tasks_on(tx, path), found.names, elsewhere)


def timeline_of(found: Dossier, moments: Iterable[Moment]) -> list[Step]:
    """Tell moments; where something was decided, a line leads to how."""
    listed = list(moments)
    told = telling.told(listed, found.teller)
    return [
        replace(step, href=_address(found, moment)) if decided.decides(moment) else step
        for step, moment in zip(told, listed, strict=True)
    ]


def _address(found: Dossier, moment: Moment) -> str:
    return url_for(
        "case.decision",
        number=found.view.case.number,
        instance_id=moment.instance_id,
        position=moment.position,
    )


def _titles(found: Iterable[Path]) -> dict[str, str]:
    """Name each process; the second with the same name gets a 2 behind it."""
    titles: dict[str, str] = {}
    times: Counter[str] = Counter()
    for path in found:
        name = path.definition.name
        times[name] += 1
        titles[path.instance.id] = f"{name} ({times[name]})" if times[name] > 1 else name
    return titles
