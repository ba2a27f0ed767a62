"""Decisions as the interpreter needs them: what a business rule task asks, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from engine.events import DecisionMade
from engine.interpreter.tokens import Token
from engine.model import Words
from engine.values import Value

MOST_WARNINGS = 20  #: of one decision; a table can repeat itself without end


class Judgement(Protocol):
    """One decision that was evaluated; `rules` are those that matched, counted from 1."""

    @property
    def decision_id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def inputs(self) -> Mapping[str, Value]: ...
    @property
    def rules(self) -> Sequence[int]: ...
    @property
    def outputs(self) -> Value: ...
    @property
    def given(self) -> Mapping[str, Value]: ...
    @property
    def warnings(self) -> Sequence[Words]: ...


class Decision(Protocol):
    """A decision of a bundle. `digest` is that of the file it stands in."""

    @property
    def digest(self) -> str: ...

    def decide(
        self, variables: Mapping[str, Value], at: datetime
    ) -> tuple[Value, Sequence[Judgement]]:
        """Give the outcome, and every decision that was evaluated for it, in order.

        Raises an EngineError when it cannot be evaluated within its limits.
        """
        ...


def decide(token: Token, decision_id: str, asked: Mapping[str, Value]) -> Value:
    """Evaluate a decision at a place and note how it came out."""
    top = token.top
    decision = top.definition.decisions[decision_id]
    value, judged = decision.decide(asked, top.at)
    for one in judged:
        top.note(
            DecisionMade(
                token.place,
                one.decision_id,
                one.name,
                decision.digest,
                dict(one.inputs),
                tuple(one.rules),
                one.outputs,
                dict(one.given),
                _sentences(one.warnings),
            )
        )
    return value


def _sentences(warnings: Sequence[Words]) -> list[list[str]]:
    """Give the different warnings, each in Dutch and in English."""
    return [[one.nl, one.en] for one in [*dict.fromkeys(warnings)][:MOST_WARNINGS]]
