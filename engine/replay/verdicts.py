"""What verifying finds: everything that is not as history tells it, said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import EngineError
from engine.model import Words


class UnknownNumber(EngineError):
    """No case has this number, and there is nothing left of one."""

    nl = "Er is geen zaak {number}."
    en = "There is no case {number}."

    def __init__(self, number: str) -> None:
        super().__init__(number=number)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as history tells it; `position` is None when it is no event."""

    reason: Words
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference among many cases, with its case and instance as far as it has one.

    A bundle has neither; what stands outside every process of a case has no instance.
    """

    difference: Difference
    case_number: str | None = None
    instance_id: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of verifying one instance, or the dossier of a case.

    `subject` is the id of the instance, or the number of the case. `checked` counts the entries of
    history that fit, for a dossier what it holds. `erased` are the entries whose content was
    erased: they fit, but were not executed again.
    """

    subject: str
    checked: int
    differences: tuple[Difference, ...] = ()
    erased: int = 0

    @property
    def right(self) -> bool:
        return not self.differences

    @property
    def position(self) -> int | None:
        """The first event that does not fit; None when all fit or something else is wrong."""
        return self.differences[0].position if self.differences else None

    @property
    def reason(self) -> Words | None:
        """What is wrong first of all."""
        return self.differences[0].reason if self.differences else None


class Differs(Exception):
    """An entry of history does not fit, so that nothing can be told from what follows it."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.reason = Words(nl, en)


def differs(nl: str, en: str, /, position: int | None = None, **facts: object) -> Difference:
    """Make a difference of a sentence in each language and the facts in it, which may be words."""
    return Difference(Words(_said(nl, "nl", facts), _said(en, "en", facts)), position)


def _said(sentence: str, language: str, facts: Mapping[str, object]) -> str:
    said = {
        name: fact.say(language) if isinstance(fact, Words) else fact
        for name, fact in facts.items()
    }
    return sentence.format(**said)
