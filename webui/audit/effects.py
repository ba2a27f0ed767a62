"""What followed from one event, in plain sentences: one for each kind of effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from engine import events
from engine.model import Place
from engine.replay import Happening
from webui import decisions, formats, language, letters
from webui.audit.values import said
from webui.audit.watched import Watched
from webui.language import gettext as _


def followed(here: Happening, seen: Watched) -> Iterator[str]:
    """Say what followed, in the order in which it did; first which steps were passed."""
    if here.told is None:
        return
    yield from _stated(here.told.event)
    entered = [e.place for e in here.told.effects if isinstance(e, events.ElementEntered)]
    if entered:
        way = " \N{RIGHTWARDS ARROW} ".join(seen.name(place) for place in entered)
        yield _("Kwam langs: %(way)s", way=way)
    for effect in here.told.effects:
        say = _SAID.get(type(effect))
        if say is not None:
            yield say(effect, seen)


def _stated(event: object) -> Iterator[str]:
    """Say the reason that was stated with the event itself."""
    if isinstance(event, events.ServiceAnswered) and event.reason:
        yield _("Reden: %(reason)s", reason=event.reason)
    if isinstance(event, events.ServiceFailed | events.TimerFailed | events.ChildRefused):
        reason = event.reason_nl if language.chosen() == "nl" else event.reason_en
        yield _("Reden: %(reason)s", reason=reason)


def visit(seen: Watched, place: Place) -> str:
    """Name a place, with a number when it was visited more than once."""
    name = seen.name(place)
    if place.visit == 1:
        return name
    return _("%(what)s (nummer %(number)s)", what=name, number=place.visit)


def _moment(at: datetime) -> str:
    return formats.moment(at, language.chosen())


def _offered(effect: events.TaskOffered, seen: Watched) -> str:
    element = seen.definition.elements.get(effect.place.element_id)
    body = (element.body if element else None) or _("de beheerder")
    whom = seen.names.get(effect.assignee or "", effect.assignee or body)
    values = {"what": visit(seen, effect.place), "whom": whom}
    if effect.due is None:
        return _("Taak klaargezet: '%(what)s', voor %(whom)s", **values)
    return _(
        "Taak klaargezet: '%(what)s', voor %(whom)s, uiterlijk %(due)s",
        due=_moment(effect.due),
        **values,
    )


def _withdrawn(effect: events.TaskWithdrawn, seen: Watched) -> str:
    return _("Taak ingetrokken: '%(what)s'", what=visit(seen, effect.place))


def _timer_set(effect: events.TimerSet, seen: Watched) -> str:
    what = visit(seen, effect.place)
    return _("Wekker gezet: '%(what)s', op %(due)s", what=what, due=_moment(effect.due))


def _timer_cleared(effect: events.TimerCleared, seen: Watched) -> str:
    return _("Wekker uitgezet: '%(what)s'", what=visit(seen, effect.place))


def _opened(effect: events.SubscriptionOpened, seen: Watched) -> str:
    what = visit(seen, effect.place)
    return _(
        "Wacht bij '%(what)s' op bericht '%(name)s'",
        what=what,
        name=letters.name(effect.name),
    )


def _closed(effect: events.SubscriptionClosed, seen: Watched) -> str:
    return _("Wacht bij '%(what)s' niet meer op bericht", what=visit(seen, effect.place))


def _joined(effect: events.TokensJoined, seen: Watched) -> str:
    return _("Takken kwamen samen bij '%(what)s'", what=visit(seen, effect.place))


def _called(effect: events.CallStarted, seen: Watched) -> str:
    known = {"what": visit(seen, effect.place), "process": effect.process_id}
    if effect.start is not None:
        return _(
            "'%(what)s' riep proces '%(process)s' aan, bij '%(start)s'", **known, start=effect.start
        )
    return _("'%(what)s' riep proces '%(process)s' aan", **known)


def _call_cancelled(effect: events.CallCancelled, seen: Watched) -> str:
    return _("Het aangeroepen proces van '%(what)s' stopte", what=visit(seen, effect.place))


def _asked(effect: events.ServiceCalled, seen: Watched) -> str:
    what = visit(seen, effect.place)
    return _("'%(what)s' vroeg dienst '%(service)s'", what=what, service=effect.service)


def _not_asked(effect: events.ServiceWithdrawn, seen: Watched) -> str:
    return _("Wacht bij '%(what)s' niet meer op de dienst", what=visit(seen, effect.place))


def _cancelled(effect: events.ElementCancelled, seen: Watched) -> str:
    return _("Gestopt: '%(what)s'", what=visit(seen, effect.place))


def _item(effect: events.ItemStarted, seen: Watched) -> str:
    what = visit(seen, effect.place)
    return _("Begonnen aan nummer %(number)s van '%(what)s'", number=effect.item, what=what)


def _compensated(effect: events.CompensationStarted, seen: Watched) -> str:
    undone = seen.name(Place(effect.element_id))
    what = visit(seen, effect.place)
    return _("'%(what)s' maakte ongedaan wat bij '%(undone)s' gebeurde", what=what, undone=undone)


def _sent(effect: events.MessageSent, seen: Watched) -> str:
    what = visit(seen, effect.place)
    return _(
        "'%(what)s' verstuurde bericht '%(name)s'",
        what=what,
        name=letters.name(effect.message),
    )


def _signalled(effect: events.SignalSent, seen: Watched) -> str:
    what = visit(seen, effect.place)
    return _(
        "'%(what)s' verstuurde bericht '%(name)s' aan alle zaken",
        what=what,
        name=letters.name(effect.signal),
    )


def _error(effect: events.ErrorRaised, seen: Watched) -> str:
    what, code = visit(seen, effect.place), effect.error or ""
    if effect.caught_by is None:
        return _("Fout %(code)s bij '%(what)s'; niets ving die op", code=code, what=what)
    by = seen.name(Place(effect.caught_by))
    return _("Fout %(code)s bij '%(what)s', opgevangen door '%(by)s'", code=code, what=what, by=by)


def _escalated(effect: events.EscalationRaised, seen: Watched) -> str:
    what, code = visit(seen, effect.place), effect.escalation or ""
    return _("Melding %(code)s vanuit '%(what)s'", code=code, what=what)


def outcome(effect: events.DecisionMade, seen: Watched) -> str:
    """Say what a decision gave; empty for nothing, and for what was erased."""
    return "" if effect.output is None else said(effect.output, None, seen.names)


def _decided(effect: events.DecisionMade, seen: Watched) -> str:
    return decisions.sentence(effect, seen.decisions, outcome(effect, seen))


def _incident(effect: events.IncidentRaised, seen: Watched) -> str:
    reason = effect.reason_nl if language.chosen() == "nl" else effect.reason_en
    what = visit(seen, effect.place)
    return _("'%(what)s' lukte niet. %(reason)s", what=what, reason=reason).strip()


def _resolved(effect: events.IncidentResolved, seen: Watched) -> str:
    return _("'%(what)s' lukte daarna wel", what=visit(seen, effect.place))


def _stuck(effect: events.JoinStuck, seen: Watched) -> str:
    return _("Bij '%(what)s' kan niets meer aankomen", what=visit(seen, effect.place))


def _carried_over(effect: events.TokenMigrated, seen: Watched) -> str:
    what, into = visit(seen, effect.place), visit(seen, effect.into)
    if effect.place == effect.into:
        return _("'%(what)s' staat voortaan in de werklijst zoals de andere versie zegt", what=what)
    return _("'%(what)s' ging verder als '%(into)s'", what=what, into=into)


def _ended(effect: events.InstanceEnded, seen: Watched) -> str:  # noqa: ARG001 - one shape for all
    outcomes = {
        "completed": _("Het proces was klaar"),
        "failed": _("Het proces stopte door een fout"),
        "cancelled": _("Het proces werd afgebroken"),
    }
    return outcomes.get(effect.outcome, effect.outcome)


_SAID: dict[type, Callable[[Any, Watched], str]] = {
    events.DecisionMade: _decided,
    events.TaskOffered: _offered,
    events.TaskWithdrawn: _withdrawn,
    events.TimerSet: _timer_set,
    events.TimerCleared: _timer_cleared,
    events.SubscriptionOpened: _opened,
    events.SubscriptionClosed: _closed,
    events.TokensJoined: _joined,
    events.CallStarted: _called,
    events.CallCancelled: _call_cancelled,
    events.ServiceCalled: _asked,
    events.ServiceWithdrawn: _not_asked,
    events.ElementCancelled: _cancelled,
    events.ItemStarted: _item,
    events.CompensationStarted: _compensated,
    events.MessageSent: _sent,
    events.SignalSent: _signalled,
    events.ErrorRaised: _error,
    events.EscalationRaised: _escalated,
    events.IncidentRaised: _incident,
    events.IncidentResolved: _resolved,
    events.JoinStuck: _stuck,
    events.TokenMigrated: _carried_over,
    events.InstanceEnded: _ended,
}
