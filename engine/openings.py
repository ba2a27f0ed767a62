"""Open a case with its first instance, also for people without an account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from engine import forms, instances, interpreter, store, terms
from engine.errands import Beginning, UnknownProcess
from engine.errors import EngineError
from engine.forms import Form
from engine.model import HOME, Case, Sending, Who
from engine.store import Transaction
from engine.values import Variables

PUBLIC_FORMS = ("F01", "F08")  #: what people without an account may send: an idea, an objection
FIRST_STATUS = "Nieuw"
BY_HAND = "by hand"  #: why an instance was cancelled, when not by another
STOPPED_STATUS = "Gestopt"  #: of a case that an administrator stopped
LONGEST_TITLE = 200
SENT_OVER = timedelta(minutes=15)
SENT_PER_ADDRESS = 10

_Lists = tuple[tuple[str, bytes], ...]


class TooManySent(EngineError):
    """Somebody without an account sent many forms in a short time."""

    nl = "Vanaf deze plek is net al {most} keer iets gestuurd. Probeer het over {minutes} minuten."
    en = "{most} forms were sent from this place just now. Try again in {minutes} minutes."

    def __init__(self) -> None:
        minutes = int(SENT_OVER.total_seconds() // 60)
        super().__init__(most=SENT_PER_ADDRESS, minutes=minutes)


class AlreadySent(EngineError):
    """A case was opened by this very form already."""

    nl = "Dit formulier is al ontvangen. U hoeft het niet nog eens te sturen."
    en = "This form was received already. You need not send it again."


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case opens with.

    `start` is the start event triggered, None for the plain one; `about` the number of the case
    it objects to; `receipt` a secret by which the sender can look at the status later; `due` the
    moment of the timer that opens it; `gathered` what does together, and `senders` where that was
    sent.
    """

    process_id: str
    variables: Variables
    start: str | None = None
    about: str | None = None
    receipt: str | None = None
    due: datetime | None = None
    gathered: Variables = field(default_factory=dict)
    senders: tuple[Sending, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    number: str
    instance_id: str


def open_case(tx: Transaction, opening: Opening, who: Who) -> Opened:
    """Open a case and start its process; one receipt opens one case.

    Raises UnknownProcess, NotWaitingHere (CannotBegin when a start must be chosen), AlreadySent.
    """
    digest = store.bundles.current_digest(tx, opening.process_id)
    if digest is None:
        raise UnknownProcess(opening.process_id)
    found = instances.definition(tx, digest)
    receipt = receipt_digest(opening.receipt) if opening.receipt else None
    number = store.cases.next_number(tx, found.series, tx.now.astimezone(HOME).year)
    # who takes a number holds the counter, so nobody else can open the same case meanwhile
    if receipt and store.cases.find_by_receipt(tx, receipt) is not None:
        raise AlreadySent
    case = Case(
        number=number,
        title=interpreter.evaluate_title(found, opening.variables, tx.now)[:LONGEST_TITLE],
        process_id=opening.process_id,
        status=FIRST_STATUS,
        opened_at=tx.now,
        closed_at=None,
        about=opening.about,
    )
    store.cases.add(tx, case, receipt)
    beginning = Beginning(
        *(opening.process_id, number, opening.variables, opening.start),
        due=opening.due,
        gathered=opening.gathered,
        senders=opening.senders,
    )
    return Opened(number, instances.start(tx, beginning, who))


def admit(tx: Transaction, address: str) -> None:
    """Note that somebody without an account sends something. Raises TooManySent.

    What is noted stands beside the sign-ins that failed, under an address that nobody has.
    """
    sender = f"public {store.sessions.network(address)}"
    store.sessions.count_alone(tx)
    sent = store.sessions.failures(tx, "", sender, tx.now - SENT_OVER)
    if sent.from_address >= SENT_PER_ADDRESS:
        raise TooManySent
    store.sessions.note_failure(tx, "", sender)


def form(tx: Transaction, form_id: str) -> Form | None:
    """Give a form of the library as it is now, for a page before there is a case."""
    return next((_parsed(*kept) for kept in _kept(tx, [form_id])), None)


def public_forms(tx: Transaction) -> Iterator[Form]:
    """Yield the forms that people without an account fill in, as far as they can be read."""
    for content, lists in _kept(tx, PUBLIC_FORMS):
        with suppress(forms.InvalidForm):
            yield _parsed(content, lists)


def _kept(tx: Transaction, form_ids: Sequence[str]) -> Iterator[tuple[bytes, _Lists]]:
    found, lists = store.bundles.forms_in_library(tx, form_ids)
    for form_id in form_ids:
        if form_id in found:
            yield found[form_id], tuple(lists.items())


@lru_cache(maxsize=16)
def _parsed(content: bytes, lists: _Lists) -> Form:
    choices = {name: forms.parse_list(found) for name, found in lists}
    return forms.parse(content, choices, functions=terms.FUNCTIONS)


def receipt_digest(receipt: str) -> str:
    """Give the form in which a receipt is kept."""
    return sha256(receipt.encode()).hexdigest()
