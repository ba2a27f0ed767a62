"""Everything about one instance at one past position, as the page of that moment needs it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine import openings, replay
from engine.events import Record
from engine.forms import Form
from engine.model import Sending
from engine.pasts import Past
from engine.replay import Content, Happening
from engine.store import Transaction
from webui import formats, telling
from webui.audit import answered, choices, decided, effects, sight, variables, walk, watched
from webui.audit.answered import Answers, Turns
from webui.audit.choices import Choice
from webui.audit.decided import Decided
from webui.audit.sight import Sight
from webui.audit.variables import Group, Row
from webui.audit.walk import Walk
from webui.audit.watched import Watched


@dataclass(frozen=True, slots=True)
class Account:
    """What happened in an event: who did it, for whom, at which step, why, and what followed.

    `sent` is where the messages or signals were sent that it came from, by instances.
    `is_record`: it was noted only, and could move nothing.
    """

    headline: str
    when: str
    day: str
    who: str
    on_behalf_of: str
    place: str
    reason: str
    child_id: str
    sent: tuple[Sending, ...]
    followed: tuple[str, ...]
    choices: tuple[Choice, ...]
    answers: Answers | None
    is_record: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """An instance as it was just after `here`."""

    seen: Watched
    here: Happening
    walk: Walk
    account: Account
    sight: Sight
    decided: tuple[Decided, ...]
    repeated: tuple[Turns, ...]
    changed: tuple[Row, ...]
    groups: tuple[Group, ...]

    @property
    def is_erased(self) -> bool:
        return self.here.content is Content.ERASED

    @property
    def is_unreadable(self) -> bool:
        return self.here.told is None or self.here.content is Content.BROKEN


def at(tx: Transaction, seen: Watched, position: int) -> Scene:
    """Show an instance as it was just after a position. Raises UnknownMoment."""
    history = list(seen.history)
    here = replay.happening(history, position)
    seen = watched.as_of(tx, seen, position)
    past, around = replay.at(history, position), walk.walk(seen, here)
    before = replay.at(history, around.before) if around.before else Past()
    words = variables.known(_forms(tx, seen), seen)
    view = sight.sight(tx, seen, here, past)
    rows = variables.rows(seen, here, past, before, words)
    until = [one for one in history if one.position <= position]
    return Scene(
        seen=seen,
        here=here,
        walk=around,
        account=_account(
            seen,
            here,
            choices.choices(here, seen, view.flows, words),
            answered.answers(tx, seen, here, words),
        ),
        sight=view,
        decided=tuple(decided.decided(here, seen, words)),
        repeated=tuple(answered.repeated(tx, seen, until, words)),
        changed=tuple(row for row in rows if row.is_changed),
        groups=variables.grouped(rows),
    )


def _forms(tx: Transaction, seen: Watched) -> Iterator[Form]:
    """Yield every form that may have been asked in the case, those of this instance first."""
    runs = (seen.run, *(one for one in seen.runs if one.id != seen.run.id))
    for run in {one.digest: one for one in runs}.values():
        definition = replay.definition(tx, run)
        for form_id in sorted(definition.form_ids) if definition else ():
            found = answered.form(tx, run.digest, form_id)
            if found is not None:
                yield found
    yield from openings.public_forms(tx)


def _account(
    seen: Watched, here: Happening, chosen: list[Choice], given: Answers | None
) -> Account:
    event = here.told.event if here.told else None
    place = getattr(event, "place", None)
    absent = here.on_behalf_of or ""
    return Account(
        headline=watched.headline(here, seen),
        when=watched.when(here),
        day=formats.day_of(here.at).isoformat(),
        who=watched.who(here, seen),
        on_behalf_of=seen.names.get(absent, absent),
        place=effects.visit(seen, place) if place else "",
        reason=" ".join(telling.reason(event)),
        child_id=getattr(event, "child_id", ""),
        sent=watched.origins(here),
        followed=tuple(effects.followed(here, seen)),
        choices=tuple(chosen),
        answers=given,
        is_record=isinstance(event, Record),
    )
