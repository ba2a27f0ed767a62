"""What happened with messages and signals, in sentences: who sent them, and what became of them."""

from __future__ import annotations

from engine import events
from engine.cases import Moment
from engine.events import Cause
from engine.model import Sending
from webui.language import gettext as _


def name(called: str) -> str:
    """Say the name of a message as people do: `escalatie.gemeld` is `escalatie gemeld`."""
    return " ".join(called.replace(".", " ").replace("_", " ").split())


def title(moment: Moment) -> str:
    """Give the name of what was received; that of the place when it cannot be read."""
    match moment.told.event:
        case events.MessageReceived(message=called) | events.SignalReceived(signal=called):
            return called
        case _:
            return moment.name


def origins(event: object) -> tuple[Sending, ...]:
    """Tell where that was sent which an event came from, as far as instances sent it."""
    if not isinstance(event, Cause):
        return ()
    found = (getattr(event, "sent", None), *getattr(event, "senders", ()))
    return tuple(one for one in found if one is not None)


def is_own(sent: Sending, instance_id: str) -> bool:
    """Tell whether a process of the same case sent it; the number of another is for auditors."""
    return sent.case_number == Sending(instance_id).case_number


def sender(moment: Moment) -> str:
    """Say which case sent what a moment came from; empty when none did."""
    cases = {sent.case_number: is_own(sent, moment.instance_id) for sent in _sent(moment)}
    if not cases:
        return ""
    if all(cases.values()):
        return _("Deze zaak")
    return _("Een andere zaak") if len(cases) == 1 else _("Meer zaken samen")


def _sent(moment: Moment) -> tuple[Sending, ...]:
    return origins(moment.told.event)


def received(moment: Moment) -> str:
    """Say that a message came in."""
    what = name(title(moment))
    if not _sent(moment):
        return _("Bericht ontvangen: '%(what)s'", what=what)
    if is_own(_sent(moment)[0], moment.instance_id):
        return _("Bericht ontvangen uit deze zaak: '%(what)s'", what=what)
    return _("Bericht ontvangen uit een andere zaak: '%(what)s'", what=what)


def heard(moment: Moment) -> str:
    """Say that a signal was heard."""
    what = name(title(moment))
    if not _sent(moment):
        return _("Bericht aan alle zaken: '%(what)s'", what=what)
    if is_own(_sent(moment)[0], moment.instance_id):
        return _("Bericht uit deze zaak aan alle zaken: '%(what)s'", what=what)
    return _("Bericht uit een andere zaak aan alle zaken: '%(what)s'", what=what)


def dismissed(moment: Moment, who: str) -> str:
    """Say who took away what did not arrive, and why it did not."""
    event = moment.told.event
    assert isinstance(event, events.MessageDismissed), "told for nothing else"
    values = {"who": who, "what": event.message}
    if event.why == "undeliverable":
        return _("%(who)s voerde '%(what)s' af: het kon niet worden bezorgd", **values)
    return _("%(who)s voerde bericht '%(what)s' af: niemand wachtte erop", **values)


def offered_again(moment: Moment, who: str) -> str:
    """Say who let be delivered after all what did not arrive, and why it did not."""
    event = moment.told.event
    assert isinstance(event, events.MessageOfferedAgain), "told for nothing else"
    values = {"who": who, "what": event.message}
    if event.why == "undeliverable":
        return _("%(who)s bood '%(what)s' opnieuw aan: het kon niet worden bezorgd", **values)
    return _("%(who)s bood bericht '%(what)s' opnieuw aan: niemand wachtte erop", **values)
