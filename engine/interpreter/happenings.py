"""What an event is about: a message, a signal, a timer, an error and so on."""

from __future__ import annotations

from dataclasses import dataclass, field

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition

from engine import feel
from engine.interpreter.timing import Schedule

ARMED = frozenset(("message", "signal", "timer", "conditional"))  #: a token waits for these
RAISED = frozenset(("error", "escalation"))  #: these look for who catches them


@dataclass(eq=False)
class Happening(EventDefinition):
    """One event definition of an element.

    `name` is that of the message or signal, the code of the error or escalation, the activity to
    compensate, or the link; an error or escalation without a code is known by its own name or id.
    A catching one without a `name` catches every code, and so does one that `has_no_code`.
    `source` is the text of a condition or a timer as it stands in the diagram; `schedule` is what
    a timer says when it is ISO 8601, else `expression` gives it.
    """

    kind: str
    name: str | None = None
    source: str = ""
    expression: feel.Expression | None = None
    schedule: Schedule | None = None
    key: feel.Expression | None = None
    key_source: str = ""
    payload: tuple[str, ...] = field(default=())
    waits: bool = True
    has_no_code: bool = False

    def matches(self, kind: str, code: str | None) -> bool:
        """Say whether this catches an error or escalation with this code."""
        return self.kind == kind and (self.has_no_code or self.name in (None, code))
