"""Look back: derive any past moment of a case from its history, and prove that it is right.

Reads only. Nothing here moves an instance or writes a row.
"""

from __future__ import annotations

from engine.model import Content
from engine.replay.looking import (
    Happening,
    UnknownMoment,
    as_begun,
    at,
    definition,
    happening,
    happenings,
)
from engine.replay.sweeping import Portion, verify_chains
from engine.replay.verdicts import Difference, Finding, UnknownNumber, Verdict
from engine.replay.verifying import check_chain, verify, verify_case, verify_cases

__all__ = [
    "Content",
    "Difference",
    "Finding",
    "Happening",
    "Portion",
    "UnknownMoment",
    "UnknownNumber",
    "Verdict",
    "as_begun",
    "at",
    "check_chain",
    "definition",
    "happening",
    "happenings",
    "verify",
    "verify_case",
    "verify_cases",
    "verify_chains",
]
