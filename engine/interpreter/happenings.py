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
    compensate, or the link; a catching error or escalation without one catches every code.
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

    def matches(self, kind: str, code: str | None) -> bool:
        """Say whether this catches an error or escalation with this code."""
        return self.kind == kind and self.name in (None, code)
