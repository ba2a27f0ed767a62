"""A form as somebody filled it in, with the files that came along: read, judged and drawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine import forms, terms
from engine.forms import Form, Reading
from engine.model import Words
from engine.store import Transaction
from engine.values import Variables
from webui import sheets, uploads
from webui.forms import COMPLETE, Posted, Raw
from webui.forms import posted as read_posted
from webui.language import gettext as _
from webui.revealing import Asked
from webui.sheets import Sheet
from webui.uploads import Uploads


@dataclass(frozen=True, slots=True)
class Filled:
    """What this request holds of a form."""

    reading: Reading
    posted: Posted
    files: Uploads

    @property
    def errors(self) -> Mapping[str, Words]:
        """Give what is wrong: with files always, with answers once somebody wants to be done."""
        wrong = self.reading.errors if self.posted.wish == COMPLETE else {}
        return {**wrong, **self.files.refused}

    @property
    def is_right(self) -> bool:
        """Whether somebody wants to be done, and may be."""
        return self.posted.wish == COMPLETE and not self.errors

    @property
    def lost(self) -> list[str]:
        """Name the files that are not kept when the form is shown again: no browser does."""
        return [upload.name for _question, upload in self.files.kept]


def asked(tx: Transaction, form: Form, known: Variables) -> Asked:
    """Ask a form here and now."""
    return Asked(form, known, tx.now, terms.FUNCTIONS)


def read(one: Asked) -> Filled:
    """Read the form that this request holds, with its files."""
    posted, files = read_posted(one.form), uploads.sent(one.form)
    raw = uploads.named(one.form, posted.raw, files, ())
    return Filled(_reading(one, raw), posted, files)


def drawn(one: Asked, filled: Filled | None) -> Sheet:
    """Draw a form: as it was filled in, or as nobody touched it yet."""
    if filled is not None:
        return sheets.draw(one, _without_files(filled), filled.errors, filled.posted)
    blank = forms.start(one.form, known=one.known, at=one.at, functions=one.functions)
    return sheets.draw(one, _reading(one, blank), {})


def _without_files(filled: Filled) -> Reading:
    """Give what was read with none of its files, which nobody keeps; each question names its own.

    The answers stay: what they opened on the form stays open.
    """
    lost: dict[str, list[str]] = {}
    for question, upload in filled.files.kept:
        lost.setdefault(question, []).append(upload.name)
    asked = {question: _asked_again(names) for question, names in lost.items()}
    reading = filled.reading
    return replace(
        reading,
        raw={**reading.raw, **{question: [] for question in lost}},
        warnings={**reading.warnings, **asked},
    )


def _asked_again(names: list[str]) -> Words:
    said = _(
        "Kies nog een keer, want de browser bewaart geen bestanden: %(files)s.",
        files=", ".join(names),
    )
    return Words(said, said)


def _reading(one: Asked, raw: Raw) -> Reading:
    return forms.read(one.form, raw, known=one.known, at=one.at, functions=one.functions)
