"""How many statements a page takes, written down, so that they cannot creep up unseen.

Everything is asked once before it is counted, as in a program that has been running for a while.
"""

import pytest

from tests.counting import Counting

#: two of each tell who is asking
INBOX, TASK, COMPLETION = 6, 12, 16
MANY = 30


def counted(place, bob):
    number = place.idea()
    address = place.address(place.task(number))
    counting, page = Counting(place.store), bob.get(address)
    key = page.one("input", name="sleutel")["value"]
    filled = {"csrf": page.token(), "sleutel": key, "duidelijk_genoeg": "ja", "actie": "rond-af"}
    return (
        counting.whole(lambda: bob.get("/taken")),
        counting.whole(lambda: bob.get(address)),
        counting.whole(lambda: bob.client.post(address, data=filled)),
    )


@pytest.fixture
def bob(place):
    found = place.as_("bob")
    counted(place, found)
    return found


def test_a_page_takes_as_many_statements_as_is_written_here(place, bob):
    assert counted(place, bob) == (INBOX, TASK, COMPLETION)


def test_a_page_takes_no_more_statements_when_there_are_many_cases(place, bob):
    for _ in range(MANY):
        place.idea()

    assert counted(place, bob) == (INBOX, TASK, COMPLETION)
