"""Say that a case is suspended: by whom, since when, why."""

from __future__ import annotations

from engine import store
from engine.errors import EngineError
from engine.model import HOME
from engine.store import Transaction
from engine.store.steering import Remark


class CaseSuspended(EngineError):
    """Nothing may happen to the case until an administrator resumes it."""

    nl = "Deze zaak is stilgelegd door {name} op {day_nl}: {reason}"
    en = "This case was suspended by {name} on {day_en}: {reason}"

    def __init__(self, remark: Remark, name: str) -> None:
        local = remark.at.astimezone(HOME)
        super().__init__(
            name=name,
            day_nl=f"{local:%d-%m-%Y} om {local:%H.%M} uur",
            day_en=f"{local:%d-%m-%Y} at {local:%H:%M}",
            reason=remark.reason,
        )


def why(tx: Transaction, instance_id: str) -> CaseSuspended | None:
    """Give the sentence that says why an instance stands still; None when it does not."""
    remark = store.steering.suspension(tx, instance_id)
    if remark is None:
        return None
    return CaseSuspended(remark, store.people.names(tx).get(remark.by, remark.by))
