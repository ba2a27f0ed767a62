"""The chains of all cases, as far as one page may check them."""

from __future__ import annotations

from dataclasses import dataclass

from engine import replay
from engine.model import Person
from engine.replay import Finding
from engine.store import Store

#: a second's work or so; more of it keeps other pages waiting
MOST_EVENTS = 50_000
MOST_FINDINGS = 100
_PORTION = 2_000  #: so many in one transaction


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was checked and what is wrong; `is_all`: there was no more to check."""

    events: int
    instances: int
    findings: tuple[Finding, ...]
    is_all: bool


def checked(found_store: Store, by: Person, most: int = MOST_EVENTS) -> Checked:
    """Check the chains in the order of the numbers, until it is enough for a page."""
    events = instances = 0
    findings: list[Finding] = []
    for portion in replay.verify_chains(found_store, by, most=min(most, _PORTION)):
        events += portion.events
        instances += portion.instances
        findings += portion.findings
        if portion.is_last or events >= most or len(findings) >= MOST_FINDINGS:
            break
    is_all = portion.is_last and len(findings) <= MOST_FINDINGS
    return Checked(events, instances, tuple(findings[:MOST_FINDINGS]), is_all)
