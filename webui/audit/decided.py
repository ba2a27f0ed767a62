"""The decisions that were made in an event: what they looked at, which rules applied, what came."""

from __future__ import annotations

from dataclasses import dataclass

from engine.events import DecisionMade
from engine.model import Words
from engine.replay import Content, Happening
from webui import decisions, language
from webui.audit.effects import outcome, visit
from webui.audit.values import NOTHING
from webui.audit.variables import Known
from webui.audit.watched import Watched
from webui.decisions import Made


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the step it was made for.

    `inputs` are what it looked at, by label, `given` those that did not fit, as they
    came; `is_lost`: these and the outcome were erased.
    """

    at: str
    made: Made
    inputs: tuple[tuple[str, str], ...]
    given: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    outcome: str
    is_lost: bool


def decided(here: Happening, seen: Watched, words: Known) -> list[Decided]:
    """Give the decisions that were made in this event, in order."""
    effects = here.told.effects if here.told else ()
    return [
        Decided(
            at=visit(seen, effect.place),
            made=decisions.made(effect, seen.decisions, outcome(effect, seen)),
            inputs=tuple(
                (words.label(name), words.said(name, value))
                for name, value in effect.inputs.items()
            ),
            given=tuple(
                (words.label(name), words.said(name, value))
                for name, value in (effect.given or {}).items()
            ),
            warnings=tuple(
                Words(*sentences).say(language.chosen()) for sentences in effect.warnings or ()
            ),
            outcome=outcome(effect, seen) or NOTHING,
            is_lost=here.content is not Content.OPEN,
        )
        for effect in effects
        if isinstance(effect, DecisionMade)
    ]
