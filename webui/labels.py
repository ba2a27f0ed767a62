"""What was typed into a form, said with the words of its questions and choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine import forms
from engine.forms import Field, Form, Kind
from webui import language
from webui.forms import ACTION, FOUND, KEY, SEEN, Raw
from webui.language import gettext as _

#: of the page, and nothing that anybody typed
_TECHNICAL = (ACTION, KEY, SEEN, FOUND)


def labelled(form: Form | None, fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give pairs of a question and what was typed there; without a form, by the field's name."""
    typed = [(name, text) for name, text in fields if text.strip() and name not in _TECHNICAL]
    if form is None:
        return [(name.replace("_", " ").capitalize(), text) for name, text in typed]
    raw: dict[str, list[str]] = {}
    for name, text in typed:
        raw.setdefault(name, []).append(text)
    return list(_labelled(form, forms.draft(form, raw)))


def _labelled(form: Form, raw: Raw) -> Iterator[tuple[str, str]]:
    for path, texts in raw.items():
        question = form.field(path)
        place = path.partition(".")[2].partition(".")[0]
        label = question.label.say(language.chosen())
        if place.isdigit():
            label = _("%(what)s, regel %(number)s", what=label, number=int(place) + 1)
        if question.kind is not Kind.FILES:
            yield label, ", ".join(_said(question, text) for text in texts)


def _said(question: Field, text: str) -> str:
    """Say a choice by its label; anything else as it was typed."""
    if question.kind is Kind.YES_NO:
        return {"ja": _("Ja"), "nee": _("Nee")}.get(text, text)
    for choice in question.choices:
        if str(choice.value) == text:
            return choice.label.say(language.chosen())
    return text
