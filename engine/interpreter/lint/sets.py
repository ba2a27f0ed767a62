"""Checks the sets of data inputs and outputs: what they name is there, and nothing is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import FLOW_NODES, Xml, children, content, inside, local, reference
from engine.interpreter.document import Document
from engine.interpreter.wording import problem
from engine.model import Problem

#: per kind of set what it refers to, and with which kind of node that must be
_REFERENCES = {
    "inputSet": {
        "dataInputRefs": "dataInput",
        "optionalInputRefs": "dataInput",
        "whileExecutingInputRefs": "dataInput",
        "outputSetRefs": "outputSet",
    },
    "outputSet": {
        "dataOutputRefs": "dataOutput",
        "optionalOutputRefs": "dataOutput",
        "whileExecutingOutputRefs": "dataOutput",
        "inputSetRefs": "inputSet",
    },
}


def check(document: Document) -> Iterator[Problem]:
    """Check every set, and every place with more than one (BPMN 2.0.2, 10.4.2)."""
    for one in inside(document.root, *_REFERENCES):
        for ref in children(one, *_REFERENCES[local(one)]):
            yield from _reference(one, ref, _REFERENCES[local(one)][local(ref)])
    for around in inside(document.root, "ioSpecification", *FLOW_NODES):
        for kind in _REFERENCES:
            sets = children(around, kind)
            if len(sets) > 1:
                named = (one.get("name") or one.get("id") or "" for one in sets)
                names = ", ".join(filter(None, named)) or str(len(sets))
                yield problem("several-sets", _holder(around), kind=kind, names=names)


def _reference(one: Xml, ref: Xml, kind: str) -> Iterator[Problem]:
    """Refuse what names something that is not declared beside the set."""
    around = one.getparent()
    declared = [] if around is None else children(around, kind)
    if reference(content(ref)) not in {identity.get("id") for identity in declared}:
        yield problem(
            "unknown-in-set", _holder(one), ref=content(ref) or "", kind=kind, set=local(one)
        )


def _holder(node: Xml) -> Xml | None:
    """Give the element or process that a set stands under."""
    above: Xml | None = node
    while above is not None and local(above) not in (*FLOW_NODES, "process"):
        above = above.getparent()
    return above
