"""Records: noted in history beside the causes, moving nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.events.sealed import SEALED
from engine.model import Place, Sending


@dataclass(frozen=True, slots=True)
class TaskClaimed:
    place: Place


@dataclass(frozen=True, slots=True)
class TaskReleased:
    place: Place


@dataclass(frozen=True, slots=True)
class CommentAdded:
    comment_id: str
    text: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True)
class DocumentAdded:
    """`sha256` is that of the document's bytes as they were sent."""

    document_id: str
    sha256: str
    size: int
    place: Place | None = None
    name: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ServiceAnsweredLate:
    """A service did its work, but nobody waits for the answer any more."""

    place: Place
    service: str
    answer: Any = field(default=None, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class MessageDismissed:
    """An administrator took a message or signal away that this instance sent.

    `why` is unclaimed when nobody waited for it in time, undeliverable when something failed.
    `sent` is where it was sent; None in an older history.
    """

    message: str
    key: str | None
    sent_at: datetime
    why: str = "unclaimed"
    sent: Sending | None = None


@dataclass(frozen=True, slots=True)
class MessageOfferedAgain:
    """An administrator let a message or signal that this instance sent be delivered after all.

    `why` is as with one that was dismissed; `sent` is where it was sent.
    """

    message: str
    key: str | None
    sent_at: datetime
    why: str
    sent: Sending | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for an entry that somebody changed so that it cannot be read; never written."""


Record = (
    TaskClaimed
    | TaskReleased
    | CommentAdded
    | DocumentAdded
    | ServiceAnsweredLate
    | MessageDismissed
    | MessageOfferedAgain
)
