"""Files that come with a form: looked at, and named in the answers before they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import request

from engine import uploads
from engine.forms import Form, Kind
from engine.model import Words
from engine.uploads import FileRefused, Upload
from webui.forms import Raw


@dataclass(slots=True)
class Uploads:
    """What came in for which question, and what was refused there."""

    kept: list[tuple[str, Upload]] = field(default_factory=list)
    refused: dict[str, Words] = field(default_factory=dict)

    def refuse(self, name: str, wrong: FileRefused) -> None:
        """Keep why a file is refused, beside those of the same question."""
        before = self.refused.get(name, Words("", ""))
        both = (before.nl, wrong.sentence("nl")), (before.en, wrong.sentence("en"))
        self.refused[name] = Words(*(" ".join(each for each in one if each) for one in both))


def sent(form: Form) -> Uploads:
    """Look at the files of this request; a file for no question is dropped."""
    found = Uploads()
    for question in form.fields:
        if question.kind is not Kind.FILES:
            continue
        for file in request.files.getlist(question.name):
            if not file.filename:
                continue
            with file.stream as stream:
                content = stream.read()
            try:
                found.kept.append((question.name, uploads.upload(file.filename, content)))
            except FileRefused as wrong:
                found.refuse(question.name, wrong)
    return found


def named(form: Form, raw: Raw, found: Uploads, known: Iterable[str]) -> dict[str, list[str]]:
    """Give the answers with the new files added; of the others only those that are `known`."""
    allowed = set(known)
    answers = dict(raw)
    for question in form.fields:
        if question.kind is Kind.FILES:
            before = [each for each in raw.get(question.name, ()) if each in allowed]
            new = [upload.id for name, upload in found.kept if name == question.name]
            answers[question.name] = before + new
    return answers
