"""Finds variables that nobody writes, no form, no script, no called process, and senseless FEEL.

Processes that call each other share their variables, so a diagram is judged with its family. What
messages bring is asked by forms, so every form that exists counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine import feel, forms, interpreter, terms
from engine.deployments.needs import unfit, unkept
from engine.interpreter import InvalidDiagram, Text, Vocabulary
from engine.model import Excerpt, Problem, Severity, Words

Known = Mapping[str, feel.Type | None]
#: what an answer is in FEEL, by the type and the format that its form states
_TYPES: Mapping[tuple[str | None, str | None], feel.Type] = {
    ("string", None): feel.TYPES["string"],
    ("number", None): feel.TYPES["number"],
    ("integer", None): feel.TYPES["number"],
    ("boolean", None): feel.TYPES["boolean"],
    ("string", "date"): feel.TYPES["date"],
    ("string", "time"): feel.TYPES["time"],
}
#: what a diagram may call, with what it takes
_FUNCTIONS: Known = {name: feel.type_of_function(one) for name, one in terms.FUNCTIONS.items()}


@dataclass(frozen=True, slots=True)
class Naming:
    """What is written around a diagram: by other diagrams, and by forms with its type.

    `asked` are the answers of each form by its id, `answers` those of all forms together.
    """

    diagrams: tuple[Vocabulary, ...]
    asked: Mapping[str, Known]
    answers: Known

    def problems(self, diagram: bytes) -> Iterator[Problem]:
        """Warn of variables that nobody writes, and refuse what can only go wrong."""
        own = vocabulary(diagram)
        if own is None:
            return
        known = dict(_FUNCTIONS) | dict(self.variables(own))
        elsewhere = known.keys() - self._near(own) - terms.FUNCTIONS.keys()
        for text in own.texts:
            names = dict.fromkeys(_calls(text.read)) | known
            for finding in feel.check(text.read, names, elsewhere=elsewhere):
                if own.whole or finding.severity is Severity.ERROR:
                    yield _problem(text, finding)
            yield from _unfit(text, known)

    def _near(self, own: Vocabulary) -> set[str]:
        """Give what this diagram, and those that it calls, write and ask themselves."""
        near = [own, *_called(own, self.diagrams)]
        answers = [self.asked.get(form, {}) for one in near for form in one.forms]
        return set().union(*(one.written for one in near), *answers)

    def variables(self, own: Vocabulary) -> Known:
        """Give what a diagram may read, each with its type if a form states it."""
        known = dict(self.answers)
        for one in (own, *_family(own, self.diagrams)):
            known |= dict.fromkeys(one.written)
        return known


def _calls(read: feel.Expression | feel.Script) -> frozenset[str]:
    """Give the functions that a text calls: of those nobody knows the lint of diagrams tells."""
    if isinstance(read, feel.Expression):
        return read.calls
    return frozenset(name for _, expression in read.assignments for name in expression.calls)


@lru_cache(maxsize=256)
def vocabulary(diagram: bytes) -> Vocabulary | None:
    """Give the variables of a diagram; None when it cannot be read."""
    try:
        return interpreter.vocabulary(diagram, terms.FUNCTIONS)
    except InvalidDiagram:
        return None


@lru_cache(maxsize=1024)
def answers(form: bytes) -> Known:
    """Give the answers that a form asks for with their types; none if it cannot be read."""
    try:
        asked = forms.types(form)
    except forms.InvalidForm:
        return {}
    return {name: _TYPES.get(stated) for name, stated in asked.items()}


def together(all_answers: Iterable[Known]) -> Known:
    """Put the answers of forms together; a type on which they differ is not known."""
    found: dict[str, feel.Type | None] = {}
    for one in all_answers:
        for name, of in one.items():
            found[name] = of if found.setdefault(name, of) == of else None
    return found


def _family(own: Vocabulary, others: Iterable[Vocabulary]) -> list[Vocabulary]:
    """Give the diagrams that call this one or are called by it, also through others."""
    found: list[Vocabulary] = []
    ahead = [own]
    rest = list(others)
    while ahead:
        one = ahead.pop()
        related = [other for other in rest if _call_each_other(one, other)]
        rest = [other for other in rest if other not in related]
        found += related
        ahead += related
    return found


def _called(own: Vocabulary, others: Iterable[Vocabulary]) -> list[Vocabulary]:
    """Give the diagrams that this one calls, also through others."""
    found: list[Vocabulary] = []
    called = set(own.called)
    rest = list(others)
    while reached := [one for one in rest if one.processes & called]:
        rest = [one for one in rest if one not in reached]
        found += reached
        called = {name for one in reached for name in one.called}
    return found


def _call_each_other(one: Vocabulary, other: Vocabulary) -> bool:
    return bool(one.called & other.processes or other.called & one.processes)


def _unfit(text: Text, known: Known) -> Iterator[Problem]:
    """Refuse an expression of a kind that its place can do nothing with."""
    if isinstance(text.read, feel.Expression):
        words = unfit(text.kind, text.read, feel.type_of(text.read, known))
        if words is not None:
            yield _of_the_whole(text, words)
    for name, of in unkept(text.kind, text.read, known):
        yield _of_the_whole(text, _no_variable(name, of))


def _of_the_whole(text: Text, words: Words) -> Problem:
    whole = feel.Span(1, 1, quoted(text.read.text).length)
    return _problem(text, feel.Finding(whole, words, Severity.ERROR))


def quoted(text: str) -> Excerpt:
    """Underline all of an expression, or the first line of it."""
    return Excerpt(text, 1, 1, len(text.split("\n", 1)[0]))


def _no_variable(name: str, of: feel.Type) -> Words:
    kept_nl, kept_en = (f"'{name}'", f"'{name}'") if name else ("een variabele", "a variable")
    return Words(
        f"{feel.in_dutch(of.family)} kan niet in {kept_nl} worden bewaard.",
        f"{of.family} cannot be kept in {kept_en}.",
    )


def _problem(text: Text, finding: feel.Finding) -> Problem:
    code = "unknown-name" if finding.severity is Severity.WARNING else "makes-no-sense"
    words = Words(
        f"In '{text.read.text}': {finding.words.nl}", f"In '{text.read.text}': {finding.words.en}"
    )
    excerpt = Excerpt(text.read.text, *finding.span)
    return Problem(code, words, text.element_id, text.element_name, finding.severity, excerpt)
