"""Messages and signals: receive them from outside, deliver those that instances sent."""

from __future__ import annotations

from engine.messages.delivering import deliver, deliver_now, lay_aside, look_over, wait
from engine.messages.gathering import count_gathered, gathered, still_needed
from engine.messages.judging import InvisibleInMessage
from engine.messages.receiving import (
    AmbiguousMessage,
    AmbiguousStart,
    Incoming,
    NobodyWaits,
    awaited,
    form_id,
    is_awaited,
    keep,
    known_where_awaited,
    opens_cases,
    pass_on,
    receive,
    waits_for_more,
)
from engine.messages.undelivered import (
    UnknownMessage,
    count_failed,
    count_unclaimed,
    dismiss,
    failed,
    has_failed,
    offer_again,
    origin,
    report_unclaimed,
    steered,
    unclaimed,
)

__all__ = [
    "AmbiguousMessage",
    "AmbiguousStart",
    "Incoming",
    "InvisibleInMessage",
    "NobodyWaits",
    "UnknownMessage",
    "awaited",
    "count_failed",
    "count_gathered",
    "count_unclaimed",
    "deliver",
    "deliver_now",
    "dismiss",
    "failed",
    "form_id",
    "gathered",
    "has_failed",
    "is_awaited",
    "keep",
    "known_where_awaited",
    "lay_aside",
    "look_over",
    "offer_again",
    "opens_cases",
    "origin",
    "pass_on",
    "receive",
    "report_unclaimed",
    "steered",
    "still_needed",
    "unclaimed",
    "wait",
    "waits_for_more",
]
