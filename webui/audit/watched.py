"""One instance with its whole history, and what its events are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import url_for

from engine import people, replay, steps
from engine.cases import Moment
from engine.events import DocumentAdded, InstanceStarted
from engine.interpreter import Definition
from engine.model import Case, Person, Place, Sending
from engine.replay import Happening
from engine.store import Transaction
from engine.store.instances import Running
from webui import formats, language, letters, telling
from webui.decisions import NO_FILES, Files, of_bundle
from webui.language import gettext as _
from webui.telling import Teller


@dataclass(frozen=True, slots=True)
class Watched:
    """An instance of a case with its history, oldest first.

    `definition` is that of the version it follows, at the moment that is looked at, and `decisions`
    the files of that version. `titles` are the names of the processes of the case's instances,
    `names` those of people; `called` are the names that elements of other versions have.
    """

    case: Case
    runs: tuple[Running, ...]
    run: Running
    history: tuple[Happening, ...]
    definition: Definition
    titles: Mapping[str, str]
    names: Mapping[str, str]
    teller: Teller
    decisions: Files = NO_FILES
    called: Mapping[str, str] = field(default_factory=dict)

    def address(self, position: int) -> str:
        """Give the address of this instance at a position."""
        return url_for("audit.moment", number=self.case.number, instance_id=self.run.id, g=position)

    def name(self, place: Place) -> str:
        """Say what a place is called; by its id when it has no name."""
        known = place.element_id in self.definition.elements
        other = "" if known else self.called.get(place.element_id)
        return other or name_of(self.definition, place.element_id)


def watched(
    tx: Transaction, case: Case, found: list[Running], instance_id: str, by: Person
) -> Watched | None:
    """Bring together all that the page of any moment needs. Raises NotAllowed.

    There is None of it when nothing is left of the history, or of the diagram of that time.
    """
    runs = [replay.as_begun(tx, one) for one in found]
    run = next(one for one in runs if one.id == instance_id)
    history = replay.happenings(tx, run.id, by)
    definition = replay.definition(tx, run)
    if definition is None or not history:
        return None
    names = people.names(tx)
    called = frozenset(one.id for one in runs if one.parent_id)
    teller = Teller(names, _files(history), called, runs[0].id, tx.now)
    titles = {one.id: title(tx, one) for one in runs}
    files = _files_of(tx, run.digest, definition)
    seen = Watched(case, tuple(runs), run, tuple(history), definition, titles, names, teller, files)
    return replace(seen, called=_called(tx, seen))


def as_of(tx: Transaction, seen: Watched, position: int) -> Watched:
    """Look at an instance in the version that it followed after a position."""
    digest = seen.run.digest
    for one in seen.history:
        if one.position <= position and one.told is not None:
            digest = steps.digest_after(digest, one.told.event)
    run = replace(seen.run, digest=digest)
    definition = replay.definition(tx, run)
    if definition is None:
        return seen
    return replace(
        seen, run=run, definition=definition, decisions=_files_of(tx, digest, definition)
    )


def _files_of(tx: Transaction, digest: str, definition: Definition) -> Files:
    return of_bundle(tx, digest) if definition.decision_ids else NO_FILES


def title(tx: Transaction, run: Running) -> str:
    """Name the process of an instance; by its id when its diagram cannot be read."""
    definition = replay.definition(tx, run)
    return definition.name if definition else run.process_id


def name_of(definition: Definition, element_id: str) -> str:
    """Say what an element is called; by its id when it has no name."""
    element = definition.elements.get(element_id)
    return (element.name if element else "") or element_id


def headline(happening: Happening, seen: Watched) -> str:
    """Say in one sentence what happened."""
    moment = as_moment(happening, seen)
    return telling.sentence(moment, seen.teller) if moment else _("Deze gebeurtenis is onleesbaar")


def who(happening: Happening, seen: Watched) -> str:
    """Say who did it: a person, another process, the clock, somebody from outside, or Regie."""
    if sent := origins(happening):
        outside = [_("iemand van buiten")] if _came_in_part(happening) else []
        return ", ".join(dict.fromkeys([*(_case(one, happening) for one in sent), *outside]))
    others = {
        "timer": _("de klok"),
        "message": _("iemand van buiten"),
        "public": _("iemand van buiten"),
        "service": _("een dienst"),
        "system": _("Regie"),
    }
    return seen.names.get(happening.by) or others.get(happening.by, happening.by)


def _case(sent: Sending, happening: Happening) -> str:
    own = letters.is_own(sent, happening.instance_id)
    return _("deze zaak") if own else _("zaak %(number)s", number=sent.case_number)


def _came_in_part(happening: Happening) -> bool:
    """Tell whether some of what an instance began with together came from outside."""
    event = happening.told.event if happening.told else None
    return isinstance(event, InstanceStarted) and len(event.gathered) > len(event.senders) > 0


def origins(happening: Happening) -> tuple[Sending, ...]:
    """Tell where that was sent which an event came from, as far as instances sent it."""
    return letters.origins(happening.told.event) if happening.told else ()


def when(happening: Happening) -> str:
    """Say when it happened, with the weekday and the time."""
    reader = language.chosen()
    day, clock = formats.date_long(happening.at, reader), formats.clock(happening.at, reader)
    return f"{day}, {clock}"


def as_moment(happening: Happening, seen: Watched) -> Moment | None:
    """Give a happening as the moment of a case; None when it cannot be read."""
    if happening.told is None:
        return None
    place = getattr(happening.told.event, "place", None)
    name = seen.name(place) if place else seen.definition.name
    return Moment(
        happening.at,
        happening.instance_id,
        happening.position,
        type(happening.told.event).__name__,
        name,
        happening.by,
        happening.on_behalf_of,
        happening.told,
        seen.definition.elements,
    )


def _called(tx: Transaction, seen: Watched) -> dict[str, str]:
    """Give the names of elements in every version that the instance ever followed."""
    events = (one.told.event for one in seen.history if one.told is not None)
    digests = dict.fromkeys(steps.digest_after(seen.run.digest, event) for event in events)
    known = (replay.definition(tx, replace(seen.run, digest=digest)) for digest in digests)
    return {
        element.id: element.name
        for definition in known
        if definition is not None
        for element in definition.elements.values()
    }


def _files(history: list[Happening]) -> dict[str, str]:
    """Give the names of the documents that were added, as far as they can be read."""
    added = [one.told.event for one in history if one.told]
    return {one.document_id: one.name for one in added if isinstance(one, DocumentAdded)}
