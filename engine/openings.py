"""Open a case with its first instance."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from engine import instances, interpreter, store
from engine.instances import Beginning, UnknownProcess
from engine.model import HOME, Case, Who
from engine.store import Transaction
from engine.values import Variables

FIRST_STATUS = "Nieuw"
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case opens with.

    `start` is the start event triggered, None for the plain one; `about` the number of the case
    it objects to; `receipt` a secret by which the sender can look at the status later.
    """

    process_id: str
    variables: Variables
    start: str | None = None
    about: str | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    number: str
    instance_id: str


def open_case(tx: Transaction, opening: Opening, who: Who) -> Opened:
    """Open a case and start its process. Raises UnknownProcess, NotWaitingHere."""
    digest = store.bundles.current_digest(tx, opening.process_id)
    if digest is None:
        raise UnknownProcess(opening.process_id)
    found = instances.definition(tx, digest)
    number = store.cases.next_number(tx, found.series, tx.now.astimezone(HOME).year)
    case = Case(
        number=number,
        title=interpreter.evaluate_title(found, opening.variables, tx.now)[:LONGEST_TITLE],
        process_id=opening.process_id,
        status=FIRST_STATUS,
        opened_at=tx.now,
        closed_at=None,
        about=opening.about,
    )
    store.cases.add(tx, case, receipt_digest(opening.receipt) if opening.receipt else None)
    beginning = Beginning(opening.process_id, number, opening.variables, opening.start)
    return Opened(number, instances.start(tx, beginning, who))


def receipt_digest(receipt: str) -> str:
    """Give the form in which a receipt is kept."""
    return sha256(receipt.encode()).hexdigest()
