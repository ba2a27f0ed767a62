"""Two tabs of one task: what a page left as it found it stays as the other tab saved it.

Where both changed the same question, what was saved first is kept beside the draft and shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import request

from engine import forms
from engine.forms import Form, Kind
from engine.tasks import Draft
from webui import labels, language
from webui.forms import FOUND, Posted, Raw
from webui.language import gettext as _
from webui.sheets import Sheet

#: in a draft: what gave way, question by question; no field can have this name
_REPLACED = "wat-er-eerst-stond"
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Merged:
    """What two tabs hold together; `replaced` is what gave way, as a draft keeps it."""

    raw: dict[str, list[str]]
    replaced: tuple[str, ...]


def marks(sheet: Sheet, form: Form, raw: Raw) -> str:
    """Mark what each question on a page holds, so that it can be told later what was changed."""
    drawn = (each.name for group in sheet.groups for each in group.controls)
    compared = (name for name in drawn if form.field(name).kind is not Kind.FILES)
    marked = ((name, _mark(_of(name, raw))) for name in compared)
    return " ".join(f"{name}:{mark}" for name, mark in marked if mark)


def merged(form: Form, raw: Raw, posted: Posted | None, theirs: Draft) -> Merged:
    """Put together what this page holds and a draft that was saved since it was made.

    What the page left as it found it stays as it was saved; of the rest what the page holds counts.
    The files of both stay. A page without marks is taken to have changed everything.
    """
    saved, both = theirs.raw or {}, dict(raw)
    found, gave_way = _found(), {}
    for question in form.fields:
        name = question.name
        mine, other = _of(name, raw), _of(name, saved)
        if question.kind is Kind.FILES:
            files = dict.fromkeys([*raw.get(name, []), *saved.get(name, [])])
            both[name] = [one for one in files if not posted or one != posted.dropped]
            continue
        was, left = (None if found is None else found.get(name, "")), _mark(other)
        if _mark(mine) == was:
            both = {path: held for path, held in both.items() if path not in mine} | other
        elif left not in (was, _mark(mine)):
            gave_way[name] = other
    now = (json.dumps(gave_way, ensure_ascii=False),) if gave_way else ()
    return Merged(both, (*saved.get(_REPLACED, ()), *now))


def still_replaced(draft: Draft) -> tuple[str, ...]:
    """Give what gave way to this draft, to keep it for the next one."""
    return tuple((draft.raw or {}).get(_REPLACED, ()))


def draft(form: Form, raw: Raw, replaced: tuple[str, ...]) -> dict[str, list[str]]:
    """Give a draft as it is kept."""
    return forms.draft(form, raw) | ({_REPLACED: list(replaced)} if replaced else {})


def replaced(form: Form | None, draft: Draft | None) -> list[tuple[str, str]]:
    """Give pairs of a question and what stood there before this draft took its place."""
    if form is None or draft is None:
        return []
    return [pair for one in still_replaced(draft) for pair in _said(form, json.loads(one))]


def _said(form: Form, gave_way: Mapping[str, Raw]) -> Iterator[tuple[str, str]]:
    reader = language.chosen()
    for question in form.fields:
        if question.name in gave_way:
            held = gave_way[question.name].items()
            typed = [(path, text) for path, texts in held for text in texts]
            nothing = [(question.label.say(reader), _("Niet ingevuld"))]
            yield from labels.labelled(form, typed) or nothing


def _found() -> dict[str, str] | None:
    """Read what `marks` put on the page; None when it stood on no page."""
    text = request.form.get(FOUND)
    if text is None:
        return None
    pairs = (one.partition(":") for one in text.split())
    return {name: mark for name, _colon, mark in pairs}


def _of(name: str, raw: Raw) -> dict[str, list[str]]:
    """Give what one question holds; of a table all of its cells."""
    return {path: held for path, held in raw.items() if path == name or path.startswith(f"{name}.")}


def _mark(held: Raw) -> str:
    """Tell answers apart; browsers write the ends of lines in their own way. Nothing is empty."""
    typed = {
        path: sorted("\n".join(text.splitlines()).strip() for text in texts if text.strip())
        for path, texts in sorted(held.items())
    }
    said = [pair for pair in typed.items() if pair[1]]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:_SHORT] if said else ""
