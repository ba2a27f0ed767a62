"""Reading a form definition: all of it, or a list of everything in it that cannot be made out.

A form in use is read like a new one, so what merely should not be is left to `judging`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from engine.forms import schema
from engine.forms.definition import Choices, Field, Form, Kind, Rule, Section
from engine.forms.fields import choices, fields
from engine.forms.problems import InvalidForm, Problems, written
from engine.forms.spot import Around, Lists

_NO_LISTS: Lists = MappingProxyType({})
_KEYWORDS = {
    *("$schema", "$id", "$comment", "title", "intro", "sections", "rules"),
    *("type", "properties", "required", "additionalProperties"),
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def parse(source: bytes, lists: Lists = _NO_LISTS, *, functions: Collection[str] = ()) -> Form:
    """Read a form definition.

    `lists` are the master-data lists by name; a name with a colon (`personen:Kernteam`) is a live
    list, filled with `with_lists` when the form is used. `functions` are the FEEL functions that
    may be called. Raises InvalidForm, with all that cannot be made out; `misfits` judges the rest.
    """
    problems = Problems()
    around = Around(lists, frozenset(functions), problems)
    form = _form(problems.members("formulier", written(source)), around)
    if problems.found:
        raise InvalidForm(problems.found, problems.excerpts)
    return form


def types(source: bytes) -> dict[str, tuple[str | None, str | None]]:
    """Give the name of each answer with the JSON type and format stated for it, if any.

    Raises InvalidForm when the file cannot be read at all.
    """
    problems = Problems()
    members = problems.members("formulier", written(source))
    found = problems.members("properties", members.get("properties", {}))
    stated = {name: problems.members(name, one) for name, one in found.items()}
    if problems.found:
        raise InvalidForm(problems.found)
    return {name: (one.get("type"), one.get("format")) for name, one in stated.items()}


def parse_list(source: bytes) -> Choices:
    """Read a master-data list: `{"choices": [{"const": ..., "title": ..., "title-en": ...}]}`.

    Raises InvalidForm.
    """
    problems = Problems()
    around = Around(_NO_LISTS, frozenset(), problems)
    members = problems.members("lijst", written(source))
    found = choices("choices", members.get("choices"), Kind.TEXT, around)
    if problems.found:
        raise InvalidForm(problems.found)
    return found


def with_lists(form: Form, lists: Lists) -> Form:
    """Give the form with the choices that these lists hold now."""

    def filled(field: Field) -> Field:
        if field.columns:
            return replace(field, columns=tuple(filled(each) for each in field.columns))
        if field.list not in lists:
            return field
        found = replace(field, choices=tuple(lists[str(field.list)]))
        return replace(found, check=schema.checker(found))

    return replace(form, fields=tuple(filled(each) for each in form.fields))


def _form(members: Mapping[str, Any], around: Around) -> Form:
    problems = around.problems
    problems.unknown("formulier", members, _KEYWORDS)
    _constant(problems, members, "type", "object")
    if "$schema" in members:
        _constant(problems, members, "$schema", _DIALECT)
    if "additionalProperties" in members:
        _constant(problems, members, "additionalProperties", expected=False)
    sections = _sections(members, problems)
    found = fields(members, "", around)
    _sectioned(found, sections, problems)
    return Form(
        form_id=problems.text("$id", members.get("$id")),
        title=problems.words("title", members.get("title")),
        intro=problems.some_words("formulier", members, "intro"),
        fields=_by_section(found, sections),
        sections=tuple(
            replace(each, fields=tuple(one.name for one in found if one.section == each.name))
            for each in sections
        ),
        rules=tuple(_rules(members, found, around)),
    )


def _constant(problems: Problems, members: Mapping[str, Any], name: str, expected: object) -> None:
    if members.get(name) != expected:
        problems.add(name, f"hier hoort: {expected}.", f"this must be: {expected}.")


def _sections(members: Mapping[str, Any], problems: Problems) -> list[Section]:
    found = []
    for number, given in enumerate(problems.listed("sections", members.get("sections", []))):
        place = f"sections/{number}"
        each = problems.members(place, given)
        problems.unknown(place, each, ("id", "nl", "en", "intro", "$comment"))
        name = problems.text(f"{place}/id", each.get("id"))
        title = problems.words(place, {"nl": each.get("nl"), "en": each.get("en")})
        found.append(Section(name, title, problems.some_words(place, each, "intro"), ()))
    return found


def _sectioned(found: tuple[Field, ...], sections: list[Section], problems: Problems) -> None:
    names = {each.name for each in sections}
    for field in found:
        if field.section not in (names or {""}):
            problems.add(
                f"{field.name}/ui/section",
                f"er is geen deel '{field.section}' (sections).",
                f"there is no section '{field.section}' (sections).",
            )


def _by_section(found: tuple[Field, ...], sections: list[Section]) -> tuple[Field, ...]:
    order = {each.name: place for place, each in enumerate(sections)}
    return tuple(sorted(found, key=lambda each: order.get(each.section, 0)))


def _rules(members: Mapping[str, Any], found: tuple[Field, ...], around: Around) -> list[Rule]:
    problems = around.problems
    paths = {each.name for each in found}
    paths |= {f"{each.name}.{column.name}" for each in found for column in each.columns}
    rules = []
    for number, given in enumerate(problems.listed("rules", members.get("rules", []))):
        place = f"rules/{number}"
        each = problems.members(place, given)
        problems.unknown(place, each, ("feel", "field", "nl", "en", "warning", "$comment"))
        problems.unknown(f"{place}/field", [each.get("field")], paths)
        sentence = problems.words(place, {"nl": each.get("nl"), "en": each.get("en")})
        condition = around.feel(f"{place}/feel", each.get("feel"))
        warning = problems.truth(f"{place}/warning", each.get("warning", False))
        if condition is not None:
            rules.append(Rule(condition, str(each.get("field")), sentence, warning))
    return rules
