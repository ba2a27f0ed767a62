"""Judges a form that is offered: what contradicts itself, comes too late, or can only go wrong.

A form in use is not judged: a new rule is for new forms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from engine import feel
from engine.forms.agreement import disagreements
from engine.forms.conditions import Condition
from engine.forms.definition import Field, Form, Kind
from engine.forms.problems import Problems
from engine.model import Excerpt, Severity, Words

Types = Mapping[str, feel.Type | None]
_TEXTS = feel.list_type(feel.TYPES["string"])
#: what an answer is in FEEL; nothing is told of files and rows
_TYPES: Mapping[Kind, feel.Type] = {
    Kind.TEXT: feel.TYPES["string"],
    Kind.NUMBER: feel.TYPES["number"],
    Kind.INTEGER: feel.TYPES["number"],
    Kind.YES_NO: feel.TYPES["boolean"],
    Kind.DATE: feel.TYPES["date"],
    Kind.TIME: feel.TYPES["time"],
    Kind.SEVERAL: _TEXTS,
    Kind.LINES: _TEXTS,
}
_TRUTH = (feel.TYPES["boolean"],)
_NO_QUESTION = Words("er is geen vraag in dit deel.", "there is no question in this section.")


def misfits(form: Form, functions: Collection[str] = ()) -> list[tuple[Words, Excerpt | None]]:
    """Give all that is wrong with a form that could be read, each with its place and expression."""
    judge = _Judge(functions, Problems())
    _fields(form.fields, judge.problems, "")
    for section in form.sections:
        if not section.fields:
            place = f"sections/{section.name}"
            judge.problems.add(place, _NO_QUESTION.nl, _NO_QUESTION.en)
    known = _types(form.fields)
    judge.fields(form.fields, known, "")
    for number, rule in enumerate(form.rules):
        names = rule.condition.expression.names
        own = dict.fromkeys(names) if "." in rule.field else known  # a rule about rows reads rows
        judge.one(rule.condition, own, _TRUTH, f"rules/{number}/feel")
    return list(zip(judge.problems.found, judge.problems.excerpts, strict=True))


def _fields(fields: tuple[Field, ...], problems: Problems, outer: str) -> None:
    """Judge questions one by one, and refuse conditions on answers that come later.

    Those would never be known in time.
    """
    later = [each.name for each in fields]
    for field in fields:
        for why in disagreements(field):
            problems.add(f"{outer}{field.name}", why.nl, why.en)
        for hint, condition, _ in _hints(field):
            names = condition.expression.names | condition.expression.possible
            for name in sorted(names & set(later)):
                problems.add(
                    f"{outer}{field.name}/ui/{hint}",
                    f"'{name}' wordt niet eerder gevraagd.",
                    f"'{name}' is not asked before this.",
                )
        later.remove(field.name)
        _fields(field.columns, problems, f"{field.name}/")


def _types(fields: Iterable[Field]) -> Types:
    """Give the names of answers with their types, if they can be told."""
    return {field.name: _TYPES.get(field.kind) for field in fields}


class _Judge:
    """Looks at one expression after the other; `functions` are the names that may be called."""

    def __init__(self, functions: Collection[str], problems: Problems) -> None:
        self.problems = problems
        self._functions = dict.fromkeys(functions)

    def fields(self, fields: Iterable[Field], known: Types, outer: str) -> None:
        """Look at the hints of some questions, and of those inside them."""
        for field in fields:
            for hint, condition, wanted in _hints(field):
                self.one(condition, known, wanted, f"{outer}{field.name}/ui/{hint}")
            if field.columns:
                self.fields(field.columns, {**known, **_types(field.columns)}, f"{field.name}/")

    def one(
        self, condition: Condition, known: Types, wanted: tuple[feel.Type, ...], place: str
    ) -> None:
        """Look at one expression; names that are no answers may be anything."""
        read = condition.expression
        names = self._functions | dict.fromkeys((*read.names, *read.possible, *read.calls))
        for found in feel.check(read, names | dict(known), wanted=wanted):
            if found.severity is Severity.ERROR:
                excerpt = Excerpt(read.text, *found.span)
                self.problems.add(place, found.words.nl, found.words.en, excerpt)


def _hints(field: Field) -> Iterator[tuple[str, Condition, tuple[feel.Type, ...]]]:
    for hint, condition in (("show-if", field.show_if), ("required-if", field.required_if)):
        if condition is not None:
            yield hint, condition, _TRUTH
    if field.value is not None:
        own = _TYPES.get(field.kind)
        yield "value", field.value, () if own is None else (own,)
