"""From a token to what a person needs to know about it before and after a migration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from engine.interpreter.activities import Activity, CallActivity, PersonTask
from engine.interpreter.definition import Definition
from engine.interpreter.migration.bridge import Bridge
from engine.interpreter.migration.fates import CANNOT, ENDS, LAPSES, MOVES, STAYS, Fate
from engine.interpreter.migration.judging import Judge, Row
from engine.interpreter.tokens import STUCK
from engine.model import Element, Place, Words

_KINDS = {"timer": "timer", "message": "message", "signal": "signal", "conditional": "condition"}


def told(bridge: Bridge, judge: Judge, row: Row, reason: Words | None) -> Iterator[Fate]:
    """Tell what becomes of all that is open at one token; nothing when there is nothing to tell."""
    into = bridge.name(row.element_id)
    name = _name(bridge.old.elements, row.element_id)
    change = MOVES if into != row.element_id else STAYS
    fate = Fate(row.place, "part", change, name, _name(bridge.new.elements, into), note=reason)
    if reason is not None:
        fate = replace(fate, change=CANNOT)
    elif judge.lapses(row):
        fate = replace(fate, change=LAPSES)
    open_things = [*_open_at(bridge, judge, row, fate)]
    yield from open_things
    if not open_things and reason is not None:
        yield fate


def kept(bridge: Bridge, element_id: str, reason: Words) -> Fate:
    """Tell that something the instance remembers cannot be carried over."""
    name = _name(bridge.old.elements, element_id)
    return Fate(Place(element_id), "part", CANNOT, name, note=reason)


def changes(bridge: Bridge, row: Row) -> bool:
    """Say whether the work list must tell an open task in other words, or to others."""
    return _is_task(bridge, row) and _look(bridge.old, row.element_id) != _look(
        bridge.new, bridge.name(row.element_id)
    )


def ended(new: Definition) -> Fate:
    """Tell that the process itself is over in the other version."""
    return Fate(Place(new.process_id), "process", ENDS, new.name)


def _open_at(bridge: Bridge, judge: Judge, row: Row, fate: Fate) -> Iterator[Fate]:
    if _is_task(bridge, row):
        note = fate.note or _who_and_what(bridge, row)
        yield replace(fate, kind="task", note=note)
    elif "asked" in row.kept:
        is_call = isinstance(bridge.before(row.element_id), CallActivity)
        kind = "call" if is_call else "service"
        yield replace(fate, kind=kind, note=fate.note or _asked_already(bridge, row))
    happenings = bridge.before(row.element_id).happenings
    for number, open_event in row.kept.get("on", {}).items():
        happening = happenings[int(number)]
        due = datetime.fromisoformat(open_event[0]) if happening.kind == "timer" else None
        kind = _KINDS[happening.kind]
        yield replace(fate, kind=kind, due=due, about=happening.name or "", event=int(number))
    if "held" in row.kept:
        return  # the incident that stands is that of another token
    if row.state == STUCK or "failed" in row.kept:
        yield replace(fate, kind="incident")
    elif row.id in judge.pooled and not isinstance(bridge.before(row.element_id), Activity):
        yield replace(fate, kind="join")


def _is_task(bridge: Bridge, row: Row) -> bool:
    return "asked" in row.kept and isinstance(bridge.before(row.element_id), PersonTask)


def _look(definition: Definition, element_id: str) -> tuple[object, ...]:
    one = definition.elements[element_id]
    return one.name, one.body, one.form_id, one.priority


def _who_and_what(bridge: Bridge, row: Row) -> Words | None:
    """Tell that a task is for another body, or asks another form."""
    before = bridge.old.elements[row.element_id]
    after = bridge.new.elements[bridge.name(row.element_id)]
    nl, en = [], []
    if after.name != before.name and after.id == before.id:
        nl.append(f"heet voortaan '{after.name}'")
        en.append(f"is called '{after.name}' from now on")
    if after.body != before.body:
        nl.append(f"is voortaan voor {after.body or 'de beheerder'}")
        en.append(f"is for {after.body or 'the administrator'} from now on")
    if after.form_id != before.form_id:
        nl.append(f"vraagt voortaan formulier {after.form_id or '-'}")
        en.append(f"asks form {after.form_id or '-'} from now on")
    return Words(", ".join(nl), ", ".join(en)) if nl else None


def _asked_already(bridge: Bridge, row: Row) -> Words | None:
    """Tell that what was asked is not what the other version asks: its answer still counts."""
    before = bridge.old.elements[row.element_id]
    after = bridge.new.elements.get(bridge.name(row.element_id))
    if after is None:
        return None
    asked, asks = (one.service or one.called_process for one in (before, after))
    if asked == asks:
        return None
    return Words(
        f"en wat {asked} antwoordt telt, al vraagt die versie {asks}",
        f"and what {asked} answers counts, though that version asks {asks}",
    )


def _name(elements: Mapping[str, Element], element_id: str) -> str:
    found = elements.get(element_id)
    return (found.name if found else "") or element_id
