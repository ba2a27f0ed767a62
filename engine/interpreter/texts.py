"""Finds every FEEL text of a diagram, with the element or flow it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine import feel
from engine.interpreter import timing
from engine.interpreter.bpmn import MAPPINGS, Xml, content, local, own
from engine.interpreter.document import Document

__all__ = ["EXPRESSIONS", "MAPPINGS", "SCRIPT", "TIMES", "Written", "texts"]

SCRIPT = "script"
TIMES = ("timeDate", "timeDuration", "timeCycle")
EXPRESSIONS = frozenset(
    (
        "conditionExpression",
        "condition",
        "loopCardinality",
        "loopCondition",
        "completionCondition",
        "activationCondition",
        "transformation",
        "from",
        *TIMES,
    )
)
_PARTS = ("EventDefinition", "Characteristics", "Association", "assignment")
_ATTRIBUTES = ("title", "due", "assignee", "key", *MAPPINGS)


@dataclass(frozen=True, slots=True)
class Written:
    """A FEEL text; `kind` is the tag or our attribute that it stands in, `node` where it stands."""

    holder: Xml | None
    node: Xml
    kind: str
    text: str

    @property
    def is_misspelt_time(self) -> bool:
        """Say whether it was meant in ISO 8601, and is neither that nor meant as FEEL."""
        return self.kind in (*TIMES, "due") and timing.seems_time(self.text)

    def read(self, known: frozenset[str]) -> feel.Expression | feel.Script:
        """Read it; `known` are function names of several words. Raises FeelSyntax."""
        if self.kind == SCRIPT:
            return feel.parse_script(self.text, known=known)
        return feel.parse(self.text, known=known)


def texts(document: Document) -> Iterator[Written]:
    """Give every FEEL text in the order of the file; times in ISO 8601 are none."""
    for node in document.root.iter():
        tag = local(node)
        written = content(node) if tag in EXPRESSIONS or tag == SCRIPT else None
        if written is not None and not (tag in TIMES and _is_time(written)):
            yield Written(_holder(node), node, tag, written)
        for name in _ATTRIBUTES if tag else ():
            written = own(node, name)
            if written and not (name == "due" and timing.read_duration(written) is not None):
                yield Written(_holder(node), node, name, written)


def _is_time(written: str) -> bool:
    return timing.read(written) is not None or timing.is_cron(written)


def _holder(node: Xml) -> Xml | None:
    above: Xml | None = node
    while above is not None and (above.get("id") is None or _is_part(above)):
        above = above.getparent()
    return above


def _is_part(node: Xml) -> bool:
    tag = local(node)
    return tag in EXPRESSIONS or tag.endswith(_PARTS)
