"""Who acts for whom while somebody is away."""

from datetime import date, timedelta

import pytest

from engine import people, store, substitutions
from engine.model import Substitution
from engine.substitutions import EndsBeforeItBegins, StandsInForHerself
from tests.engine.at_once import program

TODAY = date(2026, 1, 5)
NEXT_WEEK, TOMORROW = TODAY + timedelta(days=7), TODAY + timedelta(days=1)


def substitute(until, who="daan", since=TODAY):
    return lambda tx: substitutions.substitute(tx, Substitution("bob", who, since, until))


def until(office, who="daan"):
    with office.store.read() as tx:
        return [one.until for one in store.people.substitutions(tx, who, TODAY)]


def test_what_is_said_again_of_the_same_first_day_changes_the_last(office):
    for last in (NEXT_WEEK, TOMORROW, TOMORROW):
        with office.store.begin() as tx:
            substitute(last)(tx)

    assert until(office) == [TOMORROW]
    with office.store.read() as tx:
        assert "Kernteam" in people.person(tx, "daan").all_bodies


@pytest.mark.postgresql
def test_of_two_who_say_it_at_once_the_last_counts(two):
    office, other = two
    second = program(other, substitute(TOMORROW))
    with office.store.begin() as tx:
        substitute(NEXT_WEEK)(tx)
        second.start()
    second.end()

    assert until(office) == [TOMORROW]


def test_nobody_stands_in_for_herself_or_until_before_the_first_day(sqlite_office):
    with sqlite_office.store.begin() as tx:
        with pytest.raises(StandsInForHerself):
            substitute(NEXT_WEEK, "bob")(tx)
        with pytest.raises(EndsBeforeItBegins):
            substitute(TODAY, since=TOMORROW)(tx)

    assert until(sqlite_office) == []
