"""The pages of a long case take no more work than those of a short one."""

from decimal import Decimal

import pytest

from engine import deployments, openings
from engine.model import Who
from engine.openings import Opening
from tests.counting import calls
from tests.engine.interpreter.diagrams import diagram, end, flow, go, script, start, user, xor
from tests.webui.workplace import ANN

STAFF = '<laneSet><lane name="Staf"><flowNodeRef>u</flowNodeRef></lane></laneSet>'
ROUNDS = diagram(
    STAFF,
    *(
        start(),
        xor("m"),
        user("u", name="Nog een ronde"),
        script("c", "n = n + 1"),
        xor("x", "again"),
        end(),
    ),
    *(go("s m u c x"), flow("x", "m", flow_id="again"), flow("x", "e", "n >= 1000")),
    regie_series="LANG",
)
FEW, MORE = 3, 40
A_LITTLE = 1.02  #: a longer number is written by a few more calls


class Rounds:
    """A case that goes round and round."""

    def __init__(self, place):
        self.place = place
        with place.store.begin() as tx:
            deployments.deploy(tx, ROUNDS, by=ANN)
            opened = openings.open_case(tx, Opening("p", {"n": Decimal(0)}), Who("bob"))
        self.number, self.instance_id, self.turn = opened.number, opened.instance_id, 1

    def go(self, times):
        for _ in range(times):
            self.place.complete(self.task, "bob")
            self.turn += 1

    @property
    def task(self):
        return f"{self.instance_id}/u#{self.turn}"


@pytest.fixture
def rounds(place):
    return Rounds(place)


def test_a_task_late_in_a_long_case_takes_no_more_work_than_an_early_one(place, rounds):
    bob = place.as_("bob")

    def work():
        address = place.address(rounds.task)
        bob.get(address)
        return calls(lambda: bob.get(address))

    rounds.go(FEW)
    early = work()
    rounds.go(MORE)

    assert work() <= early * A_LITTLE


@pytest.mark.parametrize("part", ["", "/stappen", "/verloop", "/stukken", "/opmerkingen"])
def test_a_page_of_a_long_case_takes_no_more_work_than_that_of_a_short_one(place, rounds, part):
    bob = place.as_("bob")

    def work():
        bob.get(f"/zaken/{rounds.number}{part}")
        return calls(lambda: bob.get(f"/zaken/{rounds.number}{part}"))

    rounds.go(MORE)
    short = work()
    rounds.go(MORE)

    assert work() <= short * A_LITTLE


def test_everything_that_happened_in_a_long_case_can_be_leafed_through(place, rounds):
    rounds.go(MORE)
    bob = place.as_("bob")

    first = bob.get(f"/zaken/{rounds.number}/verloop")
    last = bob.get(f"/zaken/{rounds.number}/verloop?pagina=2")

    assert "1 tot en met 25 van 41" in first.text()
    assert "26 tot en met 41 van 41" in last.text()
    assert first.text().count("Daarna aan zet") == 25
    assert last.text().count("Daarna aan zet") == 16


def test_no_line_is_repeated_or_left_out_when_more_happens_while_somebody_leafs(place, rounds):
    for _ in range(MORE):
        place.clock.tick(minutes=1)
        rounds.go(1)
    bob = place.as_("bob")
    first = bob.get(f"/zaken/{rounds.number}/verloop")
    before = steps_told(first) + steps_told(bob.get(following(first)))

    rounds.go(FEW)
    second = bob.get(following(first))
    assert steps_told(first) + steps_told(second) == before
    assert len(before) == len(set(before)) == 41
    assert "26 tot en met 41 van 41" in second.text()
    assert "Terwijl u bladert, kwam er iets bij." in second.text()
    back = bob.get(second.one("a", rel="prev")["href"])
    assert steps_told(back) == steps_told(first)

    latest = bob.get(second.one("a", text="Bekijk het laatste")["href"])
    assert "1 tot en met 25 van 44" in latest.text()
    assert "Terwijl u bladert" not in latest.text()


@pytest.mark.parametrize(
    "mark",
    ["", "x", "{number}.1:0", "{number}.1:999", "{number}.1:x", "{number}.%00:1", "{other}:1"],
)
def test_a_mark_that_is_none_shows_the_case_as_it_is(place, rounds, mark):
    other = place.idea()
    wish = mark.format(number=rounds.number, other=f"{other}.1")

    shown = place.as_("bob").get(f"/zaken/{rounds.number}/verloop?tot={wish}").text()
    assert "Terwijl u bladert" not in shown
    assert "1 tot en met 1 van 1" in shown


def following(page):
    return page.one("a", rel="next")["href"]


def steps_told(page):
    return [one["text"] for one in page.all("li") if "Daarna aan zet" in one["text"]]


def test_the_steps_of_a_long_case_tell_who_did_the_last_round(place, rounds):
    rounds.go(FEW)

    steps = place.as_("bob").get(f"/zaken/{rounds.number}/stappen")

    assert "ronde 4" in steps.text()


def test_an_auditor_sees_the_last_turns_of_a_step_and_how_many_there_were(place, rounds):
    rounds.go(60)
    number, instance_id = rounds.number, rounds.instance_id

    now = place.as_("eve").get(f"/toezicht/{number}/{instance_id}")
    then = place.as_("eve").get(f"/toezicht/{number}/{instance_id}?g=41")

    assert "11 eerdere beurten staan hier niet" in now.text()
    assert now.all("th", scope="row")[0]["text"] == "12"
    assert "beurten staan hier niet" not in then.text()
