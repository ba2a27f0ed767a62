"""Forms as data: read a definition, draw from it, read and judge what people answer.

A form is one JSON file, a stated subset of JSON Schema 2020-12 with `ui` hints and FEEL; what is
outside the subset is refused by name. See docs/forms.md.
"""

from __future__ import annotations

from engine.forms.conditions import Condition, Functions, Setting
from engine.forms.definition import (
    Choice,
    Choices,
    Field,
    Form,
    Kind,
    Limits,
    Reading,
    Rule,
    Section,
    Widget,
)
from engine.forms.entries import Unreadable, remark, seen, unseen
from engine.forms.files import ENDINGS, HEAD_BYTES, MOST_BYTES, check_file
from engine.forms.judging import misfits
from engine.forms.parsing import parse, parse_list, types, with_lists
from engine.forms.problems import InvalidForm
from engine.forms.reading import accept, check, draft, read, start
from engine.forms.sentences import short
from engine.forms.showing import refill, show, show_field, show_value
from engine.forms.texts import texts

__all__ = [
    "ENDINGS",
    "HEAD_BYTES",
    "MOST_BYTES",
    "Choice",
    "Choices",
    "Condition",
    "Field",
    "Form",
    "Functions",
    "InvalidForm",
    "Kind",
    "Limits",
    "Reading",
    "Rule",
    "Section",
    "Setting",
    "Unreadable",
    "Widget",
    "accept",
    "check",
    "check_file",
    "draft",
    "misfits",
    "parse",
    "parse_list",
    "read",
    "refill",
    "remark",
    "seen",
    "short",
    "show",
    "show_field",
    "show_value",
    "start",
    "texts",
    "types",
    "unseen",
    "with_lists",
]
