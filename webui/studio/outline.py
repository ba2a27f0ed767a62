"""A diagram told in words: every step in order, who does it, and where each choice leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from flask import url_for

from engine.drawing import Step as Told
from engine.interpreter import Definition
from engine.model import Element
from webui import paths
from webui.language import gettext as _
from webui.paths import Flow, Step


def outline(diagram: bytes, definition: Definition, deployed: Collection[str]) -> tuple[Step, ...]:
    """List the steps of a process; a call leads to the process it calls when that is deployed."""
    told = paths.story(diagram, definition.process_id)
    names = {one.id: one.name or kind(one.kind) for one in told}
    ways: dict[str, list[Flow]] = defaultdict(list)
    for flow in paths.flows(diagram).values():
        ways[flow.source].append(flow)
    return tuple(
        Step(
            words=names[one.id],
            state="todo",
            shape=paths.shape(one),
            note=_note(one, definition.elements.get(one.id), ways.get(one.id, ()), names),
            href=_href(definition.elements.get(one.id), deployed),
        )
        for one in told
    )


def kind(tag: str) -> str:
    """Say what sort of element it is, in one word."""
    kinds = {
        "startEvent": _("Begin"),
        "endEvent": _("Einde"),
        "callActivity": _("Aanroep"),
        "sequenceFlow": _("Pijl"),
        "process": _("Proces"),
        "lane": _("Baan"),
    }
    if tag in kinds:
        return kinds[tag]
    if tag.endswith("Event"):
        return _("Gebeurtenis")
    if tag.endswith("Gateway"):
        return _("Keuze")
    return _("Taak") if tag.lower().endswith("task") else _("Onderdeel")


def _note(
    one: Told, element: Element | None, ways: Collection[Flow], names: Mapping[str, str]
) -> str | None:
    parts = [one.lane]
    if one.host:
        parts.append(_("hoort bij '%(what)s'", what=names.get(one.host, one.host)))
    if element and element.form_id:
        parts.append(_("formulier %(form)s", form=element.form_id))
    if element and element.decision:
        parts.append(_("beslissing %(decision)s", decision=element.decision))
    if element and element.due:
        parts.append(_("termijn %(due)s", due=element.due))
    if one.kind.endswith("Gateway") and len(ways) > 1:
        parts.append("; ".join(_way(way, names) for way in ways))
    return ", ".join(part for part in parts if part) or None


def _way(way: Flow, names: Mapping[str, str]) -> str:
    """Tell one way out of a choice: its name, where it leads, and when."""
    target = names.get(way.target, way.target)
    said = _("naar '%(target)s'", target=target)
    if way.name:
        said = _("'%(name)s' naar '%(target)s'", name=way.name, target=target)
    if not way.condition:
        return said
    return _("%(way)s als %(condition)s", way=said, condition=way.condition)


def _href(element: Element | None, deployed: Collection[str]) -> str | None:
    called = element.called_process if element else None
    return url_for("studio.process", process_id=called) if called in deployed else None
