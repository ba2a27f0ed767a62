"""What happened in a case, in sentences for people who know the work and not the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine import events
from engine.cases import Moment, Path
from engine.store.cases import Document
from webui import decisions, formats, language, letters
from webui.decisions import NO_FILES, Files
from webui.language import gettext as _
from webui.paths import Step

#: who acts when nobody with an account does: somebody who sends a form or a message
OUTSIDE = ("message", "public")


@dataclass(frozen=True, slots=True)
class Teller:
    """What is needed to tell the moments of a case.

    `called` are the instances that were called by another; `first` is the one that the case was
    opened with; `decisions` are the files that an instance decided with.
    """

    names: Mapping[str, str]
    files: Mapping[str, str]
    called: frozenset[str]
    first: str
    now: datetime
    decisions: Mapping[str, Files] = field(default_factory=dict)

    def who(self, moment: Moment) -> str:
        if case := letters.sender(moment):
            return case
        if moment.by in OUTSIDE:
            return _("Iemand van buiten")
        return self.names.get(moment.by, _("Regie"))

    def values(self, moment: Moment) -> dict[str, object]:
        return {"who": self.who(moment), "what": moment.name}


def teller(
    paths: Iterable[Path],
    documents: Iterable[Document],
    names: Mapping[str, str],
    now: datetime,
    decisions: Mapping[str, Files],
) -> Teller:
    """Bring together what the sentences need; the paths are all those of the case, in order."""
    found = tuple(paths)
    return Teller(
        names,
        {one.id: one.name for one in documents},
        frozenset(path.instance.id for path in found if path.instance.parent_id),
        next((path.instance.id for path in found), ""),
        now,
        decisions,
    )


def told(moments: Iterable[Moment], by: Teller) -> list[Step]:
    """Tell the moments, each as one line: what, and under it when, for whom and what followed."""
    return [Step(sentence(one, by), "done", shape(one), _note(one, by)) for one in moments]


def sentence(moment: Moment, by: Teller) -> str:
    """Say in one sentence what happened."""
    tell = _TOLD.get(moment.kind)
    return tell(moment, by) if tell else _("Deze gebeurtenis is gewijzigd en niet meer te lezen")


def _note(moment: Moment, by: Teller) -> str:
    parts = [formats.moment_near(moment.at, by.now, language.chosen())]
    if moment.on_behalf_of:
        absent = by.names.get(moment.on_behalf_of, moment.on_behalf_of)
        parts.append(_("voor %(name)s", name=absent))
    return ". ".join([", ".join(parts), *reason(moment.told.event), *_what_followed(moment, by)])


def reason(event: object) -> list[str]:
    """Say what somebody wrote when she suspended, resumed, stopped or sent back."""
    if isinstance(event, events.InstanceCancelled):
        return [event.words] if event.words else []
    if isinstance(event, events.InstanceSuspended | events.InstanceResumed | events.SentBack):
        return [event.reason] if event.reason else []
    return []


def _what_followed(moment: Moment, by: Teller) -> list[str]:
    """Say what was decided, who is to act after this moment, and what went wrong in it."""
    said = list(_decided(moment, by))
    for effect in moment.told.effects:
        if isinstance(effect, events.TaskOffered):
            element = moment.elements.get(effect.place.element_id)
            body = (element.body if element else None) or _("de beheerder")
            name = element.name if element else effect.place.element_id
            said.append(_("Daarna aan zet: %(body)s, '%(what)s'", what=name, body=body))
        if isinstance(effect, events.IncidentRaised):
            element = moment.elements.get(effect.place.element_id)
            name = element.name if element else effect.place.element_id
            said.append(_("'%(what)s' lukte niet; de beheerder kijkt ernaar", what=name))
    return list(dict.fromkeys(said))


def _decided(moment: Moment, by: Teller) -> Iterator[str]:
    """Say which rules applied; of what was decided without rules only that which a step asked."""
    made = [one for one in moment.told.effects if isinstance(one, events.DecisionMade)]
    asked = {one.place: one for one in made}  # what a decision requires comes before it
    for one in made:
        if one.rules or asked[one.place] is one:
            yield decisions.sentence(one, by.decisions.get(moment.instance_id, NO_FILES))


_SHAPES = {"TimerFired": "tm", "TaskCompleted": "", "TaskClaimed": "", "TaskReleased": ""}


def shape(moment: Moment) -> str:
    """Give the shape a moment has in a thread."""
    return _SHAPES.get(moment.kind, "ev")


# --- one sentence for each kind of moment


def _started(moment: Moment, by: Teller) -> str:
    if moment.instance_id != by.first:
        return _started_in_the_case(moment, by)
    if moment.by in by.names:
        return _opened(moment, by)
    if letters.sender(moment):
        return _("De zaak begon door wat andere zaken stuurden")
    if moment.by in OUTSIDE:
        return _("De zaak kwam van buiten binnen")
    if getattr(moment.told.event, "due", None) is not None:
        return _("De tijd was daar: de zaak begon vanzelf")
    return _("De zaak werd geopend")


def _opened(moment: Moment, by: Teller) -> str:
    start = moment.elements.get(getattr(moment.told.event, "start", None) or "")
    if start is not None and start.name:
        return _("%(who)s opende de zaak bij '%(start)s'", who=by.who(moment), start=start.name)
    return _("%(who)s opende de zaak", **by.values(moment))


def _started_in_the_case(moment: Moment, by: Teller) -> str:
    if getattr(moment.told.event, "senders", ()):
        return _("'%(what)s' begon toen alles er was waarop het wachtte", **by.values(moment))
    if letters.sender(moment):
        return _("'%(what)s' begon door een bericht uit deze zaak", **by.values(moment))
    if moment.by in OUTSIDE and moment.instance_id not in by.called:
        return _("'%(what)s' begon door een bericht", **by.values(moment))
    return _("'%(what)s' begon", **by.values(moment))


def _completed(moment: Moment, by: Teller) -> str:
    return _("%(who)s rondde '%(what)s' af", **by.values(moment))


def _fired(moment: Moment, by: Teller) -> str:
    return _("De tijd was om: '%(what)s'", **by.values(moment))


def _timer_failed(moment: Moment, by: Teller) -> str:
    return _("De wekker van '%(what)s' kon niet afgaan", **by.values(moment))


def _received(moment: Moment, by: Teller) -> str:
    if moment.by in by.names:
        what = letters.name(letters.title(moment))
        return _("%(who)s meldde: '%(what)s'", who=by.who(moment), what=what)
    return letters.received(moment)


def _heard(moment: Moment, by: Teller) -> str:  # noqa: ARG001 - one shape for all
    return letters.heard(moment)


def _child_ended(moment: Moment, by: Teller) -> str:
    return _("'%(what)s' was klaar", **by.values(moment))


def _child_failed(moment: Moment, by: Teller) -> str:
    return _("'%(what)s' stopte", **by.values(moment))


def _child_escalated(moment: Moment, by: Teller) -> str:
    return _("Vanuit '%(what)s' kwam een melding", **by.values(moment))


def _escalation_heard(moment: Moment, by: Teller) -> str:  # noqa: ARG001 - one shape for all
    return _("Het ging verder na de melding")


def _service_answered(moment: Moment, by: Teller) -> str:
    if moment.by in by.names:
        return _("%(who)s gaf zelf het antwoord bij '%(what)s'", **by.values(moment))
    return _("'%(what)s' is gedaan", **by.values(moment))


def _not_succeeded(moment: Moment, by: Teller) -> str:
    return _("'%(what)s' is niet gelukt", **by.values(moment))


def _service_late(moment: Moment, by: Teller) -> str:
    return _("'%(what)s' is nog gedaan, maar was niet meer nodig", **by.values(moment))


def _dismissed(moment: Moment, by: Teller) -> str:
    return letters.dismissed(moment, by.who(moment))


def _offered_again(moment: Moment, by: Teller) -> str:
    return letters.offered_again(moment, by.who(moment))


def _cancelled(moment: Moment, by: Teller) -> str:
    if moment.by in by.names and getattr(moment.told.event, "words", None):
        return _("%(who)s stopte '%(what)s'", **by.values(moment))
    return _("'%(what)s' was niet meer nodig en stopte", **by.values(moment))


def _suspended(moment: Moment, by: Teller) -> str:
    return _("%(who)s legde '%(what)s' stil", **by.values(moment))


def _resumed(moment: Moment, by: Teller) -> str:
    return _("%(who)s hervatte '%(what)s'", **by.values(moment))


def _sent_back(moment: Moment, by: Teller) -> str:
    event = moment.told.event
    assert isinstance(event, events.SentBack), f"{moment.kind} is told as what it is"
    to = moment.elements.get(event.to)
    name = (to.name if to else "") or event.to
    return _("%(who)s stuurde '%(what)s' terug naar '%(to)s'", to=name, **by.values(moment))


def _migrated(moment: Moment, by: Teller) -> str:
    return _("%(who)s liet '%(what)s' een andere versie volgen", **by.values(moment))


def _retried(moment: Moment, by: Teller) -> str:
    return _("%(who)s probeerde '%(what)s' opnieuw", **by.values(moment))


def _claimed(moment: Moment, by: Teller) -> str:
    return _("%(who)s pakte '%(what)s' op", **by.values(moment))


def _released(moment: Moment, by: Teller) -> str:
    return _("%(who)s gaf '%(what)s' terug", **by.values(moment))


def _commented(moment: Moment, by: Teller) -> str:
    return _("%(who)s plaatste een opmerking", **by.values(moment))


def _documented(moment: Moment, by: Teller) -> str:
    event = moment.told.event
    assert isinstance(event, events.DocumentAdded), f"{moment.kind} is told as what it is"
    name = by.files.get(event.document_id, "")
    if moment.by in by.names:
        return _("%(who)s voegde '%(what)s' toe", who=by.who(moment), what=name)
    return _("Document ontvangen: '%(what)s'", what=name)


_TOLD: dict[str, Callable[[Moment, Teller], str]] = {
    "InstanceStarted": _started,
    "TaskCompleted": _completed,
    "TimerFired": _fired,
    "TimerFailed": _timer_failed,
    "MessageReceived": _received,
    "SignalReceived": _heard,
    "ChildEnded": _child_ended,
    "ChildFailed": _child_failed,
    "ChildEscalated": _child_escalated,
    "ChildRefused": _not_succeeded,
    "EscalationHeard": _escalation_heard,
    "ServiceAnswered": _service_answered,
    "ServiceFailed": _not_succeeded,
    "ServiceAnsweredLate": _service_late,
    "MessageDismissed": _dismissed,
    "MessageOfferedAgain": _offered_again,
    "InstanceCancelled": _cancelled,
    "InstanceSuspended": _suspended,
    "InstanceResumed": _resumed,
    "SentBack": _sent_back,
    "InstanceMigrated": _migrated,
    "IncidentRetried": _retried,
    "TaskClaimed": _claimed,
    "TaskReleased": _released,
    "CommentAdded": _commented,
    "DocumentAdded": _documented,
}
