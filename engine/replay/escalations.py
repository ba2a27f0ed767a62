"""Compare what called instances escalated with what those that called them heard of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.events import (
    Cause,
    ChildEscalated,
    EscalationHeard,
    EscalationRaised,
    InstanceCancelled,
    InstanceEnded,
)
from engine.replay.calls import Call
from engine.replay.executing import Event, Examined
from engine.replay.verdicts import Difference, differs
from engine.values import Variables, canonical, plain

#: the code and the variables, each as one text, whatever a forger made of them
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Escalation:
    """What was escalated or heard of, and in which event."""

    event: Event
    code: str | None
    variables: Variables

    def said(self) -> Said:
        """Give what must be the same on both sides; of an erased case neither has variables."""
        return repr(self.code), canonical(plain(self.variables))


def unheard(found: Examined) -> Iterator[Difference]:
    """Yield where an instance paused to be heard, and neither went on nor was stopped right there.

    One that an older version called is not heard: it went on at once.
    """
    if found.started is None or not found.started.is_heeded:
        return
    causes = [event for event in found.events if isinstance(event.told.event, Cause)]
    for event, following in zip(causes, [*causes[1:], None], strict=True):
        next_cause = following.told.event if following else None
        if _pauses(event) and not isinstance(next_cause, EscalationHeard | InstanceCancelled):
            yield differs(
                "Dit proces escaleerde hier en wacht er nog op dat het gehoord wordt.",
                "This instance escalated here and still waits to be heard.",
                position=event.line.position,
            )


def _pauses(event: Event) -> bool:
    effects = event.told.effects
    raised = [one for one in effects if isinstance(one, EscalationRaised) and not one.caught_by]
    return bool(raised) and not isinstance(effects[-1], InstanceEnded)


def compared(
    family: Sequence[Examined], made: Mapping[str, Mapping[str, Call]]
) -> Iterator[tuple[str, Difference]]:
    """Yield what does not fit, with the id of the instance; `made` are the calls of each by place.

    Of a child that is missing, or whose own history does not fit, nothing more is said here.
    """
    by_id = {one.running.id: one for one in family}
    heard = {one.running.id: _heard(one) for one in family}
    for child in family:
        parent = by_id.get(child.running.parent_id or "")
        if parent is None or not child.is_whole:
            continue
        parent_id, place = parent.running.id, child.running.parent_place or ""
        theirs = heard[parent_id].pop(child.running.id, [])
        untold, untrue = _unlike(_raised(child), theirs)
        call = made[parent_id].get(place)
        yield from ((parent_id, _untrue(one, child.running.id)) for one in untrue)
        if parent.is_whole and call is not None:
            missed = (one for one in untold if _stood(parent, call, one.line.at))
            yield from ((child.running.id, _untold(one)) for one in missed)
    for parent_id, others in heard.items():
        for child_id, theirs in others.items():
            if child_id in by_id and by_id[child_id].is_whole:
                yield from ((parent_id, _untrue(one.event, child_id)) for one in theirs)


def _raised(child: Examined) -> list[Escalation]:
    """Give what nothing in an instance caught, in order."""
    return [
        Escalation(event, effect.escalation, effect.variables)
        for event in child.events
        for effect in event.told.effects
        if isinstance(effect, EscalationRaised) and effect.caught_by is None
    ]


def _heard(parent: Examined) -> dict[str, list[Escalation]]:
    """Give what an instance heard of, in order, by the id of the child that it heard it of."""
    found: dict[str, list[Escalation]] = {}
    for event in parent.events:
        told = event.told.event
        if isinstance(told, ChildEscalated):
            one = Escalation(event, told.escalation, told.variables)
            found.setdefault(str(told.child_id), []).append(one)
    return found


def _unlike(
    raised: Sequence[Escalation], heard: Sequence[Escalation]
) -> tuple[list[Event], list[Event]]:
    """Give the events that escalated and were not told, and those that told what was not so.

    When as much was told as was escalated at a moment, the one is compared with the other in
    order; else what is left over on either side is what has no like on the other.
    """
    untold: list[Event] = []
    untrue: list[Event] = []
    there, here = _by_moment(raised), _by_moment(heard)
    for at in {**there, **here}:
        ones, others = there.get(at, []), here.get(at, [])
        said = [one.said() for one in ones]
        came = [one.said() for one in others]
        if len(said) == len(came):
            pairs = zip(said, came, others, strict=True)
            untrue += [other.event for one, its, other in pairs if one != its]
        else:
            untold += _left_over(ones, said, came)
            untrue += _left_over(others, came, said)
    return untold, untrue


def _by_moment(escalations: Sequence[Escalation]) -> dict[datetime, list[Escalation]]:
    """Sort them by moment: what is told is told in the transaction that it was escalated in."""
    found: dict[datetime, list[Escalation]] = {}
    for one in escalations:
        found.setdefault(one.event.line.at, []).append(one)
    return found


def _left_over(
    ones: Sequence[Escalation], said: Sequence[Said], others: Sequence[Said]
) -> Iterator[Event]:
    """Yield the event of each that is not among the others, or not so often."""
    spare = Counter(others)
    for one, its in zip(ones, said, strict=True):
        if not spare[its]:
            yield one.event
        spare[its] -= min(spare[its], 1)


def _stood(parent: Examined, call: Call, at: datetime) -> bool:
    """Tell whether a call still stood at a moment: who stopped waiting just then hears nothing.

    Of a child that came back, what it escalated was told before that.
    """
    if call.came_back:
        return True
    stopped = [call.cancelled_at, parent.end[0].line.at if parent.end else None]
    return not any(one is not None and one <= at for one in stopped)


def _untold(event: Event) -> Difference:
    return differs(
        "Dit proces escaleerde hier, maar het proces dat het aanriep heeft dat niet gehoord.",
        "This instance escalated here, but the one that called it did not hear of it.",
        position=event.line.position,
    )


def _untrue(event: Event, child_id: str) -> Difference:
    return differs(
        "Het proces {child_id} heeft volgens zijn eigen geschiedenis niet zo geëscaleerd.",
        "The instance {child_id} did not escalate like this according to its own history.",
        position=event.line.position,
        child_id=child_id,
    )
