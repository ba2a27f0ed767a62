"""What a picture of a diagram may show on top of it: where an instance is, was, and went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HOTTEST = 5


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks by BPMN id of an element or a flow; everything is optional.

    None of them is told by colour alone: the weight of the edge, a dot, a sign or a number
    says the same.
    """

    #: where an instance is now: heavy edge and a dot
    current: frozenset[str] = frozenset()
    #: elements and flows an instance has passed: thicker edge
    done: frozenset[str] = frozenset()
    #: how many tokens stand somewhere: a dot, with the number when there are more; also on flows
    tokens: Mapping[str, int] = field(default_factory=dict)
    #: how often each element or flow was passed: a number, and five grades of shading
    counts: Mapping[str, int] = field(default_factory=dict)
    #: what is wrong in the diagram: dashed edge and a warning sign
    problems: frozenset[str] = frozenset()

    def classes_of(self, id_: str) -> str:
        """Name the classes an element gets, with a leading space."""
        states = []
        if id_ in self.current:
            states.append(" g-now")
        elif id_ in self.done:
            states.append(" g-done")
        if id_ in self.problems:
            states.append(" g-problem")
        if self.counts.get(id_, 0) > 0:
            states.append(f" g-heat-{self.heat_of(id_)}")
        return "".join(states)

    def tokens_at(self, id_: str) -> int:
        return max(self.tokens.get(id_, 0), int(id_ in self.current))

    def heat_of(self, id_: str) -> int:
        """Grade a count from 0 (never) to 5 (the most passed element)."""
        most = max(self.counts.values(), default=0)
        return -(-HOTTEST * self.counts.get(id_, 0) // most) if most > 0 else 0


NO_MARKS = Marks()
