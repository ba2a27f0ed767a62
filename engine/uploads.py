"""Files on their way in: looked at before they are kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from engine import forms
from engine.errors import EngineError
from engine.model import Words


class FileRefused(EngineError):
    """The file cannot be added."""

    nl = "{reason_nl}"
    en = "{reason_en}"

    def __init__(self, reason: Words) -> None:
        super().__init__(reason_nl=reason.nl, reason_en=reason.en)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in. `id` is made by `upload`, so that answers can name it already."""

    id: str
    name: str
    content: bytes


def upload(name: str, content: bytes) -> Upload:
    """Look at a file before it is kept. Raises FileRefused with what is wrong with it."""
    wrong = forms.check_file(name, content[: forms.HEAD_BYTES], len(content))
    if wrong is not None:
        raise FileRefused(wrong)
    return Upload(uuid.uuid4().hex, name, content)
