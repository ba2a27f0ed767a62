"""Records: noted in history beside the causes, moving nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.events.sealed import SEALED
from engine.model import Place


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
class Unreadable:
    """Stands for an entry that somebody changed so that it cannot be read; never written."""


Record = TaskClaimed | TaskReleased | CommentAdded | DocumentAdded
