"""What was decided in a case: the files that say how, and the rules that applied.

A reader sees the rules that applied and what they say; what a decision looked at stays sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.cases import Moment, Path
from engine.events import DecisionMade
from engine.store import Transaction
from webui import decisions
from webui.decisions import Files, Made


def files(tx: Transaction, paths: Iterable[Path]) -> dict[str, Files]:
    """Give the files of decisions of each instance that decided something, by instance."""
    return {
        path.instance.id: decisions.of_bundle(tx, path.instance.digest)
        for path in paths
        if path.past.has_decided
    }


def decides(moment: Moment) -> bool:
    """Tell whether something was decided in a moment."""
    return any(isinstance(effect, DecisionMade) for effect in moment.told.effects)


def made(moment: Moment, found: Files) -> Iterator[Made]:
    """Give what was decided in a moment, in order."""
    for effect in moment.told.effects:
        if isinstance(effect, DecisionMade):
            yield decisions.made(effect, found)
