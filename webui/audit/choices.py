"""Why a case went the way it went: each choice with the rule and what it looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.events import FlowChosen
from engine.replay import Content, Happening
from webui.audit.effects import visit
from webui.audit.variables import Known
from webui.audit.watched import Watched, name_of
from webui.language import gettext as _
from webui.paths import Flow


@dataclass(frozen=True, slots=True)
class Choice:
    """A way that was taken. `rule` is FEEL, empty for the way that is taken otherwise.

    `values` are what the rule looked at, by label; `is_lost`: they were erased.
    """

    at: str
    way: str
    rule: str
    values: tuple[tuple[str, str], ...]
    is_lost: bool


def choices(
    here: Happening, seen: Watched, flows: Mapping[str, Flow], words: Known
) -> list[Choice]:
    """Give the choices that were made in this event, in order."""
    effects = here.told.effects if here.told else ()
    return [
        Choice(
            at=visit(seen, effect.place),
            way=_way(flows.get(effect.flow), effect.flow, seen),
            rule=effect.expression or "",
            values=tuple(
                (words.label(name), words.said(name, value))
                for name, value in sorted(effect.values.items())
            ),
            is_lost=here.content is not Content.OPEN,
        )
        for effect in effects
        if isinstance(effect, FlowChosen)
    ]


def _way(flow: Flow | None, flow_id: str, seen: Watched) -> str:
    if flow is None:
        return flow_id
    target = name_of(seen.definition, flow.target)
    if not flow.name:
        return _("naar '%(target)s'", target=target)
    return _("'%(name)s' naar '%(target)s'", name=flow.name, target=target)
