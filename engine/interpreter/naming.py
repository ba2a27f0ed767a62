"""Which variables a diagram writes, and which it reads, by the element that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine import feel
from engine.interpreter.bpmn import MAPPINGS, content, inside, local, own, reference
from engine.interpreter.document import Document
from engine.interpreter.loops import COUNTERS
from engine.interpreter.source import read_xml
from engine.interpreter.texts import SCRIPT, Written, texts

#: what every case has from its start
GIVEN = frozenset(("zaaknummer",))


Parsed = tuple[Written, tuple[tuple[str, feel.Expression], ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """An element reads a variable in a FEEL text."""

    element_id: str | None
    element_name: str | None
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`processes` are the ids of the processes in a file, `called` of those that it calls.

    `written` are the variables that it writes itself; answers of forms are not among them.
    """

    processes: frozenset[str]
    called: frozenset[str]
    written: frozenset[str]
    read: tuple[Read, ...]


def vocabulary(source: bytes, functions: Mapping[str, feel.Function]) -> Vocabulary:
    """Give the variables of a diagram in which every expression is FEEL."""
    document = Document(read_xml(source))
    known = frozenset(functions)
    found = [(written, written.parts(known)) for written in texts(document)]
    calls = inside(document.root, "callActivity")
    return Vocabulary(
        frozenset(str(one.get("id")) for one in document.processes()),
        frozenset(reference(one.get("calledElement")) or "" for one in calls),
        frozenset((*_assigned(found), *_declared(document), *GIVEN, *COUNTERS)),
        tuple(_read(found)),
    )


def _read(found: Sequence[Parsed]) -> Iterator[Read]:
    for written, parts in found:
        assigned: set[str] = set()
        for name, expression in parts:
            for read in sorted(expression.names - assigned):
                yield Read(*_element(written), written.text, read)
            assigned.add(name)


def _element(written: Written) -> tuple[str | None, str | None]:
    holder = written.holder
    if holder is None:
        return None, None
    return holder.get("id"), " ".join((holder.get("name") or "").split()) or None


def _assigned(found: Sequence[Parsed]) -> Iterator[str]:
    for written, parts in found:
        if written.kind == SCRIPT:
            yield from (name for name, _ in parts)
        elif written.kind in MAPPINGS:
            yield from parts[0][1].entries or ()


def _declared(document: Document) -> Iterator[str]:
    for node in document.root.iter():
        tag = local(node)
        if tag in ("dataObject", "property", "inputDataItem", "outputDataItem"):
            yield node.get("name") or node.get("id") or content(node) or ""
        elif tag == "loopDataOutputRef":
            yield document.variable(content(node)) or ""
        elif tag and (result := own(node, "result")) is not None:
            yield result
