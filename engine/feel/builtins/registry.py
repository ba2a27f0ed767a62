"""How a function of the standard is written down: its FEEL signature above a Python function.

    @builtin("substring(string: string, start position: number, length: number?)")
    def substring(run, text, start, length=None): ...

A kind may be several (`date|time`), `any` takes null too, `?` marks what may be left out and `...`
what may repeat. A list of one passes where its item is wanted, and an item where a list is; other
arguments that do not fit give null with a warning, and the Python function is not called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from engine.feel import limits
from engine.feel.far import FarDate, FarMoment
from engine.feel.frames import Evaluation
from engine.feel.functions import Builtin
from engine.feel.invocation import misfit
from engine.feel.kinds import classes, kind

F = TypeVar("F", bound=Callable[..., Any])
_SIGNATURE = re.compile(r"([^(]+)\((.*)\)")
_LIST = frozenset([list])


class _Misfit(Exception):
    """An argument is of a kind the parameter does not take."""


class Parameter(NamedTuple):
    """`takes` is None when anything will do, null included."""

    name: str
    takes: frozenset[type[object]] | None
    optional: bool
    repeats: bool

    def fit(self, value: Any) -> Any:  # noqa: ANN401 - any value
        if self.takes is None or value.__class__ in self.takes:
            return value
        kind(value)
        if value.__class__ is list and len(value) == 1 and value[0].__class__ in self.takes:
            return value[0]
        if self.takes == _LIST and value is not None:
            return [value]
        raise _Misfit


class Form(NamedTuple):
    """One way to call a function: its parameters, and the Python function behind it."""

    parameters: tuple[Parameter, ...]
    least: int
    most: int
    call: Callable[..., Any]

    def fitted(self, arguments: Sequence[Any]) -> list[Any]:
        """Make the arguments fit; raises _Misfit when they do not."""
        if not self.least <= len(arguments) <= self.most:
            raise _Misfit
        last = len(self.parameters) - 1
        return [
            self.parameters[min(place, last)].fit(argument)
            for place, argument in enumerate(arguments)
        ]

    def begins_with(self, names: Iterable[str]) -> bool:
        """Tell whether the parameters stand in this order.

        Of two forms with the same names, `before(point, range)` and `before(range, point)`, that
        one is meant.
        """
        return all(part.name == name for part, name in zip(self.parameters, names, strict=False))

    def placed(self, given: dict[str, Any]) -> list[Any]:
        """Put named arguments in their places; what is not given is null, or left out at the end.

        Raises _Misfit for a name that no parameter has.
        """
        names = [part.name for part in self.parameters]
        if not given.keys() <= set(names):
            raise _Misfit
        last = max((names.index(name) + 1 for name in given), default=0)
        return [given.get(name) for name in names[: max(last, self.least)]]


_MANY = 10_000
#: How each function of the standard can be called.
FORMS: dict[str, list[Form]] = {}
#: The functions of the standard by name; filled by the modules of this package.
BUILTINS: dict[str, Builtin] = {}


def builtin(signature: str) -> Callable[[F], F]:
    """Make a Python function a function of FEEL; a name may have several forms."""
    found = _SIGNATURE.fullmatch(signature)
    assert found is not None, signature
    name = found[1]
    parameters = tuple(_parameter(text.strip()) for text in found[2].split(",") if text.strip())

    def register(call: F) -> F:
        forms = FORMS.setdefault(name, [])
        forms.append(_form(parameters, call))
        names = tuple(tuple(part.name for part in form.parameters) for form in forms)
        BUILTINS[name] = Builtin(name, names, _invoker(name, forms), _naming(name, forms))
        return call

    return register


def _form(parameters: tuple[Parameter, ...], call: Callable[..., Any]) -> Form:
    least = sum(not part.optional for part in parameters)
    most = _MANY if any(part.repeats for part in parameters) else len(parameters)
    return Form(parameters, least, most, call)


def _parameter(text: str) -> Parameter:
    name, _, wanted = text.partition(": ")
    repeats = wanted.endswith("...")
    optional = wanted.endswith("?")
    wanted = wanted.removesuffix("...").removesuffix("?")
    if wanted == "any":
        return Parameter(name, None, optional, repeats)
    takes = frozenset(of for one in wanted.split("|") for of in _classes(one))
    return Parameter(name, takes, optional, repeats)


#: Far dates go only where a signature asks for them.
_FAR: dict[str, frozenset[type[object]]] = {
    "far date": frozenset([FarDate]),
    "far date and time": frozenset([FarMoment]),
}


def _classes(name: str) -> frozenset[type[object]]:
    return _FAR[name] if name in _FAR else classes(name) - {FarDate, FarMoment}


def _pay(run: Evaluation, dear: int, arguments: Iterable[Any]) -> None:
    """Pay for what a function costs besides, and for reading the strings it gets."""
    if dear:
        run.spend(dear)
    for argument in arguments:
        if argument.__class__ is str:
            run.read(len(argument))


def _invoker(name: str, forms: list[Form]) -> Callable[[Evaluation, Sequence[Any]], Any]:
    dear = limits.DEAR.get(name, 0)

    def invoke(run: Evaluation, arguments: Sequence[Any]) -> Any:  # noqa: ANN401 - any values
        _pay(run, dear, arguments)
        for form in forms:
            try:
                fitted = form.fitted(arguments)
            except _Misfit:
                run.spend(limits.MISFIT)
                continue
            return form.call(run, *fitted)
        return misfit(run, name)

    return invoke


def _naming(name: str, forms: list[Form]) -> Callable[[Evaluation, dict[str, Any]], Any]:
    dear = limits.DEAR.get(name, 0)

    def invoke_named(run: Evaluation, given: dict[str, Any]) -> Any:  # noqa: ANN401 - any value
        _pay(run, dear, given.values())
        for form in sorted(forms, key=lambda form: not form.begins_with(given)):
            try:
                fitted = form.fitted(form.placed(given))
            except _Misfit:
                run.spend(limits.MISFIT)
                continue
            return form.call(run, *fitted)
        return misfit(run, name)

    return invoke_named
