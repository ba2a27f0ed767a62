"""Two tabs of one task: each says what was saved in the other, and no file leaves the form."""

from io import BytesIO

import pytest

from tests.counting import Counting
from tests.webui.browser import faults, looking, scrolls_sideways, serving
from tests.webui.workplace import PDF

WRONG = {"actie": "rond-af", "toelichting": "Uit het eerste tabblad"}
SAVED = {"actie": "bewaar", "toelichting": "Uit het tweede tabblad"}
LATER = "Er is later nog iets opgeslagen, vandaag om"
SAVING = 9  #: statements that saving takes, two of them to tell who is asking
MEANWHILE = "Er was intussen iets anders opgeslagen"


@pytest.fixture
def task(place):
    return place.address(place.task(place.idea()))


class Tab:
    """A tab in which a task is open: it sends what its page holds, and knows where it is then."""

    def __init__(self, place, task):
        self.bob, self.task, self.place = place.as_("bob"), task, place
        self.address, self.page = task, self.bob.get(task)

    def send(self, **fields):
        self.place.clock.tick(minutes=1)
        held = {one["name"]: one["value"] for one in self.page.all("input", type="hidden")}
        answer = self.bob.client.post(self.task, data=held | fields)
        assert answer.status_code == 302, answer.status_code
        self.address = answer.headers["Location"]
        return self.reload()

    def reload(self):
        self.page = self.bob.get(self.address)
        return self.page


def names(page):
    return [one["text"] for one in page.all("a") if one["text"].endswith(".pdf")]


def explanation(page):
    return page.by_id("toelichting")["text"].strip()


def file(name):
    return {"stukken": (BytesIO(PDF), name)}


def test_a_tab_whose_draft_was_replaced_says_so_when_it_is_loaded_again(place, task):
    first, second = Tab(place, task), Tab(place, task)
    assert LATER not in first.send(**WRONG).text()
    second.send(**SAVED)

    page = first.reload()
    assert f"{LATER} 09.02 uur, bijvoorbeeld in een ander tabblad." in page.text()
    assert explanation(page) == "Uit het tweede tabblad"


def test_the_tab_that_replaces_a_draft_says_so_and_keeps_the_files_of_both(place, task):
    first, second = Tab(place, task), Tab(place, task)
    first.send(**WRONG, **file("een.pdf"))
    page = second.send(**SAVED, **file("twee.pdf"))

    assert MEANWHILE in page.text()
    assert explanation(page) == "Uit het tweede tabblad"
    assert sorted(names(page)) == ["een.pdf", "twee.pdf"]
    assert sorted(names(first.reload())) == ["een.pdf", "twee.pdf"]


def test_a_wrong_completion_in_the_later_tab_keeps_the_files_of_both_too(place, task):
    first, second = Tab(place, task), Tab(place, task)
    first.send(**SAVED, **file("een.pdf"))
    page = second.send(**WRONG)

    assert MEANWHILE in page.text()
    assert "U kunt deze taak nog niet afronden" in page.text()
    assert names(page) == ["een.pdf"]


def test_a_tab_that_goes_on_with_what_it_saved_itself_says_nothing_of_others(place, task):
    tab = Tab(place, task)
    tab.send(**WRONG, **file("een.pdf"))
    page = tab.send(**SAVED)

    assert MEANWHILE not in page.text()
    assert LATER not in page.text()
    assert "Uw concept is bewaard, vandaag om 09.02 uur." in page.text()
    assert names(page) == ["een.pdf"]


def test_a_file_that_is_taken_away_stays_away(place, task):
    tab = Tab(place, task)
    page = tab.send(**SAVED, **file("een.pdf"))
    (button,) = [one for one in page.all("button") if one.get("value", "").startswith("weg:")]
    held = {one["name"]: one["value"] for one in page.all("input", type="hidden")}
    bob = tab.bob
    after = bob.client.post(task, data=held | {"actie": button["value"]})

    assert "een.pdf" not in after.get_data(as_text=True)
    assert names(bob.get(task)) == []


def test_what_is_typed_when_it_is_too_late_does_not_name_the_draft(place, task):
    tab = Tab(place, task)
    tab.send(**SAVED)
    held = {one["name"]: one["value"] for one in tab.page.all("input", type="hidden")}
    tab.bob.send(task, actie="rond-af", duidelijk_genoeg="ja")
    late = tab.bob.client.post(task, data=held | WRONG)

    assert late.status_code == 409
    assert "Concept" not in late.get_data(as_text=True)


def test_saving_asks_the_database_no_more_than_it_must(place, task):
    tab = Tab(place, task)
    tab.send(**SAVED)
    counting = Counting(place.store)
    held = {one["name"]: one["value"] for one in tab.page.all("input", type="hidden")}

    assert counting.whole(lambda: tab.bob.client.post(task, data=held | SAVED)) == SAVING


@pytest.mark.browser
def test_what_a_tab_says_of_another_has_no_fault(place, task, browser):
    first, second = Tab(place, task), Tab(place, task)
    first.send(**WRONG, **file("een.pdf"))
    second.send(**SAVED, **file("twee.pdf"))
    found = []
    with serving(place.app) as site:
        how = {"size": {"width": 360, "height": 740}, "scheme": "dark"}
        for tab in (first, second):
            with looking(browser, site, tab.address, cookie=place.cookie("bob"), **how) as page:
                assert page.get_by_role("status").is_visible()
                found += [*faults(page), *["sideways" for _ in range(bool(scrolls_sideways(page)))]]

    assert not found, "\n".join(found)
