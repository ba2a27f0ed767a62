"""Compare the dossier of a case with history: its title and status, comments and documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import TypeVar

from engine import interpreter, openings, store
from engine.events import CommentAdded, DocumentAdded, ElementEntered, InstanceCancelled
from engine.interpreter import Definition
from engine.model import Case, Content
from engine.replay.executing import Event, Examined
from engine.replay.verdicts import Difference, differs
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.cases import Comment, Document
from engine.store.transaction import Erased

Added = TypeVar("Added", CommentAdded, DocumentAdded)


@dataclass(frozen=True, slots=True)
class Dossier:
    """How many comments and documents were compared, and what differs."""

    checked: int
    differences: tuple[Difference, ...]


def compared(
    tx: Transaction, number: str, case: Case | None, family: Sequence[Examined]
) -> Dossier:
    """Compare all that a dossier holds with what the history of its instances tells."""
    comments = store.cases.comments(tx, number)
    documents = store.cases.documents(tx, number)
    differences = (
        *(_case(tx, case, family) if case else [_no_case()]),
        *_comments(comments, _noted(family, CommentAdded)),
        *_documents(tx, documents, _noted(family, DocumentAdded)),
    )
    return Dossier(len(comments) + len(documents), tuple(differences))


def _no_case() -> Difference:
    return differs("De zaak zelf ontbreekt.", "The case itself is missing.")


# --- what the case says of itself


def _case(tx: Transaction, case: Case, family: Sequence[Examined]) -> Iterator[Difference]:
    is_whole = all(one.is_whole for one in family)
    if family and family[0].started is not None:
        yield from _opening(case, family[0])
    if is_whole and case.status not in _statuses(family):
        yield differs(
            "De status '{status}' van de zaak is niet die van de geschiedenis.",
            "The status '{status}' of the case is not that of its history.",
            status=case.status,
        )
    if is_whole and not _closes(case.closed_at, family):
        yield differs(
            "Of en wanneer de zaak sloot, klopt niet met de geschiedenis.",
            "Whether and when the case was closed is not as history tells it.",
        )
    followed = [event.definition for one in family for event in one.events]
    known = [definition for definition in followed if definition is not None]
    if is_whole and len(known) == len(followed):
        yield from _bodies(store.standing.bodies(tx, case.number), known)


def _opening(case: Case, first: Examined) -> Iterator[Difference]:
    started, opened_at = first.started, first.events[0].line.at
    assert started is not None, "asked before"
    if (case.process_id, case.opened_at) != (started.process_id, opened_at):
        yield differs(
            "Hoe of wanneer de zaak begon, klopt niet met de geschiedenis.",
            "How or when the case began is not as history tells it.",
        )
    definition = first.events[0].definition
    if definition is None or first.erased:
        return
    given = {name: one for name, one in started.variables.items() if name != "zaaknummer"}
    title = interpreter.evaluate_title(definition, given, opened_at)
    if case.title != title[: openings.LONGEST_TITLE]:
        yield differs(
            "De titel '{title}' van de zaak is niet die van de geschiedenis.",
            "The title '{title}' of the case is not that of its history.",
            title=case.title,
        )


def _statuses(family: Sequence[Examined]) -> set[str]:
    """Give the statuses that the case may have: those stated in the last moment that stated any.

    What instances state in one moment has no order in history, so each of them will do. Nor is
    there an order between instances when the clock went back; then the last of each will do.
    """
    stated = [found for one in family if (found := _last_stated(one)) is not None]
    if not stated:
        return {openings.FIRST_STATUS}
    last = max(at for at, _status_then in stated)
    went_back = not all(_runs_forward(one) for one in family)
    return {status for at, status in stated if went_back or at == last}


def _last_stated(found: Examined) -> tuple[datetime, str] | None:
    for event in reversed(found.events):
        if status := _status(event):
            return event.line.at, status
    return None


def _runs_forward(found: Examined) -> bool:
    moments = [event.line.at for event in found.events]
    return all(one <= other for one, other in pairwise(moments))


def _status(event: Event) -> str | None:
    told = event.told.event
    if isinstance(told, InstanceCancelled) and told.reason == openings.BY_HAND:
        return openings.STOPPED_STATUS
    elements = event.definition.elements if event.definition else {}
    for effect in reversed(event.told.effects):
        if isinstance(effect, ElementEntered):
            element = elements.get(effect.place.element_id)
            if element and element.status:
                return element.status
    return None


def _closes(closed_at: datetime | None, family: Sequence[Examined]) -> bool:
    """Tell whether a case may have closed then: at the end of an instance nobody called or stopped.

    An instance that ends in the same moment may have ended just before it, or just after. What
    starts in a case that closed opens it again; before it did, such a case stayed closed.
    """
    possible: set[datetime | None] = {None}
    for one in family:
        if one.end is None:
            continue
        at, is_cancelled = one.end[0].line.at, one.end[1].outcome == "cancelled"
        if one.running.parent_id is not None and not is_cancelled:
            continue
        others = [_span(each) for each in family if each is not one]
        before = [span for span in others if span[0] is not None and span[0] <= at]
        if all(end is not None and end < at for _start, end in before) and not is_cancelled:
            possible = {at}
        elif all(end is not None and end <= at for _start, end in before):
            possible.add(at)
    if any(one.end is None for one in family):
        possible.add(None)
    return closed_at in possible


def _span(found: Examined) -> tuple[datetime | None, datetime | None]:
    start = found.events[0].line.at if found.events else None
    return start, found.end[0].line.at if found.end else None


def _bodies(stand: frozenset[str], followed: Sequence[Definition]) -> Iterator[Difference]:
    """Yield bodies with tasks that may not see the case, and bodies that have no lane in it."""
    needed = {body for one in followed for body in one.workers}
    allowed = {body for one in followed for body in one.bodies}
    for body in sorted((needed - stand) | (stand - allowed)):
        yield differs(
            "Of '{body}' de zaak mag zien, klopt niet met de processen van de zaak.",
            "Whether '{body}' may see the case does not fit the processes of the case.",
            body=body,
        )


# --- what people added to it


def _noted(family: Sequence[Examined], kind: type[Added]) -> dict[str, tuple[Event, Added]]:
    """Give the records of a kind by the id of what was added."""
    found = {}
    for one in family:
        for event in one.events:
            if isinstance(event.told.event, kind):
                added = event.told.event
                found[_id(added)] = (event, added)
    return found


def _id(added: CommentAdded | DocumentAdded) -> str:
    return added.comment_id if isinstance(added, CommentAdded) else added.document_id


def _comments(
    rows: Sequence[Comment], noted: Mapping[str, tuple[Event, CommentAdded]]
) -> Iterator[Difference]:
    there = {one.id for one in rows}
    for comment_id, (event, _added) in noted.items():
        if comment_id not in there:
            yield differs(
                "De opmerking van {by} van {day} ontbreekt.",
                "The comment by {by} of {day} is missing.",
                by=event.line.by,
                day=_day(event),
            )
    for row in rows:
        if row.id not in noted:
            yield differs(
                "De opmerking van {by} staat niet in de geschiedenis.",
                "The comment by {by} does not stand in history.",
                by=row.by,
            )
        elif not _same_comment(row, *noted[row.id]):
            yield differs(
                "De opmerking van {by} van {day} is gewijzigd.",
                "The comment by {by} of {day} was changed.",
                by=noted[row.id][0].line.by,
                day=_day(noted[row.id][0]),
            )


def _same_comment(row: Comment, event: Event, added: CommentAdded) -> bool:
    if (row.by, row.at) != (event.line.by, event.line.at):
        return False
    return row.content is Content.ERASED or (row.content, row.text) == (Content.OPEN, added.text)


def _documents(
    tx: Transaction,
    rows: Sequence[Document],
    noted: Mapping[str, tuple[Event, DocumentAdded]],
) -> Iterator[Difference]:
    there = {one.id for one in rows}
    for document_id, (event, added) in noted.items():
        if document_id not in there:
            yield differs(
                "Het stuk '{name}' van {by} van {day} ontbreekt.",
                "The document '{name}' by {by} of {day} is missing.",
                name=added.name or document_id,
                by=event.line.by,
                day=_day(event),
            )
    for row in rows:
        if row.id not in noted:
            yield differs(
                "Het stuk '{name}' staat niet in de geschiedenis.",
                "The document '{name}' does not stand in history.",
                name=row.name or row.id,
            )
        elif not _same_document(tx, row, *noted[row.id]):
            yield differs(
                "Het stuk '{name}' van {by} van {day} is gewijzigd.",
                "The document '{name}' by {by} of {day} was changed.",
                name=noted[row.id][1].name or row.id,
                by=noted[row.id][0].line.by,
                day=_day(noted[row.id][0]),
            )


def _same_document(tx: Transaction, row: Document, event: Event, added: DocumentAdded) -> bool:
    stands = (row.by, row.at, row.sha256, row.size)
    if stands != (event.line.by, event.line.at, added.sha256, added.size):
        return False
    if row.readable is Content.OPEN and row.name != added.name:
        return False
    try:
        content = store.cases.content(tx, row)
    except Erased:
        return True
    except SealBroken:
        return False
    return row.readable is Content.OPEN and sha256(content).hexdigest() == added.sha256


def _day(event: Event) -> str:
    return f"{event.line.at:%d-%m-%Y}"
