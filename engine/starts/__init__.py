"""Processes that start by themselves: when, and what becomes of it.

A timer on a start event is set when its process is deployed, and replaced by the next version. When
its moment comes it opens a case, once, and is set for its next moment in the same transaction.
"""

from __future__ import annotations

from engine.starts.opening import open_due
from engine.starts.pending import Pending, failed, name, pending
from engine.starts.setting import Ahead, ahead, keep, stays_stopped
from engine.starts.steering import (
    LONGEST_REASON,
    NoReason,
    ReasonTooLong,
    StartPassed,
    UnknownStart,
    resume,
    steered,
    stop,
    try_again,
)
from engine.starts.wording import Moments, say

__all__ = [
    "LONGEST_REASON",
    "Ahead",
    "Moments",
    "NoReason",
    "Pending",
    "ReasonTooLong",
    "StartPassed",
    "UnknownStart",
    "ahead",
    "failed",
    "keep",
    "name",
    "open_due",
    "pending",
    "resume",
    "say",
    "stays_stopped",
    "steered",
    "stop",
    "try_again",
]
