"""The visits of elements on the way to another version: a place is never given out twice.

What the other version does not have is remembered under `gone`: how often it was visited, and as
which element it goes on, so that going back finds everything as it was.
"""

from __future__ import annotations

from engine.interpreter.migration.bridge import Bridge, Json
from engine.interpreter.migration.judging import Row


class Renumbering:
    """Counts the visits of one instance as the other version names its elements."""

    def __init__(self, bridge: Bridge, head: Json) -> None:
        self._bridge = bridge
        self._was = _counts(bridge, head)
        self._gone: dict[str, list[int | str | None]] = head.get("gone", {})
        self._renamed = {one for one in bridge.mapping if self._keeps_numbers(one)}
        self.counts = self._carried()

    def visit(self, row: Row) -> int:
        """Give the number of the visit of a token on the other side."""
        to = self._bridge.name(row.element_id)
        if to == row.element_id or row.element_id in self._renamed or not row.visit:
            return row.visit
        self.counts[to] = self.counts.get(to, 0) + 1
        return self.counts[to]

    def written(self) -> Json:
        """Give what the head of a snapshot holds of it."""
        order = self._bridge.new.order
        seen = sum(1 << order[one] for one, count in self.counts.items() if count)
        again = {one: count for one, count in self.counts.items() if count > 1}
        gone = self._remembered()
        return {
            "seen": f"{seen:x}",
            **({"again": again} if again else {}),
            **({"gone": gone} if gone else {}),
        }

    def _keeps_numbers(self, element_id: str) -> bool:
        """Say whether an element is the same under another name: the name is new, or its own."""
        to = self._bridge.name(element_id)
        if to in self._gone:
            return self._gone[to][1] == element_id
        return to not in self._was

    def _carried(self) -> dict[str, int]:
        order = self._bridge.new.order
        counts = {one: count for one, count in self._was.items() if one in order}
        for one, (count, _) in self._gone.items():
            if one in order:
                counts[one] = int(count or 0)
        for one in self._renamed & self._was.keys():
            to = self._bridge.name(one)
            counts[to] = max(counts.get(to, 0), self._was[one])
        return counts

    def _remembered(self) -> dict[str, list[int | str | None]]:
        order = self._bridge.new.order
        gone = {one: kept for one, kept in self._gone.items() if one not in order}
        for one, count in self._was.items():
            if one in order:
                continue
            to = self._bridge.name(one) if one in self._renamed else None
            if to is not None and self._gone.get(to, [None])[0] == count:
                continue  # it has its own name back, and nothing happened under the other
            gone[one] = [count, to]
        return gone


def _counts(bridge: Bridge, head: Json) -> dict[str, int]:
    seen, again = int(head.get("seen", "0"), 16), head.get("again", {})
    order = bridge.old.order
    return {one: again.get(one, 1) for one, bit in order.items() if seen >> bit & 1}
