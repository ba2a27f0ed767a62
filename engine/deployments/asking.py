"""What a business rule task gives to its decision, against what that decision needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from engine import decisions, feel
from engine.decisions import Bound, InputData
from engine.deployments.naming import Known, quoted
from engine.feel import ANY, Type
from engine.interpreter import Text, Vocabulary
from engine.model import Element, Problem, Severity, Words


def asked(
    elements: Iterable[Element], own: Vocabulary, known: Known, bound: Mapping[str, Bound]
) -> Iterator[Problem]:
    """Judge every business rule task of a diagram whose decision is there."""
    given = {text.element_id: text for text in own.texts if text.kind == "inputs"}
    for element in elements:
        decision = bound.get(element.decision or "")
        if decision is not None:
            if decisions.always_gives_function(decision.decisions, decision.decision_id):
                yield _told(element, "gives-function", _function(decision), None)
            yield from _task(element, decision, given.get(element.id), known)


def _task(element: Element, decision: Bound, text: Text | None, known: Known) -> Iterator[Problem]:
    needed = decisions.required_inputs(decision.decisions, decision.decision_id)
    types = _given(text, known)
    if types is None:
        return
    if text is not None:
        names = [name for one in needed for name in (one.name, _exact(one))]
        for name in sorted(types.keys() - set(names)):
            yield _told(element, "unknown-input", _unknown(decision, name, names), text)
    for one in needed:
        of = types.get(one.name, types.get(_exact(one)))
        wanted = decisions.type_of_input(decision.decisions, one)
        if of is None and not {one.name, _exact(one)} & types.keys():
            yield _told(element, "missing-input", _missing(decision, one), text)
        elif of is not None and not feel.may_conform(of, wanted):
            yield _told(element, "wrong-input", _wrong(decision, one, of, wanted), text)


def _given(text: Text | None, known: Known) -> Mapping[str, Type | None] | None:
    """Give what a task gives with its types; all variables when it does not say, None if unsure."""
    if text is None:
        return known
    if not isinstance(text.read, feel.Expression) or text.read.entries is None:
        return None  # no context, which is refused already
    types = dict(feel.type_of(text.read, known).inside)
    return {name: types.get(name, ANY) for name in text.read.entries}


def _exact(one: InputData) -> str:
    return f"{{{one.key.rpartition('#')[0]}}}{one.name}"


def _told(element: Element, code: str, words: Words, text: Text | None) -> Problem:
    severity = Severity.WARNING if code == "missing-input" else Severity.ERROR
    excerpt = None if text is None else quoted(text.read.text)
    return Problem(code, words, element.id, element.name, severity, excerpt)


def _unknown(decision: Bound, name: str, names: Iterable[str]) -> Words:
    near = get_close_matches(name, list(names), n=1)
    which = decision.decision_id
    return Words(
        f"Beslissing {which} kijkt niet naar '{name}'."
        + (f" Bedoelt u {near[0]}?" if near else ""),
        f"Decision {which} does not look at '{name}'."
        + (f" Did you mean {near[0]}?" if near else ""),
    )


def _function(decision: Bound) -> Words:
    which = decision.decision_id
    return Words(
        f"Beslissing {which} geeft een functie, en die kan een variabele niet bevatten.",
        f"Decision {which} gives a function, which a variable cannot hold.",
    )


def _missing(decision: Bound, one: InputData) -> Words:
    which = decision.decision_id
    return Words(
        f"Beslissing {which} heeft '{one.name}' nodig, maar krijgt het niet.",
        f"Decision {which} needs '{one.name}', but is not given it.",
    )


def _wrong(decision: Bound, one: InputData, of: Type, wanted: Type) -> Words:
    which = decision.decision_id
    return Words(
        f"'{one.name}' is {of.name}, maar beslissing {which} heeft {wanted.name} nodig.",
        f"'{one.name}' is {of.name}, but decision {which} needs {wanted.name}.",
    )
