"""What processes call of each other, over all files: where a call begins, and what never ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from engine import interpreter, store, terms
from engine.interpreter import Calling, Definition, InvalidDiagram, Loss
from engine.model import Element, Problem, Severity, Words
from engine.store import Transaction

Callings = Mapping[str, Calling]  #: by the id of the process


def callings(tx: Transaction, diagrams: Iterable[bytes]) -> tuple[Callings, Callings]:
    """Tell what is called in these diagrams, and in the other processes that are current."""
    here = {name: one for diagram in diagrams for name, one in _read(diagram).items()}
    others = {}
    for version in store.bundles.versions(tx):
        if version.current and version.process_id not in here:
            found = _read(store.bundles.diagram(tx, version.digest) or b"")
            if version.process_id in found:
                others[version.process_id] = found[version.process_id]
    return here, others


@lru_cache(maxsize=256)
def _read(diagram: bytes) -> Callings:
    try:
        return interpreter.callings(diagram, terms.FUNCTIONS)
    except InvalidDiagram:
        return {}


def problems(
    definitions: Iterable[Definition], offered: Callings, others: Callings
) -> Iterator[Problem]:
    """Yield the calls of one file that cannot begin, and those that never end over other files.

    `offered` is what is offered together with it, `others` what is current besides.
    """
    found = tuple(definitions)
    own = {one.process_id: offered[one.process_id] for one in found if one.process_id in offered}
    known = {**others, **offered}
    for definition in found:
        for element in definition.elements.values():
            called = known.get(element.called_process or "")
            if called is not None:
                yield from _beginning(element, called)
        if definition.process_id in own:
            yield from _left_behind(definition, own[definition.process_id], others)
            yield from _rounds(definition, own, known)
            yield from _lost(definition, own, known)


def _beginning(element: Element, called: Calling) -> Iterator[Problem]:
    words = _why_not(element.called_process or "", element.called_start, called)
    if words is not None:
        yield Problem("call-begins-nowhere", words, element.id, element.name)


def _why_not(process_id: str, start: str | None, called: Calling) -> Words | None:
    """Say why a call of a process cannot begin; None when it can."""
    listed = ", ".join(called.starts)
    if not called.at_once:
        return Words(
            f"Proces '{process_id}' begint alleen door een gebeurtenis, dus het is niet aan te "
            "roepen. Geef het ook een gewone startgebeurtenis.",
            f"Process '{process_id}' only starts on an event, so it cannot be called. "
            "Give it a plain start event too.",
        )
    if start is not None and start not in called.starts:
        return Words(
            f"Proces '{process_id}' heeft geen gewone startgebeurtenis '{start}' (regie:start). "
            f"Kies uit: {listed or '-'}.",
            f"Process '{process_id}' has no plain start event '{start}' (regie:start). "
            f"Choose from: {listed or '-'}.",
        )
    if start is None and len(called.starts) > 1:
        return Words(
            f"Proces '{process_id}' kan op meer plaatsen beginnen. Schrijf bij de aanroep waar "
            f"(regie:start): {listed}.",
            f"Process '{process_id}' can begin at more than one place. Write at the call where "
            f"(regie:start): {listed}.",
        )
    return None


def _left_behind(definition: Definition, own: Calling, others: Callings) -> Iterator[Problem]:
    """Warn of calls in other processes that can begin nowhere in this version of a process."""
    process_id = definition.process_id
    for caller, calling in others.items():
        for call in calling.calls:
            if call.process_id != process_id:
                continue
            if _why_not(process_id, call.start, own) is not None:
                place = f"{caller}/{call.element_id}"
                yield Problem("call-left-behind", _stuck(place), severity=Severity.WARNING)


def _stuck(place: str) -> Words:
    return Words(
        f"Een ander proces roept dit aan ({place}) op een manier waarop het niet meer begint; elke "
        "aanroep wordt een storing. Bied dat proces samen met dit aan, met regie:start bij de "
        "aanroep.",
        f"Another process calls this one ({place}) in a way in which it does not begin any more; "
        "each call becomes an incident. Offer that process together with this one, with "
        "regie:start at the call.",
    )


def _rounds(definition: Definition, own: Callings, known: Callings) -> Iterator[Problem]:
    """Warn of calls that come back to this process over other files; in one file it is said."""
    process_id = definition.process_id
    said = {call.element_id for call, _ in interpreter.coming_back(process_id, own)}
    for call, way in interpreter.coming_back(process_id, known):
        if call.element_id not in said:
            words = _never_ends(" → ".join((process_id, *way)))
            yield Problem(
                "calls-round", words, call.element_id, call.element_name, Severity.WARNING
            )


def _lost(definition: Definition, own: Callings, known: Callings) -> Iterator[Problem]:
    """Warn of what calls of other files take away from others; in one file it is said."""
    said = {_said(loss) for loss in interpreter.lost(definition.process_id, own)}
    for loss in interpreter.lost(definition.process_id, known):
        if _said(loss) not in said:
            yield loss.problem


def _said(loss: Loss) -> tuple[str, str, bool]:
    return loss.element_id, loss.name, bool(loss.others)


def _never_ends(way: str) -> Words:
    return Words(
        f"Deze aanroep komt bij zichzelf terug ({way}) voordat iemand iets doet of kiest, dus dat "
        "houdt niet op en wordt een storing. Zet ergens op die weg een taak, een keuze of een "
        "wachttijd.",
        f"This call comes back to itself ({way}) before anybody does or decides anything, so it "
        "never ends and becomes an incident. Put a task, a choice or a wait somewhere on that way.",
    )
