"""Finds variables that are read and that nobody writes: no form, no script, no called process.

Processes that call each other share their variables, so a diagram is judged with its family. What
messages bring is asked by forms, so every form that exists counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from engine import forms, interpreter, terms
from engine.feel import FeelSyntax
from engine.interpreter import Read, Vocabulary
from engine.model import Problem, Severity, Words


@dataclass(frozen=True, slots=True)
class Naming:
    """What is written around a diagram: by other diagrams, and by forms."""

    diagrams: tuple[Vocabulary, ...]
    answers: frozenset[str]

    def problems(self, diagram: bytes) -> Iterator[Problem]:
        """Warn of every variable that the diagram reads and nobody writes, once for each text."""
        own = vocabulary(diagram)
        if own is None:
            return
        known = self.answers | own.written
        for one in _family(own, self.diagrams):
            known |= one.written
        for read in dict.fromkeys(own.read):
            if read.name not in known:
                yield _unknown(read, known)


@lru_cache(maxsize=256)
def vocabulary(diagram: bytes) -> Vocabulary | None:
    """Give the variables of a diagram; None when something in it is not FEEL."""
    try:
        return interpreter.vocabulary(diagram, terms.FUNCTIONS)
    except FeelSyntax:
        return None


@lru_cache(maxsize=1024)
def answers(form: bytes) -> frozenset[str]:
    """Give the names of the answers that a form asks for; none of a form that cannot be read."""
    try:
        return frozenset(forms.names(form))
    except forms.InvalidForm:
        return frozenset()


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


def _call_each_other(one: Vocabulary, other: Vocabulary) -> bool:
    return bool(one.called & other.processes or other.called & one.processes)


def _unknown(read: Read, known: Iterable[str]) -> Problem:
    near = get_close_matches(read.name, known, n=1)
    nl = f"De variabele '{read.name}' in '{read.text}' krijgt nergens een waarde."
    en = f"The variable '{read.name}' in '{read.text}' gets a value nowhere."
    if near:
        nl, en = f"{nl} Bedoelt u '{near[0]}'?", f"{en} Do you mean '{near[0]}'?"
    return Problem(
        "unknown-name", Words(nl, en), read.element_id, read.element_name, Severity.WARNING
    )
