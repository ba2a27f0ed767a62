"""What is deployed together: diagrams of processes, files of decisions, and who must follow.

A file of decisions that changes is frozen anew in every process that decides with it, so these
processes get a next version with the diagram they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine import decisions, store
from engine.decisions import InvalidDecisions
from engine.deployments.checking import process_ids
from engine.model import Problem, Words
from engine.store import Transaction


@dataclass(frozen=True, slots=True)
class Sorted:
    """`drawings` are BPMN files in their order, `tables` files of decisions by namespace."""

    drawings: tuple[bytes, ...]
    tables: dict[str, bytes]


def sort(tx: Transaction, diagrams: Iterable[bytes]) -> Sorted:
    """Sort diagrams by kind, and add those that must follow. Raises InvalidDecisions."""
    drawings: list[bytes] = []
    tables: dict[str, bytes] = {}
    for diagram in diagrams:
        if decisions.is_dmn(diagram):
            namespace = decisions.namespace_of(diagram)
            if tables.setdefault(namespace, diagram) != diagram:
                raise InvalidDecisions([Problem("namespace-twice", _twice(namespace))])
        else:
            drawings.append(diagram)
    return Sorted(tuple(dict.fromkeys([*drawings, *_followers(tx, tables, drawings)])), tables)


def _twice(namespace: str) -> Words:
    return Words(
        f"Twee bestanden hebben dezelfde namespace '{namespace}'. Geef elk bestand een eigen.",
        f"Two files have the same namespace '{namespace}'. Give each file its own.",
    )


def _followers(
    tx: Transaction, tables: Mapping[str, bytes], drawings: Sequence[bytes]
) -> Iterator[bytes]:
    """Give the current diagrams that decide with one of these files and are not deployed anyway."""
    changing = {found for diagram in drawings for found in process_ids(diagram)}
    current = (one for one in store.bundles.versions(tx) if one.current) if tables else ()
    for version in current:
        if version.process_id not in changing:
            bundle = store.bundles.find(tx, version.digest)
            assert bundle is not None, "a bundle is kept for ever"
            if not bundle.decisions.keys().isdisjoint(tables):
                yield bundle.diagram
