"""Processes that start by themselves: when, and what becomes of it.

A timer on a start event is set when its process is deployed, and replaced by the next version. When
its moment comes it opens a case, once, and is set for its next moment in the same transaction.
"""

from __future__ import annotations

from engine.starts.opening import open_due
from engine.starts.pending import (
    Pending,
    StartPassed,
    UnknownStart,
    failed,
    pending,
    resume,
    stop,
    try_again,
)
from engine.starts.setting import Ahead, ahead, keep
from engine.starts.wording import Moments, say

__all__ = [
    "Ahead",
    "Moments",
    "Pending",
    "StartPassed",
    "UnknownStart",
    "ahead",
    "failed",
    "keep",
    "open_due",
    "pending",
    "resume",
    "say",
    "stop",
    "try_again",
]
