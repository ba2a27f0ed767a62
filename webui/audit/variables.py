"""What an instance knew at some moment, and what the event of that moment changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.events import InstanceStarted, VariableSet
from engine.forms import Field, Form
from engine.pasts import Past
from engine.replay import Content, Happening
from engine.values import Value, Variables
from webui import language
from webui.audit.values import Shown, in_words, said, shown
from webui.audit.watched import Watched, name_of
from webui.language import gettext as _

#: a scope of an instance: 0 is the instance itself, else the token of a sub-process or an item
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One variable. `where` is the step it belongs to, empty for the whole instance.

    `group` is the step that wrote it last. `was` is what it held before this event; None when it
    was not there. `since` is the position that changed it last. `is_lost`: what it held was
    erased or cannot be opened.
    """

    label: str
    where: str
    group: str
    shown: Shown
    was: Shown | None
    since: int
    is_changed: bool
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Variables that belong together, under a name of their own."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What variables are called and how they are said: by the questions that asked for them."""

    questions: Mapping[str, Field]
    names: Mapping[str, str]

    def label(self, name: str) -> str:
        question = self.questions.get(name)
        return question.label.say(language.chosen()) if question else in_words(name)

    def said(self, name: str, value: Value) -> str:
        return said(value, self.questions.get(name), self.names)

    def shown(self, name: str, value: Value) -> Shown:
        return shown(value, self.questions.get(name), self.names)

    def of_form(self, form: Form) -> Known:
        """Give the same, with the questions of this form first."""
        return replace(self, questions={**self.questions, **{one.name: one for one in form.fields}})


def known(forms: Iterable[Form], seen: Watched) -> Known:
    """Bring together what the forms of a case ask, the first question of each name."""
    questions: dict[str, Field] = {}
    for form in forms:
        for one in form.fields:
            questions.setdefault(one.name, one)
    return Known(questions, {**seen.teller.files, **seen.names})


def rows(seen: Watched, here: Happening, past: Past, before: Past, words: Known) -> list[Row]:
    """Give all variables as they were, those that this event changed first."""
    changes = _changes(one for one in seen.history if one.position <= here.position)
    earlier = dict(_all(before))
    found = []
    for key, value in _all(past):
        scope, name = key
        changed = changes.get(key, seen.history[0])
        is_changed = key not in earlier or earlier[key] != value
        found.append(
            Row(
                label=words.label(name),
                where=_where(seen, past, scope),
                group=_written_at(seen, changed),
                shown=words.shown(name, value),
                was=words.shown(name, earlier[key]) if is_changed and key in earlier else None,
                since=changed.position,
                is_changed=is_changed,
                is_lost=changed.content is not Content.OPEN,
            )
        )
    return sorted(found, key=lambda row: (not row.is_changed, row.where, row.label.casefold()))


def grouped(found: Iterable[Row]) -> tuple[Group, ...]:
    """Put what did not change under the steps that wrote it, in the order of their writing."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(found, key=lambda row: row.since):
        if not row.is_changed:
            groups.setdefault(row.where or row.group, []).append(row)
    return tuple(Group(name, tuple(rows)) for name, rows in groups.items())


def _all(past: Past) -> Iterator[tuple[Key, Value]]:
    """Give the variables of the instance, and of what is still going on inside it."""
    scopes: dict[int, Variables] = {0: past.variables}
    scopes |= {token: inner for token, inner in past.inner.items() if token in past.tokens}
    for scope, variables in scopes.items():
        for name, value in variables.items():
            yield (scope, name), value


def _changes(history: Iterable[Happening]) -> dict[Key, Happening]:
    """Tell which event changed each variable last."""
    found: dict[Key, Happening] = {}
    for one in history:
        if one.told is None:
            continue
        if isinstance(one.told.event, InstanceStarted):
            found |= {(0, name): one for name in one.told.event.variables}
        for effect in one.told.effects:
            if isinstance(effect, VariableSet):
                found[effect.scope, effect.name] = one
    return found


def _where(seen: Watched, past: Past, scope: int) -> str:
    if scope == 0:
        return ""
    return _("in '%(what)s'", what=name_of(seen.definition, past.tokens[scope]))


def _written_at(seen: Watched, changed: Happening) -> str:
    place = getattr(changed.told.event, "place", None) if changed.told else None
    return seen.name(place) if place else _("Bij het begin")
