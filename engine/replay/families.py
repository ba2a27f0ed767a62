"""Compare the instances of a case with each other: who called whom, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine import store
from engine.events import (
    CallCancelled,
    CallStarted,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    ChildRefused,
    ElementCancelled,
    ElementLeft,
    TokenMigrated,
)
from engine.model import Place
from engine.replay.executing import Event, Examined
from engine.replay.verdicts import Difference, differs
from engine.store import Transaction

_CAME_BACK = {"completed": ChildEnded, "failed": ChildFailed}


def compared(family: Sequence[Examined]) -> Mapping[str, list[Difference]]:
    """Give what does not fit between parents and children, by the id of the instance."""
    found: dict[str, list[Difference]] = {one.running.id: [] for one in family}
    by_id = {one.running.id: one for one in family}
    children = {(one.running.parent_id, one.running.parent_place): one for one in family}
    for one in family:
        found[one.running.id] += _calls(one, children)
        found[one.running.id] += _answers(one, by_id)
        if one.running.parent_id is not None:
            found[one.running.id] += _parent(one, by_id.get(one.running.parent_id))
    return found


def missing(tx: Transaction, number: str, family: Sequence[Examined]) -> Iterator[Difference]:
    """Yield the instances that a case has begun and that are not there, and those too many."""
    begun = store.standing.count_instances(tx, number)
    there = {one.running.id for one in family}
    expected = {f"{number}.{count}" for count in range(1, begun + 1)}
    for instance_id in sorted(expected - there):
        yield differs(
            "Het proces {instance_id} is begonnen, maar ontbreekt.",
            "The instance {instance_id} was begun, but is missing.",
            instance_id=instance_id,
        )
    next_id = f"{number}.{begun + 1}"
    if there - expected or store.standing.has_history(tx, next_id):
        yield differs(
            "Er zijn meer processen begonnen dan de zaak zegt: {instance_id} bijvoorbeeld.",
            "More instances were begun than the case says: {instance_id}, for example.",
            instance_id=min(there - expected, default=next_id),
        )


def _calls(
    parent: Examined, children: Mapping[tuple[str | None, str | None], Examined]
) -> Iterator[Difference]:
    """Find the child that each call asked for; none was begun when the caller ended just then.

    Nor when the call was refused, or cancelled before its turn came.
    """
    refused = _refused(parent)
    for event, call in _made(parent):
        child = children.get((parent.running.id, str(_now_at(parent, event, call.place))))
        has_ended = event.line.at == parent.running.ended_at
        is_excused = has_ended or call.place in refused or _was_cancelled(parent, event, call)
        if child is None and not is_excused:
            yield differs(
                "Het proces '{process_id}' dat hier is aangeroepen, ontbreekt.",
                "The instance of '{process_id}' that was called here is missing.",
                position=event.line.position,
                process_id=call.process_id,
            )
        elif child is not None and not _fits(event, call, child):
            yield differs(
                "Het proces {child_id} is niet wat hier is aangeroepen.",
                "The instance {child_id} is not what was called here.",
                position=event.line.position,
                child_id=child.running.id,
            )


def _made(parent: Examined) -> Iterator[tuple[Event, CallStarted]]:
    for event in parent.events:
        for effect in event.told.effects:
            if isinstance(effect, CallStarted):
                yield event, effect


def _refused(parent: Examined) -> set[Place]:
    """Give the places of calls that were never begun because the product refused them."""
    told = (event.told.event for event in parent.events)
    refused = (one for one in told if isinstance(one, ChildRefused))
    return {place for one in refused for place in (one.place, *one.others)}


def _was_cancelled(parent: Examined, since: Event, call: CallStarted) -> bool:
    """Tell whether the call was cancelled at the very moment at which it was made."""
    at_once = (event for event in parent.events if event.line.at == since.line.at)
    cancelled = (effect for event in at_once for effect in event.told.effects)
    return any(isinstance(one, CallCancelled) and one.place == call.place for one in cancelled)


def _now_at(parent: Examined, since: Event, place: Place) -> Place:
    """Tell where a call stands now: another version may have given its element another id."""
    for event in parent.events:
        if event.line.position > since.line.position:
            for effect in event.told.effects:
                if isinstance(effect, TokenMigrated) and effect.place == place:
                    place = effect.into
    return place


def _fits(event: Event, call: CallStarted, child: Examined) -> bool:
    """Tell whether a child is of the process, the moment and the content that the call gave."""
    if child.running.process_id != call.process_id:
        return False
    if child.started is None:
        return True  # its own history says what is wrong with it
    if child.events[0].line.at != event.line.at or child.started.start != call.start:
        return False
    given = {"zaaknummer": child.running.case_number}
    return bool(child.erased) or child.started.variables == call.variables | given


def _parent(child: Examined, parent: Examined | None) -> Iterator[Difference]:
    """See that somebody called this child, and was told how it ended."""
    place = child.running.parent_place
    if parent is None:
        yield _not_called()
    elif not parent.is_whole:
        return
    elif not any(str(_now_at(parent, event, call.place)) == place for event, call in _made(parent)):
        yield _not_called()
    elif child.is_whole and place is not None:
        yield from _told(child, parent, Place.parse(place))


def _told(child: Examined, parent: Examined, place: Place) -> Iterator[Difference]:
    """See that the parent was told of an end; one that stopped waiting in between was not."""
    end = child.end
    if end is None or end[1].outcome not in _CAME_BACK:
        return
    heard = any(
        isinstance(told := event.told.event, ChildEnded | ChildFailed) and told.place == place
        for event in parent.events
    )
    if not heard and _waits(parent, place):
        yield differs(
            "Dit proces is afgelopen, maar het proces dat het aanriep wacht er nog op.",
            "This instance has ended, but the one that called it still waits for it.",
        )


def _waits(parent: Examined, place: Place) -> bool:
    """Tell whether an instance still stands at the place of a call."""
    if parent.end is not None:
        return False
    at_place = False
    for event in parent.events:
        for effect in event.told.effects:
            if isinstance(effect, CallStarted) and _now_at(parent, event, effect.place) == place:
                at_place = True
            elif isinstance(effect, CallCancelled | ElementLeft | ElementCancelled):
                at_place = at_place and effect.place != place
    return at_place


def _not_called() -> Difference:
    return differs(
        "Geen ander proces van de zaak heeft dit proces aangeroepen.",
        "No other instance of the case called this instance.",
        position=1,
    )


def _answers(parent: Examined, by_id: Mapping[str, Examined]) -> Iterator[Difference]:
    """See that each child which came back to the parent did so, and as it says."""
    for event in parent.events:
        told = event.told.event
        if not isinstance(told, ChildEnded | ChildFailed | ChildEscalated):
            continue
        child = by_id.get(told.child_id)
        if child is None:
            yield differs(
                "Het proces {child_id}, waarvan dit het vervolg is, ontbreekt.",
                "The instance {child_id}, which this follows from, is missing.",
                position=event.line.position,
                child_id=told.child_id,
            )
        elif child.is_whole and not _came_back(child, told):
            yield differs(
                "Het proces {child_id} is volgens zijn eigen geschiedenis niet zo afgelopen.",
                "The instance {child_id} did not end like this according to its own history.",
                position=event.line.position,
                child_id=told.child_id,
            )


def _came_back(child: Examined, told: ChildEnded | ChildFailed | ChildEscalated) -> bool:
    if isinstance(told, ChildEscalated):
        return True
    end = child.end
    if end is None or not isinstance(told, _CAME_BACK.get(end[1].outcome, ())):
        return False
    return bool(child.erased) or end[1].variables == told.variables
