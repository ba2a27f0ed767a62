"""What the functions of the standard take and give, as far as kinds can tell."""

from __future__ import annotations

from collections.abc import Sequence

from engine.feel.builtins.registry import FORMS, Form, Parameter
from engine.feel.kinds import SIMPLE, classes
from engine.feel.types import ANY, Type

_LIST = frozenset([list])
#: What the functions behind the forms say they give.
_RESULTS = {
    "bool": "boolean",
    "Decimal": "number",
    "str": "string",
    "date | FarDate": "date",
    "date": "date",
    "time": "time",
    "datetime | FarMoment": "date and time",
    "datetime": "date and time",
    "YearsMonths": "years and months duration",
    "Range": "range",
}


def fitting(name: str, arguments: Sequence[Type], names: Sequence[str] | None) -> list[Form]:
    """Give the forms of a function these arguments may fit, by position or by name."""
    if names is None:
        return [form for form in FORMS[name] if _may_fit(form, arguments)]
    given = dict(zip(names, arguments, strict=True))
    return [
        form
        for form in FORMS[name]
        if given.keys() <= {part.name for part in form.parameters}
        and all(_takes(part, given[part.name]) for part in form.parameters if part.name in given)
    ]


def result(forms: Sequence[Form]) -> Type:
    """Give the type of what these forms give, if it is one."""
    said = {form.call.__annotations__["return"].removesuffix(" | None") for form in forms}
    kind = _RESULTS.get(said.pop()) if len(said) == 1 else None
    return ANY if kind is None else SIMPLE[kind]


def _may_fit(form: Form, arguments: Sequence[Type]) -> bool:
    if not form.least <= len(arguments) <= form.most:
        return False
    last = len(form.parameters) - 1
    return all(
        _takes(form.parameters[min(place, last)], argument)
        for place, argument in enumerate(arguments)
    )


def _takes(parameter: Parameter, given: Type) -> bool:
    """Tell whether a parameter may take a value of a type: also as a list of one, and out of it."""
    takes = parameter.takes
    if takes is None or given.family == "Any" or takes & classes(given.family):
        return True
    if given.family == "list":
        item = dict(given.inside).get("item", ANY)
        return item.family == "Any" or bool(takes & classes(item.family))
    return takes == _LIST and given.family != "Null"
