"""What a service task gives to its service, against what that service takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine import feel, services
from engine.deployments.naming import Known, quoted
from engine.interpreter import Text, Vocabulary
from engine.model import Element, Problem, Severity, Words
from engine.services import Taken


def served(elements: Iterable[Element], own: Vocabulary, known: Known) -> Iterator[Problem]:
    """Judge every service task of a diagram whose service is there."""
    given = {text.element_id: text for text in own.texts if text.kind == "inputs"}
    for element in elements:
        takes = services.TAKES.get(element.service or "")
        text = given.get(element.id)
        if takes is not None and text is not None and isinstance(text.read, feel.Expression):
            yield from _task(element, takes, text, known)


def _task(element: Element, takes: Taken, text: Text, known: Known) -> Iterator[Problem]:
    assert isinstance(text.read, feel.Expression)
    if text.read.entries is None:
        return  # no context, which is refused already
    types = dict(feel.type_of(text.read, known).inside)
    for name in text.read.entries:
        families = takes.get(name)
        of = types.get(name, feel.ANY).family
        if families is None:
            yield _told(element, text, _unknown(element, name, takes))
        elif of not in {"Any", *families}:
            yield _told(element, text, _wrong(element, name, of))
    for name, families in takes.items():
        if "Null" not in families and name not in text.read.entries:
            yield _told(element, text, _missing(element, name))


def _told(element: Element, text: Text, words: Words) -> Problem:
    return Problem(
        "wrong-input", words, element.id, element.name, Severity.ERROR, quoted(text.read.text)
    )


def _unknown(element: Element, name: str, takes: Iterable[str]) -> Words:
    known = ", ".join(takes)
    return Words(
        f"Dienst {element.service} kijkt niet naar '{name}', wel naar: {known}.",
        f"Service {element.service} does not look at '{name}', but at: {known}.",
    )


def _wrong(element: Element, name: str, of: str) -> Words:
    return Words(
        f"Dienst {element.service} kan voor '{name}' niets met {feel.in_dutch(of)}.",
        f"Service {element.service} can do nothing with {of} for '{name}'.",
    )


def _missing(element: Element, name: str) -> Words:
    return Words(
        f"Dienst {element.service} heeft '{name}' nodig, maar krijgt het niet.",
        f"Service {element.service} needs '{name}', but is not given it.",
    )
