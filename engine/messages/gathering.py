"""Start events that start with several events together: keep what comes until all of it is there.

What has come is kept as all that is sent, so it is never lost: it waits for the stated time, is
reported then, and may be offered again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine import access, openings, ringing, store
from engine.access import Action
from engine.errands import Beginning
from engine.messages import hops, starting
from engine.messages.hops import TooFar
from engine.messages.receiving import start_with
from engine.model import Person, Who, Words
from engine.openings import Opening
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.bundles import StartedBy
from engine.store.gathering import Gathered, Part
from engine.store.held import Held, Why
from engine.store.post import Letter, Posted
from engine.store.together import address
from engine.values import Variables

PAGE = 25
_SIGN = "/"
_ALL_IS_THERE = Words(
    "Alles is er. Het begint zodra alles daarvan meetelt.",
    "All of it is there. It begins as soon as all of that counts.",
)
_WHY = {
    Why.SUSPENDED: Words(
        "de zaak die het stuurde, ligt stil", "the case that sent it is suspended"
    ),
    Why.STOPPED: Words("de zaak die het stuurde, is gestopt", "the case that sent it was stopped"),
    Why.AWAITED: Words("een andere zaak wacht er zelf op", "another case waits for it itself"),
    Why.TRIED_LATER: Words("het wordt straks opnieuw geprobeerd", "it is tried again in a while"),
    Why.GIVEN_UP: Words(
        "het kon niet worden bezorgd en wacht op u", "it could not be delivered and waits for you"
    ),
}


class Unusable(Exception):
    """Some of what came cannot be used: each of those fails with its reason."""

    def __init__(self, parts: Mapping[Posted, Words]) -> None:
        super().__init__()
        self.parts = parts


def is_kept_signal(posted: Posted) -> bool:
    """Tell whether this is what came of a signal for one start event."""
    return posted.kind == "signal" and _SIGN in (posted.key or "")


def keep_signal(tx: Transaction, posted: Posted, start: StartedBy, payload: Variables) -> None:
    """Keep what came of a signal for a start event that waits for more."""
    where = address(start.process_id, start.element_id)
    letter = Letter("signal", posted.name, where, posted.sent, payload, posted.sent_at, posted.hops)
    store.post.send(tx, letter)


def started_by_kept(posted: Posted) -> StartedBy:
    """Tell for which start event a signal was kept."""
    process_id, _, element_id = (posted.key or "").partition(_SIGN)
    return StartedBy(process_id, element_id, together=True)


def begin(tx: Transaction, start: StartedBy, key: str | None, who: Who) -> bool:
    """Start a process with all that came for it; False when something is not there any more.

    It starts in the case of who sent it, if those who did are of one case, else in one of its own.
    Raises AmbiguousStart when one of them starts another process too, Unusable when one cannot be
    used and Overtaken when others took one first; nothing is taken then.
    """
    parts = store.gathering.find(tx, start.process_id, start.element_id, key)
    if not parts:
        return False
    payloads = _opened(tx, parts)
    for posted in parts:
        if posted.kind == "message":
            start_with(tx, posted.name)
    store.gathering.take(tx, parts)
    hops.follow(tx, hops.last(parts).hops)
    variables = {name: value for payload in payloads for name, value in payload.items()}
    told: Variables = {
        f"{posted.kind} {posted.name}": {"sent": posted.sent_at, "payload": payload}
        for posted, payload in zip(parts, payloads, strict=True)
    }
    senders = tuple(posted.sent for posted in parts if posted.sent is not None)
    numbers = {number for posted in parts if (number := _case(tx, posted)) is not None}
    if len(numbers) == 1:
        (number,) = numbers
        beginning = Beginning(
            *(start.process_id, number, variables, start.element_id),
            gathered=told,
            senders=senders,
        )
        starting.start(tx, beginning, who)
    else:
        opening = Opening(
            start.process_id, variables, start.element_id, gathered=told, senders=senders
        )
        openings.open_case(tx, opening, who)
    return True


def _opened(tx: Transaction, parts: Sequence[Posted]) -> list[Variables]:
    """Open what came with each. Raises Unusable."""
    found: list[Variables] = []
    wrong: dict[Posted, Words] = {}
    last = hops.last(parts)
    for posted in parts:
        try:
            if posted is last:
                hops.check(tx, posted.hops)
            found.append(store.post.payload(tx, posted))
        except (SealBroken, TooFar) as unusable:
            wrong[posted] = ringing.reason(unusable)
    if wrong:
        raise Unusable(wrong)
    return found


def gathered(tx: Transaction, by: Person, *, most: int = PAGE, skip: int = 0) -> list[Gathered]:
    """Give what has come for a start event that waits for the rest, oldest first.

    Raises NotAllowed.
    """
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.gathering.listed(tx, by, most=most, skip=skip)


def count_gathered(tx: Transaction, by: Person) -> int:
    """Count what has come for start events that wait for the rest. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.gathering.count(tx)


def still_needed(one: Gathered) -> Words:
    """Say what the start event still needs to begin with this, and with which key."""
    if not one.missing:
        return _all_is_there(one)
    named = [_named(part, one.posted) for part in one.missing]
    nl, en = _listed([each.nl for each in named], "en"), _listed([each.en for each in named], "and")
    many = [part for part in one.missing if part.kind == "message"][1:]
    if one.posted.kind == "message" or not many:
        return Words(f"Nog nodig: {nl}.", f"Still needed: {en}.")
    return Words(
        f"Nog nodig: {nl}. De berichten moeten dezelfde sleutel hebben.",
        f"Still needed: {en}. The messages must have the same key.",
    )


def _all_is_there(one: Gathered) -> Words:
    """Say what of it does not count now, and why."""
    if not one.held:
        return _ALL_IS_THERE
    whys = [_why(each) for each in one.held]
    return Words(
        f"Alles is er, maar niet alles telt nu mee: {'; '.join(why.nl for why in whys)}.",
        f"All of it is there, but not all of it counts now: {'; '.join(why.en for why in whys)}.",
    )


def _why(held: Held) -> Words:
    nl, en = _called(held.kind, held.name)
    why, number = _WHY[held.why], f" ({held.case_number})" if held.case_number else ""
    return Words(f"{nl} niet, want {why.nl}{number}", f"{en} does not, because {why.en}{number}")


def _called(kind: str, name: str) -> tuple[str, str]:
    if kind == "signal":
        return f"het signaal '{name}'", f"the signal '{name}'"
    return f"het bericht '{name}'", f"the message '{name}'"


def _named(part: Part, posted: Posted) -> Words:
    """Name what is missing; a message with the key that it must have to count for another."""
    nl, en = _called(part.kind, part.name)
    if "signal" in (part.kind, posted.kind):
        return Words(nl, en)
    if posted.key is None:
        return Words(f"{nl} zonder sleutel", f"{en} without a key")
    return Words(f"{nl} voor {posted.key}", f"{en} for {posted.key}")


def _listed(names: list[str], and_: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {and_} {last}" if first else last


def _case(tx: Transaction, posted: Posted) -> str | None:
    sender = store.instances.find(tx, posted.sender) if posted.sender else None
    return None if sender is None else sender.case_number
