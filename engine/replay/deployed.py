"""Compare what is deployed with its diagrams: which version is current, and what starts it.

Deployments have no chain of hashes, so who deployed what, and when, is not proven here.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine import instances, store
from engine.errors import EngineError
from engine.model import Words
from engine.replay.verdicts import Finding, differs
from engine.store import Transaction

_POSTED = ("message", "signal")


def compared(tx: Transaction) -> Iterator[Finding]:
    """Yield each process that follows another version than was deployed last, or starts otherwise.

    A diagram that cannot be read any more is told of with what runs on it.
    """
    for process_id, current, last in store.bundles.currents(tx):
        if current != last:
            yield _differs(
                process_id,
                Words("de versie die nu geldt", "the version that is current"),
                Words("die het laatst is gepubliceerd", "the one that was published last"),
            )
        if _starts_otherwise(tx, process_id, current):
            yield _differs(
                process_id,
                Words("met welke berichten en signalen het begint", "what starts it"),
                Words("wat het diagram zegt", "what its diagram says"),
            )


def _starts_otherwise(tx: Transaction, process_id: str, digest: str) -> bool:
    try:
        drawn = instances.definition(tx, digest).starts
    except EngineError:
        return False
    told = {
        (one.element_id, one.kind, one.name, one.together) for one in drawn if one.kind in _POSTED
    }
    return told != store.bundles.starts_of(tx, process_id)


def _differs(process_id: str, what: Words, told: Words) -> Finding:
    return Finding(
        differs(
            "Van proces '{process}' is {what} niet {told}.",
            "Of process '{process}', {what} is not {told}.",
            process=process_id,
            what=what,
            told=told,
        )
    )
