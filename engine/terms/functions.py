"""The terms as functions that process owners use in diagrams, decisions and forms (FEEL).

As everywhere in FEEL, null in gives null out; a value that cannot be meant is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from engine import feel
from engine.errors import EngineError
from engine.terms import backwards, calendars, rules
from engine.terms.calendars import CURRENT, Calendar
from engine.terms.dates import (
    MOST_COUNTED,
    as_answer,
    as_count,
    as_day,
    as_day_or_moment,
    end_of_day,
    written,
)
from engine.terms.penalty import penalty
from engine.terms.suspension import suspended_days
from engine.terms.term import Term
from engine.terms.timeliness import received_in_time
from engine.values import Value


class NotATerm(EngineError):
    nl = "Bij '{what}' hoort een termijn die eerder is berekend."
    en = "'{what}' must be a term that was computed before."


_Compute = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class _Parameter:
    """One thing a function asks for; `otherwise` is taken when nothing is given."""

    name: str
    take: Callable[[str, Any], Any]
    optional: bool = False
    otherwise: Any = None

    def taken(self, given: Any) -> Any:  # noqa: ANN401 - any value of FEEL
        if given is None and self.optional:
            return self.otherwise
        return self.take(self.name, given)


def functions(known: Calendar = CURRENT) -> dict[str, feel.Function]:
    """Give every function, computing with one version of the calendar."""
    return {
        name: feel.Function(
            name,
            tuple(each.name for each in asked),
            _taking(compute, asked, known),
            price=_price(name),
        )
        for name, compute, asked in _ALL
    }


#: Steps of FEEL that it costs to compute a term, to look at a day, and to go on a working day.
_TERM = 100
_LOOK = 10
_DAY = 3
_LOOKS = frozenset(["werkdag", "werkdag op of na", "werkdag op of voor", "datum voorlopig"])
_GOES_ON = frozenset(["werkdagen na", "werkdagen voor"])


def _price(name: str) -> Callable[..., int]:
    """Tell what an invocation costs: going over thousands of days takes its time."""
    fixed = _LOOK if name in _LOOKS else _TERM

    def price(*given: Any) -> int:  # noqa: ANN401 - any values of FEEL
        days = given[1] if name in _GOES_ON else None
        if isinstance(days, Decimal) and 0 < days <= MOST_COUNTED:
            return fixed + _DAY * int(days)
        return fixed

    return price


def _taking(compute: _Compute, asked: tuple[_Parameter, ...], known: Calendar) -> _Compute:
    def call(*given: Any) -> Value:  # noqa: ANN401 - any values of FEEL
        padded = (*given, *(None for _ in asked[len(given) :]))
        pairs = tuple(zip(asked, padded, strict=True))
        if any(value is None and not each.optional for each, value in pairs):
            return None
        return compute(known, *(each.taken(value) for each, value in pairs))

    return call


def _weeks(what: str, given: Any) -> int:  # noqa: ANN401 - any value of FEEL
    return as_count(what, given, least=1)


def _text(_what: str, given: Any) -> str:  # noqa: ANN401 - any value of FEEL
    return written(given)


def _context(term: Term) -> Value:
    return term.as_context()


def _decision(known: Calendar, end: date, *how: Any) -> Value:  # noqa: ANN401 - taken already
    committee, adjourned, suspended = how
    return rules.decision_on_objection(
        end, committee=committee, adjourned=adjourned, suspended_days=suspended, known=known
    ).as_context()


def _as_term(what: str, given: Any) -> Term:  # noqa: ANN401 - any value of FEEL
    """Take a value as a term that was computed before. Raises NotATerm, naming `what`."""
    try:
        known: dict[str, Any] = {**given["invoer"]}
        return replace(
            Term.from_context(given), inputs=known, first_day=as_day(what, given["eerste_dag"])
        )
    except (AttributeError, KeyError, TypeError, ValueError) as problem:
        raise NotATerm(what=what) from problem


def _repaired(_known: Calendar, term: Term, repaired: date) -> Value:
    return rules.with_repair(term, repaired).as_context()


def _application(known: Calendar, received: date, suspended: int) -> Value:
    return rules.decision_on_application(
        received, suspended_days=suspended, known=known
    ).as_context()


def _suspended(
    _known: Calendar, requested: date, repaired: date, begin: date, end: date | None
) -> Value:
    return Decimal(suspended_days(requested, repaired, first_day=begin, last_day=end))


_ALL: tuple[tuple[str, _Compute, tuple[_Parameter, ...]], ...] = (
    (
        "termijn bezwaar",
        lambda known, day: _context(rules.objection(day, known)),
        (_Parameter("bekendmaking", as_day),),
    ),
    (
        "termijn beroep",
        lambda known, day: _context(rules.appeal(day, known)),
        (_Parameter("bekendmaking", as_day),),
    ),
    (
        "termijn beslissing op bezwaar",
        _decision,
        (
            _Parameter("bezwaar einde", as_day),
            _Parameter("commissie", as_answer),
            _Parameter("verdaagd", as_answer, optional=True, otherwise=False),
            _Parameter("opgeschorte dagen", as_count, optional=True, otherwise=0),
        ),
    ),
    (
        "termijn met herstel",
        _repaired,
        (_Parameter("termijn", _as_term), _Parameter("hersteld", as_day)),
    ),
    (
        "termijn beslissing op aanvraag",
        _application,
        (
            _Parameter("ontvangst", as_day),
            _Parameter("opgeschorte dagen", as_count, optional=True, otherwise=0),
        ),
    ),
    (
        "termijn verzuim",
        lambda known, day, weeks: _context(rules.repair(day, weeks, known)),
        (_Parameter("verzoek", as_day), _Parameter("weken", _weeks)),
    ),
    (
        "wettelijke termijn",
        lambda known, day, weeks, article: _context(rules.set_by_law(day, weeks, article, known)),
        (
            _Parameter("begin", as_day),
            _Parameter("weken", _weeks),
            _Parameter("artikel", _text),
        ),
    ),
    (
        "termijn stukken",
        lambda known, day: _context(backwards.papers_before_hearing(day, known)),
        (_Parameter("hoorzitting", as_day),),
    ),
    (
        "termijn ter inzage",
        lambda known, day: _context(backwards.open_for_inspection(day, known)),
        (_Parameter("hoorzitting", as_day),),
    ),
    (
        "routedatum",
        lambda known, day, count: _context(backwards.before_meeting(day, count, known)),
        (_Parameter("vergadering", as_day), _Parameter("dagen ervoor", as_count)),
    ),
    (
        "opgeschorte dagen",
        _suspended,
        (
            _Parameter("verzoek", as_day),
            _Parameter("hersteld", as_day),
            _Parameter("begin", as_day),
            _Parameter("einde", as_day, optional=True),
        ),
    ),
    (
        "dwangsom",
        lambda _, due, notice, decided: penalty(due, notice, decided).as_context(),
        (
            _Parameter("beslissing einde", as_day),
            _Parameter("ingebrekestelling", as_day),
            _Parameter("besluit", as_day, optional=True),
        ),
    ),
    (
        "tijdig ontvangen",
        lambda known, end, received, posted: received_in_time(end, received, posted, known).in_time,
        (
            _Parameter("einde", as_day),
            _Parameter("ontvangen", as_day_or_moment),
            _Parameter("gepost", as_day, optional=True),
        ),
    ),
    (
        "tijdigheid",
        lambda known, end, received, posted: received_in_time(
            end, received, posted, known
        ).as_context(),
        (
            _Parameter("einde", as_day),
            _Parameter("ontvangen", as_day_or_moment),
            _Parameter("gepost", as_day, optional=True),
        ),
    ),
    (
        "werkdag",
        lambda known, day: calendars.working_day(day, known),
        (_Parameter("datum", as_day),),
    ),
    (
        "werkdag op of na",
        lambda known, day: calendars.next_working_day(day, known),
        (_Parameter("datum", as_day),),
    ),
    (
        "werkdag op of voor",
        lambda known, day: calendars.previous_working_day(day, known),
        (_Parameter("datum", as_day),),
    ),
    (
        "werkdagen na",
        lambda known, day, count: calendars.add_working_days(day, count, known),
        (_Parameter("datum", as_day), _Parameter("aantal", as_count)),
    ),
    (
        "werkdagen voor",
        lambda known, day, count: calendars.add_working_days(day, -count, known),
        (_Parameter("datum", as_day), _Parameter("aantal", as_count)),
    ),
    (
        "datum voorlopig",
        lambda known, day: known.provisional(day),
        (_Parameter("datum", as_day),),
    ),
    (
        "einde van de dag",
        lambda _, day: end_of_day(day),
        (_Parameter("datum", as_day),),
    ),
)

FUNCTIONS = functions()
