"""How many days a term stands still while an omission is repaired (Awb 4:15, 6:6, 7:10 lid 2)."""

from __future__ import annotations

from datetime import date

from engine.terms.calendars import DAY


def suspended_days(
    requested: date, repaired: date, *, first_day: date, last_day: date | None = None
) -> int:
    """Count the days from the one after the request up to the one before the repair.

    `repaired` is the day of repair, or the day on which the time for it ran out unused. Only days
    inside the term count: from `first_day` up to and including `last_day` (no limit when None).
    """
    begin = max(requested + DAY, first_day)
    end = repaired - DAY
    if last_day is not None:
        end = min(end, last_day)
    return max((end - begin).days + 1, 0)
