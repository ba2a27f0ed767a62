"""Compare the instances of a case with each other: who called whom, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine import store
from engine.events import ChildEnded, ChildEscalated, ChildFailed
from engine.replay import calls, escalations
from engine.replay.calls import Call
from engine.replay.executing import Examined
from engine.replay.verdicts import Difference, differs
from engine.store import Transaction

_CAME_BACK = {"completed": ChildEnded, "failed": ChildFailed}


def compared(family: Sequence[Examined]) -> Mapping[str, list[Difference]]:
    """Give what does not fit between parents and children, by the id of the instance."""
    found: dict[str, list[Difference]] = {one.running.id: [] for one in family}
    by_id = {one.running.id: one for one in family}
    made = {one.running.id: calls.made(one) for one in family}
    children = {(one.running.parent_id, one.running.parent_place): one for one in family}
    for one in family:
        found[one.running.id] += _calls(one, made[one.running.id], children)
        found[one.running.id] += _answers(one, by_id)
        parent_id = one.running.parent_id
        if parent_id is not None:
            found[one.running.id] += _parent(one, by_id.get(parent_id), made.get(parent_id, {}))
    for instance_id, difference in escalations.compared(family, made):
        found[instance_id].append(difference)
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
    parent: Examined,
    made: Mapping[str, Call],
    children: Mapping[tuple[str | None, str | None], Examined],
) -> Iterator[Difference]:
    """Find the child that each call asked for; none was begun when the caller ended just then.

    Nor when the call was refused, or cancelled before its turn came.
    """
    for place, call in made.items():
        child = children.get((parent.running.id, place))
        has_ended = call.event.line.at == parent.running.ended_at
        if child is None and not (has_ended or call.may_have_begun_nothing):
            yield differs(
                "Het proces '{process_id}' dat hier is aangeroepen, ontbreekt.",
                "The instance of '{process_id}' that was called here is missing.",
                position=call.event.line.position,
                process_id=call.asked.process_id,
            )
        elif child is not None and not _fits(call, child):
            yield differs(
                "Het proces {child_id} is niet wat hier is aangeroepen.",
                "The instance {child_id} is not what was called here.",
                position=call.event.line.position,
                child_id=child.running.id,
            )


def _fits(call: Call, child: Examined) -> bool:
    """Tell whether a child is of the process, the moment and the content that the call gave."""
    asked = call.asked
    if child.running.process_id != asked.process_id:
        return False
    if child.started is None:
        return True  # its own history says what is wrong with it
    if child.events[0].line.at != call.event.line.at or child.started.start != asked.start:
        return False
    given = {"zaaknummer": child.running.case_number}
    return bool(child.erased) or child.started.variables == asked.variables | given


def _parent(
    child: Examined, parent: Examined | None, made: Mapping[str, Call]
) -> Iterator[Difference]:
    """See that somebody called this child, and was told how it ended."""
    if parent is None:
        yield _not_called()
    elif not parent.is_whole:
        return
    elif (call := made.get(child.running.parent_place or "")) is None:
        yield _not_called()
    elif child.is_whole:
        yield from _told(child, parent, call)


def _told(child: Examined, parent: Examined, call: Call) -> Iterator[Difference]:
    """See that the parent was told of an end; one that stopped waiting in between was not."""
    end = child.end
    if end is None or end[1].outcome not in _CAME_BACK:
        return
    if not call.came_back and not call.is_over and parent.end is None:
        yield differs(
            "Dit proces is afgelopen, maar het proces dat het aanriep wacht er nog op.",
            "This instance has ended, but the one that called it still waits for it.",
        )


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
        child = by_id.get(str(told.child_id))  # a forger may have made anything of it
        if child is None:
            yield differs(
                "Het proces {child_id}, waarvan dit het vervolg is, ontbreekt.",
                "The instance {child_id}, which this follows from, is missing.",
                position=event.line.position,
                child_id=told.child_id,
            )
        elif isinstance(told, ChildEscalated):
            continue  # what it escalated is compared by itself
        elif child.is_whole and not _came_back(child, told):
            yield differs(
                "Het proces {child_id} is volgens zijn eigen geschiedenis niet zo afgelopen.",
                "The instance {child_id} did not end like this according to its own history.",
                position=event.line.position,
                child_id=told.child_id,
            )


def _came_back(child: Examined, told: ChildEnded | ChildFailed) -> bool:
    end = child.end
    if end is None or not isinstance(told, _CAME_BACK.get(end[1].outcome, ())):
        return False
    return bool(child.erased) or end[1].variables == told.variables
