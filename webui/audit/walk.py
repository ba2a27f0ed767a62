"""Where a moment stands in the history: what is before and after it, and the way there."""

from __future__ import annotations

from dataclasses import dataclass

from engine.replay import Happening
from webui import formats, language, telling
from webui.audit.watched import Watched, as_moment, headline, who
from webui.paths import Step

AROUND = 6


@dataclass(frozen=True, slots=True)
class Walk:
    """The positions beside one, None at the ends; `nearby` are the events around it.

    `earlier` and `later` count the events that are not among them.
    """

    first: int
    last: int
    before: int | None
    after: int | None
    nearby: tuple[Step, ...]
    earlier: int
    later: int


def walk(seen: Watched, here: Happening) -> Walk:
    """Tell what lies around a moment."""
    history, index = seen.history, seen.history.index(here)
    begin, end = max(0, index - AROUND), min(len(history), index + AROUND)
    return Walk(
        first=history[0].position,
        last=history[-1].position,
        before=history[index - 1].position if index else None,
        after=history[index + 1].position if index + 1 < len(history) else None,
        nearby=tuple(_listed(one, here, seen) for one in history[begin:end]),
        earlier=begin,
        later=len(history) - end,
    )


def _listed(one: Happening, here: Happening, seen: Watched) -> Step:
    moment = as_moment(one, seen)
    state = "at" if one is here else "done" if one.position < here.position else "todo"
    return Step(
        words=f"{one.position}. {headline(one, seen)}",
        state=state,
        shape=telling.shape(moment) if moment else "ev",
        note=f"{formats.moment(one.at, language.chosen())}, {who(one, seen)}",
        href=seen.address(one.position),
    )
