"""The dossier people see, what happened in it, and what they add to it."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from engine import entries, forms, instances, interpreter, openings, pasts, store
from engine.cases import moments
from engine.cases.leafing import Leaf
from engine.cases.moments import Moment
from engine.cases.paths import Path, path_of
from engine.errors import EngineError
from engine.events import CommentAdded, DocumentAdded
from engine.interpreter import SnapshotDamaged
from engine.model import Case, Person, Task, Who
from engine.seals import SealBroken
from engine.steps import UnknownBundle
from engine.store import Erased, Transaction
from engine.store.cases import Comment, Document
from engine.store.instances import Running
from engine.store.steering import Remark
from engine.terms import Term
from engine.uploads import Upload
from engine.values import Variables

LONGEST_COMMENT = 5_000
_KEPT_DIAGRAMS = 64
#: what is raised when the kept state of a case cannot be read; its history may still tell
UNREADABLE = (Erased, SealBroken, SnapshotDamaged, UnknownBundle)

_diagrams: dict[str, bytes] = {}


class UnknownCase(EngineError):
    """No case has this number, or this person may not see it: the answer is the same."""

    nl = "Deze zaak is er niet, of zij is niet voor u."
    en = "There is no such case, or it is not for you."


class UnknownDocument(EngineError):
    """No document has this id, or this person may not see it: the answer is the same."""

    nl = "Dit document is er niet, of het is niet voor u."
    en = "There is no such document, or it is not for you."


class EmptyComment(EngineError):
    """There is nothing in the comment."""

    nl = "Schrijf eerst iets in de opmerking."
    en = "Write something in the comment first."


class CommentTooLong(EngineError):
    """The comment has a greatest length."""

    nl = "De opmerking is te lang: {length} tekens. Schrijf er ten hoogste {longest}."
    en = "The comment is too long: {length} characters. Write {longest} at most."

    def __init__(self, length: int) -> None:
        super().__init__(length=length, longest=LONGEST_COMMENT)


class ReadOnly(EngineError):
    """The person may look at the case, but has no work in it."""

    nl = "U mag deze zaak bekijken, maar er niets aan toevoegen."
    en = "You may look at this case, but add nothing to it."


@dataclass(frozen=True, slots=True)
class View:
    """A case as all its pages need it; `tasks` are those that are open.

    `happened` counts the entries of its history; `suspended` says who suspended it and why, if
    somebody did.
    """

    case: Case
    paths: tuple[Path, ...]
    tasks: tuple[Task, ...]
    comments: tuple[Comment, ...]
    documents: tuple[Document, ...]
    objections: tuple[Case, ...]
    happened: int
    suspended: Remark | None = None

    @property
    def is_unreadable(self) -> bool:
        """Tell whether the kept state of an instance does not open; its path is still known."""
        kept = (path.instance.snapshot for path in self.paths)
        return any(snapshot is not None and not snapshot.text for snapshot in kept)

    @property
    def is_lost(self) -> bool:
        """Tell whether what an instance follows cannot be read, or is not of its process."""
        return any(path.is_lost for path in self.paths)


def listed(
    tx: Transaction, by: Person, *, search: str = "", most: int = 25, skip: int = 0
) -> list[Case]:
    """Give the cases this person may see, the youngest first."""
    return store.case_lists.listed(tx, by, search=search, most=most, skip=skip)


def count(tx: Transaction, by: Person, *, most: int, search: str = "") -> int:
    """Count the cases this person may see, `most` at most."""
    return store.case_lists.count(tx, by, most=most, search=search)


def view(tx: Transaction, number: str, by: Person) -> View:
    """Show a case. Raises UnknownCase when this person may not see it."""
    case = _seen(tx, number, by)
    return View(
        case=case,
        paths=tuple(path_of(tx, found) for found in store.instances.look_at_case(tx, number)),
        tasks=tuple(store.tasks.open_of_case(tx, number)),
        comments=tuple(store.cases.comments(tx, number)),
        documents=tuple(store.cases.documents(tx, number)),
        objections=tuple(store.cases.about(tx, number, by)),
        happened=store.history.count(tx, number),
        suspended=store.steering.suspension_of(tx, number),
    )


def path(tx: Transaction, number: str, instance_id: str, by: Person) -> Path:
    """Show where one instance of a case is and has been. Raises UnknownCase."""
    running = store.instances.find(tx, instance_id)
    if running is None or running.case_number != number:
        raise UnknownCase
    _seen(tx, number, by)
    return path_of(tx, running)


def timeline(
    tx: Transaction, found: View, *, most: int, skip: int = 0, leaf: Leaf | None = None
) -> list[Moment]:
    """Give what happened in a case that somebody was shown, the latest first."""
    runs = [path.instance for path in found.paths]
    upto = leaf.upto if leaf else None
    lines = store.history.latest(tx, found.case.number, most=most, skip=skip, upto=upto)
    return moments.told(tx, runs, lines)


def moment(tx: Transaction, found: View, instance_id: str, position: int) -> Moment | None:
    """Give one thing that happened in a case that somebody was shown."""
    run = next((one.instance for one in found.paths if one.instance.id == instance_id), None)
    line = None if run is None else store.history.line_at(tx, instance_id, position)
    return None if run is None or line is None else moments.told(tx, [run], [line])[0]


def runs(tx: Transaction, number: str, by: Person) -> tuple[Case, list[Running]]:
    """Give a case with its instances, the first one first, content unread. Raises UnknownCase."""
    return _seen(tx, number, by), store.instances.look_at_case(tx, number)


def diagram(tx: Transaction, digest: str) -> bytes:
    """Give the BPMN of the version an instance runs; it never changes, so it is read once.

    Raises UnknownBundle.
    """
    found = _diagrams.get(digest)
    if found is None:
        found = store.bundles.diagram(tx, digest)
        if found is None:
            raise UnknownBundle(digest)
        if len(_diagrams) >= _KEPT_DIAGRAMS:
            _diagrams.clear()
        _diagrams[digest] = found
    return found


def comment(tx: Transaction, number: str, text: str, by: Person) -> None:
    """Add a comment. Raises UnknownCase, ReadOnly, EmptyComment, CommentTooLong, Unreadable."""
    case = _worked_on(tx, number, by)
    text = forms.remark(text)
    if not text:
        raise EmptyComment
    if len(text) > LONGEST_COMMENT:
        raise CommentTooLong(len(text))
    new = Comment(uuid.uuid4().hex, tx.now, by.id, text)
    store.cases.add_comment(tx, case.number, new)
    _note(tx, case, CommentAdded(new.id, text), Who(by.id))


def attach(tx: Transaction, number: str, new: Upload, by: Person, *, task_id: str = "") -> None:
    """Add a file to a case that this person's bodies work on. Raises UnknownCase, ReadOnly."""
    _keep(tx, _worked_on(tx, number, by), new, Who(by.id), task_id)


def attach_received(tx: Transaction, number: str, new: Upload, who: Who) -> None:
    """Add a file that came with a message from outside."""
    case = store.cases.find(tx, number)
    assert case is not None, "the case was opened just now"
    _keep(tx, case, new, who, "")


def document(tx: Transaction, document_id: str, by: Person) -> tuple[Document, bytes]:
    """Give a document with its content. Raises UnknownDocument."""
    found = store.cases.document(tx, document_id)
    if found is None or found.case_number is None:
        raise UnknownDocument
    if store.cases.find_for(tx, found.case_number, by) is None:
        raise UnknownDocument
    return found, store.cases.content(tx, found)


def documents(tx: Transaction, number: str, by: Person) -> list[Document]:
    """Give the documents of a case, oldest first. Raises UnknownCase."""
    return store.cases.documents(tx, _seen(tx, number, by).number)


def by_receipt(tx: Transaction, receipt: str) -> Case:
    """Find the case that somebody without an account sent in. Raises UnknownCase."""
    case = store.cases.find_by_receipt(tx, openings.receipt_digest(receipt))
    if case is None:
        raise UnknownCase
    return case


def number_of(tx: Transaction, written: str) -> str | None:
    """Give the number of the case that somebody names from outside, if there is such a case."""
    case = store.cases.find(tx, written.strip())
    return case.number if case else None


def terms_of(tx: Transaction, case: Case) -> dict[str, Term]:
    """Give the terms that were computed in a case, by the name of their variable."""
    return _terms(tx, store.instances.look_at_case(tx, case.number))


def variables(tx: Transaction, running: Running) -> Variables:
    """Give the variables of an instance as they are, or as they were when it ended."""
    if running.snapshot is not None:
        found = instances.definition(tx, running.digest)
        return interpreter.variables(found, running.snapshot)
    lines = store.history.lines(tx, running.id)
    told = (
        entries.read(line.kind, line.facts, store.history.opened(tx, running.case_number, line))
        for line in lines
    )
    return pasts.fold(told).variables


def _seen(tx: Transaction, number: str, by: Person) -> Case:
    case = store.cases.find_for(tx, number, by)
    if case is None:
        raise UnknownCase
    return case


def may_add(tx: Transaction, number: str, by: Person) -> bool:
    """Tell whether this person's bodies work on a case, so that she may add to it."""
    return store.cases.is_worked_on(tx, number, by)


def _worked_on(tx: Transaction, number: str, by: Person) -> Case:
    case = _seen(tx, number, by)
    if not may_add(tx, number, by):
        raise ReadOnly
    return case


def _keep(tx: Transaction, case: Case, new: Upload, who: Who, task_id: str) -> None:
    digest = sha256(new.content).hexdigest()
    found = Document(
        new.id, case.number, task_id or None, tx.now, who.by, new.name, digest, len(new.content)
    )
    store.cases.add_document(tx, found, new.content)
    _note(tx, case, DocumentAdded(new.id, digest, found.size, name=new.name), who)


def _note(tx: Transaction, case: Case, record: CommentAdded | DocumentAdded, who: Who) -> None:
    """Write it into the history of the case's first instance."""
    first = store.instances.of_case(tx, case.number)[0]
    instances.note(tx, first.id, record, who)


def _terms(tx: Transaction, running: list[Running]) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for one in running:
        with suppress(EngineError, ValueError):  # erased or damaged: nothing to tell
            for name, value in variables(tx, one).items():
                if isinstance(value, dict) and "stappen" in value:
                    found[name] = Term.from_context(value)
    return found
