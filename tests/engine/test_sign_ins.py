"""How often somebody may try to sign in: as often at the same moment as one after the other."""

from collections import Counter
from threading import Barrier, Thread

import pytest

from engine import people, store
from engine.errors import EngineError
from tests.engine.office import BOB

PASSWORD = "een lang wachtwoord"  # noqa: S105 - of a database that is thrown away
WRONG = "een ander wachtwoord"
HERE, ELSEWHERE = "192.0.2.1", "203.0.113.7"
AT_ONCE = 12
PATIENCE = 60


@pytest.fixture
def ours(office):
    """Give the store of an office in which Bob has a password."""
    with office.store.begin() as tx:
        people.set_password(tx, BOB.id, PASSWORD)
    return office.store


def tried(found_store, password=WRONG, address=HERE, login=BOB.id):
    """Give the name of the refusal; None for who gets in."""
    try:
        people.sign_in(found_store, login, password, address)
    except EngineError as refused:
        return type(refused).__name__
    return None


def at_once(do):
    gate, found = Barrier(AT_ONCE), []

    def one(number):
        gate.wait(PATIENCE)
        found.append(do(number))

    threads = [Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return Counter(found)


def test_of_a_burst_of_tries_no_more_are_made_than_one_after_the_other(ours):
    found = at_once(lambda _: tried(ours))

    assert found == {
        "SignInRefused": people.TRIES_HERE,
        "TooManySignIns": AT_ONCE - people.TRIES_HERE,
    }


def test_nor_when_each_of_them_is_for_another_account(ours):
    with ours.begin() as tx:
        for number in range(people.TRIES_PER_ADDRESS - 10):
            store.sessions.note_failure(tx, f"een ander{number}", HERE)
    found = at_once(lambda number: tried(ours, login=f"iemand{number}"))

    assert found == {"SignInRefused": 10, "TooManySignIns": AT_ONCE - 10}


def test_of_a_burst_with_the_right_password_all_get_in(ours):
    assert at_once(lambda _: tried(ours, PASSWORD)) == {None: AT_ONCE}


def test_nor_does_a_right_one_let_more_wrong_ones_of_the_same_moment_pass(ours):
    found = at_once(lambda number: tried(ours, PASSWORD if number == 0 else WRONG))

    assert found["SignInRefused"] <= 2 * people.TRIES_HERE - 1
    assert found["SignInRefused"] + found["TooManySignIns"] + found[None] == AT_ONCE


def test_tries_that_get_in_do_not_count(ours):
    for _ in range(people.TRIES_HERE * 2):
        assert tried(ours, PASSWORD) is None


def test_who_gets_in_has_all_tries_again(ours):
    for _ in range(people.TRIES_HERE - 1):
        assert tried(ours) == "SignInRefused"
    assert tried(ours, PASSWORD) is None

    assert [tried(ours) for _ in range(people.TRIES_HERE)] == ["SignInRefused"] * people.TRIES_HERE
    assert tried(ours, PASSWORD) == "TooManySignIns"


def test_a_stranger_elsewhere_keeps_nobody_out(ours):
    for _ in range(people.TRIES_HERE + 1):
        said = tried(ours, address=ELSEWHERE)
    assert said == "TooManySignIns"

    assert tried(ours, PASSWORD) is None
    assert tried(ours, address=ELSEWHERE) == "TooManySignIns"


def test_who_guesses_from_many_places_is_stopped_in_the_end(ours):
    with ours.begin() as tx:
        for number in range(people.TRIES_PER_LOGIN):
            store.sessions.note_failure(tx, BOB.id, f"198.51.100.{number}")

    assert tried(ours, PASSWORD) == "TooManySignIns"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("ergens", "ergens"),
    ],
)
def test_a_visitor_is_counted_by_her_network(address, network):
    assert store.sessions.network(address) == network
