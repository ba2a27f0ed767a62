"""From what one version calls things to what another calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.interpreter.definition import Definition
from engine.interpreter.elements import Behaviour, Flow

Json = dict[str, Any]


class Bridge:
    """Two versions of a process, and which element of the one is which of the other."""

    def __init__(self, old: Definition, new: Definition, mapping: Mapping[str, str]) -> None:
        self.old = old
        self.new = new
        self.mapping = mapping

    def name(self, element_id: str) -> str:
        """Give the id an element has on the other side, whether or not it is there."""
        return self.mapping.get(element_id, element_id)

    def before(self, element_id: str) -> Behaviour:
        found: Behaviour = self.old.behaviours[element_id]
        return found

    def after(self, element_id: str) -> Behaviour | None:
        """Give what an element is on the other side; None when it is not there."""
        return self.new.behaviours.get(self.name(element_id))

    def is_same(self, element_id: str) -> bool:
        """Say whether an element is there on the other side and is of the same kind."""
        return type(self.after(element_id)) is type(self.before(element_id))

    # --- flows

    def flow(self, element_id: str, key: str) -> str | None:
        """Give the key on the other side of a flow that arrives at an element, if it is there."""
        known = [flow for flow in self.before(element_id).arriving if flow.key == key]
        return self._flow(known[0]) if known else None

    def joins_the_same(self, element_id: str) -> bool:
        """Say whether the same flows arrive at an element on the other side."""
        after = self.after(element_id)
        arriving = {self._flow(flow) for flow in self.before(element_id).arriving}
        return after is not None and arriving == {flow.key for flow in after.arriving}

    def _flow(self, flow: Flow) -> str | None:
        after = self.after(flow.target.name)
        arriving = after.arriving if after else []
        if any(one.key == flow.key for one in arriving):
            return flow.key
        source = self.name(flow.source.name)
        found = [one.key for one in arriving if one.source.name == source]
        return found[0] if len(found) == 1 else None

    # --- what a scope keeps

    def scope(self, record: Json) -> Json:
        """Give what a scope keeps, in the names of the other side."""
        kept = dict(record)
        if "pools" in kept:
            kept["pools"] = {
                self.name(at): {self.flow(at, key): ids for key, ids in pool.items()}
                for at, pool in kept["pools"].items()
            }
        if "gates" in kept:
            gates = kept["gates"].items()
            kept["gates"] = {
                self.name(at): [self.flow(at, key) for key in used] for at, used in gates
            }
        for key in ("stuck", "to do"):
            if key in kept:
                kept[key] = [self.name(one) for one in kept[key]]
        if "past" in kept:
            kept["past"] = self.past(kept["past"])
        return kept

    def past(self, records: list[Json]) -> list[Json]:
        """Give what compensation may undo, in the names of the other side."""
        return [self.undone(record) for record in records]

    def undone(self, record: Json) -> Json:
        told = {**record, "at": self.name(record["at"])}
        return {**told, "inside": self.scope(record["inside"])} if "inside" in record else told

    def token(self, kept: Json) -> Json:
        """Give what a token keeps, in the names of the other side."""
        told = dict(kept)
        if "inside" in told:
            told["inside"] = self.scope(told["inside"])
        if "redo" in told:
            told["redo"] = self.scope(told["redo"])
        if "past" in told:
            told["past"] = self.past(told["past"])
        if "to undo" in told:
            told["to undo"] = [[number, self.undone(one)] for number, one in told["to undo"]]
        return told


def undone_at(record: Json) -> set[str]:
    """Give the elements that a scope or a token may have undone, however deep."""
    found = [*record.get("past", ()), *(one for _, one in record.get("to undo", ()))]
    names = {one["at"] for one in found}
    inner = [one["inside"] for one in found if "inside" in one]
    inner += [record[key] for key in ("redo",) if key in record]
    return names.union(*(undone_at(one) for one in inner))
