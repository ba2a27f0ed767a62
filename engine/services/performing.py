"""Perform the service calls that stand, outside any transaction, and bring the answers back.

A call is claimed with a lease, tried with a time-out, and its answer is a cause like any other.
What gives no answer is tried again with growing pauses, and becomes an incident in the end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from engine import instances, ringing, store
from engine.errors import EngineError
from engine.events import ServiceAnswered, ServiceAnsweredLate, ServiceFailed
from engine.interpreter import NotWaitingHere
from engine.model import Who, Words
from engine.services import mail
from engine.services.errors import (
    Broke,
    BrokeOff,
    NoAnswer,
    NoUse,
    ServiceError,
    TookTooLong,
    UnknownService,
)
from engine.services.requests import Request, Service, Taken
from engine.settings import Settings
from engine.store import DatabaseAway, Store, Transaction
from engine.store.calls import Call
from engine.suspensions import CaseSuspended
from engine.values import Value

#: every service that a diagram may name
BUNDLED: Mapping[str, Service] = {"mail": mail.send}
#: what each of them takes
TAKES: Mapping[str, Taken] = {"mail": mail.TAKES}

AT_ONCE = 8
LEASE_MARGIN_SECONDS = 60  #: what recording an answer may take after the time-out
LONGEST_PAUSE = timedelta(hours=6)
SERVICE = Who("service")

Result = Value | NoAnswer

logger = logging.getLogger(__name__)


def perform_due(
    found_store: Store,
    settings: Settings,
    known: Mapping[str, Service] = BUNDLED,
    *,
    of: str | None = None,
) -> int:
    """Perform every call that is due, of any instance or `of` one; return how many were answered.

    Some are performed at a time, with no transaction open while a service works. When this process
    dies, the calls it had claimed are taken over after their lease, with the same key.
    """
    answered = 0
    while calls := _claimed(found_store, settings, of):
        for call, result in _performed(calls, settings, known):
            answered += _recorded(found_store, settings, call, result)
    return answered


def _claimed(found_store: Store, settings: Settings, of: str | None) -> list[Call]:
    with found_store.read() as tx:
        if not store.calls.are_due(tx, of):
            return []
    lease = timedelta(seconds=settings.service_timeout_seconds + LEASE_MARGIN_SECONDS)
    with found_store.begin() as tx:
        return store.calls.claim(tx, until=tx.now + lease, most=AT_ONCE, of=of)


# --- performing


def _performed(
    calls: list[Call], settings: Settings, known: Mapping[str, Service]
) -> Iterator[tuple[Call, Result]]:
    """Perform calls side by side; yield each with its result, those that are too late last."""
    results: SimpleQueue[tuple[Call, Result]] = SimpleQueue()

    def perform(call: Call) -> None:
        results.put((call, _result(call, settings, known)))

    for call in calls:
        Thread(target=perform, args=(call,), daemon=True, name=f"service {call.key}").start()
    seconds = settings.service_timeout_seconds
    end = monotonic() + seconds
    late = {call.key: call for call in calls}
    with suppress(Empty):
        while late:
            call, result = results.get(timeout=max(0, end - monotonic()))
            del late[call.key]
            yield call, result
    for call in late.values():
        yield call, TookTooLong(seconds)


def _result(call: Call, settings: Settings, known: Mapping[str, Service]) -> Result:
    if call.answer:
        return call.answer[0]
    if call.tries > settings.service_attempts:
        return BrokeOff()
    service = known.get(call.service)
    if service is None:
        return UnknownService(call.service)
    seconds = settings.service_timeout_seconds
    try:
        return service(Request(call.key, call.payload, call.called_at, seconds), settings)
    except NoAnswer as problem:
        return problem
    except Exception as problem:  # noqa: BLE001 - logged
        what = f"service {call.service} broke at {call.key}"
        ringing.log(logger, what, problem, "It is asked again, or an incident in the end.")
        return Broke()


# --- bringing the answer back


def _recorded(found_store: Store, settings: Settings, call: Call, result: Result) -> bool:
    """Let the answer or the failure happen to the instance; True for an answer."""
    if not isinstance(result, NoAnswer):
        try:
            with found_store.begin() as tx:
                _answer(tx, call, result)
        except DatabaseAway:
            logger.warning("the answer for %s could not be kept; it is asked again", call.key)
            return False
        except EngineError as problem:
            result = NoAnswer(Words(problem.sentence("nl"), problem.sentence("en")))
        else:
            return True
    try:
        with found_store.begin() as tx:
            _fail(tx, settings, call, result)
    except EngineError as problem:
        what = f"what {call.service} gave for {call.key} was not recorded"
        ringing.log(logger, what, problem, "It is asked again later.")
    return False


def _answer(tx: Transaction, call: Call, answer: Value) -> None:
    running = instances.locked(tx, call.instance_id)
    if store.calls.stands(tx, call):
        try:
            instances.move(tx, running, ServiceAnswered(call.place, answer), SERVICE)
        except CaseSuspended:
            store.calls.keep_answer(tx, call, running.case_number, answer)
            return
        except NotWaitingHere:
            pass
        else:
            return
        store.calls.done(tx, call.instance_id, call.place)
    logger.warning("nobody waits for the answer of %s for %s any more", call.service, call.key)
    late = ServiceAnsweredLate(call.place, call.service, answer)
    instances.note(tx, call.instance_id, late, SERVICE)


def _fail(tx: Transaction, settings: Settings, call: Call, problem: NoAnswer) -> None:
    """Try again later, or let the error or the incident happen now."""
    running = instances.locked(tx, call.instance_id)
    if not store.calls.is_held(tx, call):
        return  # withdrawn, or somebody else tries it now
    code = problem.code if isinstance(problem, ServiceError) else None
    is_last = isinstance(problem, NoUse) or call.tries >= settings.service_attempts
    logger.warning("%s gave no answer to %s: %s", call.service, call.key, problem)
    if code is None and not is_last:
        store.calls.postpone(tx, call, tx.now + pause(settings, call.tries))
        return
    reason = problem.reason
    cause = ServiceFailed(call.place, code, call.tries, reason.nl, reason.en)
    instances.move(tx, running, cause, SERVICE)


def pause(settings: Settings, tries: int) -> timedelta:
    """Tell how long to wait after so many tries: twice as long each time, up to six hours."""
    doublings = min(tries - 1, 20)
    return min(timedelta(seconds=settings.service_pause_seconds * 2**doublings), LONGEST_PAUSE)
