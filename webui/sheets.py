"""From a form to what a page draws: every question with its words, as the reader sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engine.forms import Field, Form, Kind, Reading, Section, Widget, short, show_field
from engine.model import Words
from engine.values import Value
from webui import language
from webui.forms import Posted
from webui.language import gettext as _
from webui.revealing import Asked, Reveals, reveals

Sentences = Mapping[str, Words]

_INPUT_MODES = {"email": "email", "tel": "tel", "uri": "url", "kvk": "numeric"}
_AUTOCOMPLETE = {"email": "email", "tel": "tel"}
_WIDTHS = {1: "w1", 2: "w2", 3: "w3"}
_USUAL_WIDTHS = {Widget.MONEY: "w2", Widget.DATE: "w2", Widget.TIME: "w1", Widget.SELECT: "w3"}
_USUAL_WIDTHS_BY_KIND = {Kind.NUMBER: "w2", Kind.INTEGER: "w1"}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice, as posted and as said; `classes` are of the questions it opens or closes."""

    value: str
    words: str
    is_chosen: bool
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """A question as the page draws it; `name` is the path it is posted under, and its id.

    `held` is what the widget holds, exactly as typed; `shown` what a readonly one says. `rows` are
    the rows of a table, `heads` its columns.
    """

    name: str
    widget: str
    label: str
    hint: str = ""
    error: str = ""
    warning: str = ""
    is_optional: bool = False
    held: tuple[str, ...] = ()
    shown: str = ""
    options: tuple[Option, ...] = ()
    classes: str = ""
    width: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    heads: tuple[Control, ...] = ()
    rows: tuple[tuple[Control, ...], ...] = ()

    @property
    def value(self) -> str:
        return self.held[-1] if self.held else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one title; `title` is empty for questions outside any section."""

    id: str
    title: str
    intro: str
    controls: tuple[Control, ...]

    @property
    def faults(self) -> int:
        return sum(bool(control.error) for control in self.controls)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole form as the page draws it; `problems` pairs the id of a control with a sentence."""

    title: str
    intro: str
    groups: tuple[Group, ...]
    problems: tuple[tuple[str, str], ...]
    computes: bool
    focus: str = ""


def draw(asked: Asked, reading: Reading, errors: Sentences, posted: Posted | None = None) -> Sheet:
    """Give the form to draw: `reading` as the engine read it, with these errors shown.

    `errors` is empty for a form that nobody tried to complete yet, else `reading.errors`.
    """
    reader = language.chosen()
    drawing = _Drawing(asked, reading, errors, reveals(asked, reading.answers), posted, reader)
    form = asked.form
    return Sheet(
        title=form.title.say(drawing.language),
        intro=form.intro.say(drawing.language) if form.intro else "",
        groups=tuple(drawing.groups()),
        problems=tuple((path, drawing.problem(path, words)) for path, words in errors.items()),
        computes=computes(form),
        focus=posted.focus if posted else "",
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A sheet in the making."""

    asked: Asked
    reading: Reading
    errors: Sentences
    reveals: Reveals
    posted: Posted | None
    language: str

    def say(self, words: Words | None) -> str:
        return words.say(self.language) if words else ""

    def problem(self, path: str, words: Words) -> str:
        """Say what is wrong where nothing else tells which question it is about."""
        sentence = self.say(words)
        label = self.asked.form.field(path).label.say(self.language)
        place = path.partition(".")[2].partition(".")[0]
        line = _("regel %(number)s", number=int(place) + 1) if place.isdigit() else ""
        is_told = short(label) in sentence
        about = ", ".join(each for each in ("" if is_told else label, line) if each)
        if not about:
            return sentence
        return f"{about} {sentence}" if about.endswith("?") else f"{about}: {sentence}"

    def groups(self) -> Iterator[Group]:
        sections = {section.name: section for section in self.asked.form.sections}
        for name in ("", *sections):
            fields = [each for each in self.asked.form.fields if each.section == name]
            controls = tuple(self.control(each) for each in fields if self._is_drawn(each))
            if controls:
                yield self._group(sections.get(name), controls)

    def control(self, question: Field) -> Control:
        value = self.reading.answers.get(question.name)
        drawn = self.cell(question, question.name, value)
        if self.reveals.of_field or self.reveals.of_choice:
            drawn = self._revealing(question.name, drawn)
        return self._table(question, drawn) if question.kind is Kind.TABLE else drawn

    def cell(self, question: Field, path: str, value: Value) -> Control:
        held = tuple(self.reading.raw.get(path, ()))
        return Control(
            name=path,
            widget=question.widget.value,
            label=_label(question, self.language),
            hint=_hint(question, self.say(question.help)),
            error=self.say(self.errors.get(path)),
            warning=self.say(self.reading.warnings.get(path)),
            is_optional=not question.required and question.required_if is None,
            held=held,
            shown=show_field(question, value, self.language),
            options=tuple(_options(question, held, self.language)),
            width=_width(question),
            inputmode=_inputmode(question),
            autocomplete=_AUTOCOMPLETE.get(question.format or "", ""),
        )

    def _revealing(self, name: str, drawn: Control) -> Control:
        """Tell the stylesheet which questions this one opens or closes, and is opened by."""
        return replace(
            drawn,
            classes=" ".join(self.reveals.of_field.get(name, ())),
            options=tuple(
                replace(option, classes=self._choice_classes(name, option.value))
                for option in drawn.options
            ),
        )

    def _is_drawn(self, question: Field) -> bool:
        """Leave out what is not asked now, unless the stylesheet decides about it."""
        return question.name not in self.reading.hidden or question.name in self.reveals.of_field

    def _choice_classes(self, name: str, choice: str) -> str:
        return " ".join(self.reveals.of_choice.get((name, choice), ()))

    def _group(self, section: Section | None, controls: tuple[Control, ...]) -> Group:
        if section is None:
            return Group("", "", "", controls)
        return Group(
            f"deel-{section.name}", self.say(section.title), self.say(section.intro), controls
        )

    def _table(self, question: Field, drawn: Control) -> Control:
        rows = self.reading.answers.get(question.name)
        answers = list(rows) if isinstance(rows, list) else []
        blank = self.posted.blank_rows.get(question.name, 0) if self.posted else 0
        answers += [{}] * max(blank, 0 if answers else 1)
        return replace(
            drawn,
            heads=tuple(self.cell(column, column.name, None) for column in question.columns),
            rows=tuple(
                tuple(
                    self.cell(
                        column, f"{question.name}.{place}.{column.name}", row.get(column.name)
                    )
                    for column in question.columns
                )
                for place, row in enumerate(answers)
            ),
        )


def _all_fields(form: Form) -> Iterator[Field]:
    for each in form.fields:
        yield each
        yield from each.columns


def computes(form: Form) -> bool:
    """Tell whether something that is typed here changes what stands elsewhere on the form."""
    typed = {each.name for each in _all_fields(form) if each.value is None}
    return any(each.value and each.value.expression.names & typed for each in _all_fields(form))


def _label(question: Field, reader: str) -> str:
    label = question.label.say(reader)
    if question.widget is Widget.READONLY:
        return label
    unit = "€" if question.widget is Widget.MONEY else question.unit
    return f"{label} ({unit})" if unit and f"({unit})" not in label else label


def _hint(question: Field, said: str) -> str:
    """Give the help of the form, with the least length unless it says that itself."""
    least = question.limits.min_length
    if not least or least == 1 or question.widget is Widget.READONLY or str(least) in said:
        return said or _usual_hint(question)
    return " ".join(each for each in (said, _("Minstens %(count)s tekens.", count=least)) if each)


def _usual_hint(question: Field) -> str:
    if question.widget is Widget.DATE:
        return _("Bijvoorbeeld 13-04-2026.")
    return _("Bijvoorbeeld 14.30.") if question.widget is Widget.TIME else ""


def _options(question: Field, held: tuple[str, ...], reader: str) -> Iterator[Option]:
    if question.kind is Kind.YES_NO:
        for value, words in (("ja", _("Ja")), ("nee", _("Nee"))):
            yield Option(value, words, value in held)
    for choice in question.choices:
        yield Option(str(choice.value), choice.label.say(reader), str(choice.value) in held)


def _width(question: Field) -> str:
    if question.width is not None:
        return _WIDTHS[question.width]
    usual = _USUAL_WIDTHS.get(question.widget) or _USUAL_WIDTHS_BY_KIND.get(question.kind)
    return usual or ("w3" if question.format else "")


def _inputmode(question: Field) -> str:
    if question.kind is Kind.INTEGER:
        return "numeric"
    return (
        "decimal" if question.kind is Kind.NUMBER else _INPUT_MODES.get(question.format or "", "")
    )
