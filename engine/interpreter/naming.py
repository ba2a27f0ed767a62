"""Which variables a diagram writes, and all that it says in FEEL, by element."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine import feel
from engine.interpreter.bpmn import MAPPINGS, content, inside, local, own, reference
from engine.interpreter.document import Document
from engine.interpreter.gateways import COUNT, PHASE
from engine.interpreter.source import read_xml
from engine.interpreter.texts import SCRIPT, Written, texts
from engine.interpreter.turns import COUNTERS

#: what every case has from its start
GIVEN = frozenset(("zaaknummer",))
_WRITERS = frozenset((SCRIPT, *MAPPINGS))


@dataclass(frozen=True, slots=True)
class Text:
    """A FEEL text of an element, read; a script or one expression."""

    element_id: str | None
    element_name: str | None
    kind: str
    read: feel.Expression | feel.Script


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`processes` are the ids of the processes in a file, `called` of those that it calls.

    `written` are the variables that it writes itself; answers of forms are not among them. `whole`
    is false when a text that writes variables cannot be read, so that there may be more. `forms`
    are the ids of the forms that its tasks ask.
    """

    processes: frozenset[str]
    called: frozenset[str]
    written: frozenset[str]
    texts: tuple[Text, ...]
    whole: bool
    forms: frozenset[str]


def vocabulary(source: bytes, functions: Mapping[str, feel.Function]) -> Vocabulary:
    """Give the variables of a diagram, as far as its expressions are FEEL."""
    document = Document(read_xml(source))
    known = frozenset(functions)
    everything = [one for one in texts(document) if not one.is_misspelt_time]
    read = [(one, _text(one, known)) for one in everything]
    found = tuple(text for _, text in read if text is not None)
    calls = inside(document.root, "callActivity")
    return Vocabulary(
        frozenset(str(one.get("id")) for one in document.processes()),
        frozenset(reference(one.get("calledElement")) or "" for one in calls),
        frozenset((*_assigned(found), *_declared(document), *_given(document))),
        found,
        not any(text is None and one.kind in _WRITERS for one, text in read),
        frozenset(form for one in inside(document.root) if (form := own(one, "form"))),
    )


def _text(written: Written, known: frozenset[str]) -> Text | None:
    """Read a text; None when it is no FEEL."""
    try:
        holder, read = written.holder, written.read(known)
    except feel.FeelSyntax:
        return None
    if holder is None:
        return Text(None, None, written.kind, read)
    name = " ".join((holder.get("name") or "").split()) or None
    return Text(holder.get("id"), name, written.kind, read)


def _given(document: Document) -> Iterator[str]:
    """Give what conditions may ask without anybody writing it."""
    yield from GIVEN
    yield from COUNTERS
    if next(inside(document.root, "complexGateway"), None) is not None:
        yield from (COUNT, PHASE)


def _assigned(found: Sequence[Text]) -> Iterator[str]:
    for one in found:
        if isinstance(one.read, feel.Script):
            yield from (name for name, _ in one.read.assignments)
        elif one.kind in MAPPINGS:
            yield from one.read.entries or ()


def _declared(document: Document) -> Iterator[str]:
    for node in document.root.iter():
        tag = local(node)
        if tag in ("dataObject", "property", "inputDataItem", "outputDataItem"):
            yield node.get("name") or node.get("id") or content(node) or ""
        elif tag == "loopDataOutputRef":
            yield document.variable(content(node)) or ""
        elif tag and (result := own(node, "result")) is not None:
            yield result
