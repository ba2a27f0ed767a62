"""Two tabs of one task: each says what was saved in the other, and no file leaves the form."""

from io import BytesIO

import pytest

from tests.counting import Counting
from tests.webui.browser import faults, looking, scrolls_sideways, serving
from tests.webui.workplace import PDF
from webui.forms import FOUND

WRONG = {"actie": "rond-af", "toelichting": "Uit het eerste tabblad"}
SAVED = {"actie": "bewaar", "toelichting": "Uit het tweede tabblad"}
LATER = "Er is later nog iets opgeslagen, vandaag om"
SAVING = 9  #: statements that saving takes, two of them to tell who is asking
MEANWHILE = "Er was intussen iets anders opgeslagen"
BOTH = "Deze vragen waren op twee plaatsen anders ingevuld"
SAVE = {"actie": "bewaar"}


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


def is_clear(page):
    chosen = page.all("input", name="duidelijk_genoeg", value="ja")
    return ["checked" in one for one in chosen] == [True]


def facts(page):
    names, said = page.all("dt"), page.all("dd")
    return [
        (name["text"].strip(), what["text"].strip()) for name, what in zip(names, said, strict=True)
    ]


def replaced(page):
    """Give what the page says stood there first, by question."""
    assert BOTH in page.text()
    return [pair for pair in facts(page) if pair[0] == "Toelichting"]


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


def test_what_a_tab_left_as_it_found_it_stays_as_the_other_saved_it(place, task):
    first, second = Tab(place, task), Tab(place, task)
    first.send(**SAVE, toelichting="Alleen hier\nop twee regels", duidelijk_genoeg="")
    page = second.send(**SAVE, toelichting="", duidelijk_genoeg="ja")

    assert MEANWHILE in page.text()
    assert "Wat u hier niet had veranderd, staat er nu zoals het daar is opgeslagen" in page.text()
    assert explanation(page) == "Alleen hier\nop twee regels"
    assert is_clear(page)
    assert BOTH not in page.text()


def test_it_stays_too_when_the_page_showed_an_earlier_draft(place, task):
    first = Tab(place, task)
    first.send(**SAVE, toelichting="Een\r\ntwee")
    second = Tab(place, task)
    first.send(**SAVE, toelichting="Een\r\ntwee\r\ndrie")
    page = second.send(**SAVE, toelichting="Een\r\ntwee", duidelijk_genoeg="ja")

    assert explanation(page).split() == ["Een", "twee", "drie"]
    assert BOTH not in page.text()


def test_what_a_tab_emptied_is_changed_and_what_it_alone_changed_is_named_nowhere(place, task):
    first = Tab(place, task)
    first.send(**SAVE, toelichting="Weg ermee")
    second = Tab(place, task)
    first.send(**SAVE, toelichting="Weg ermee", duidelijk_genoeg="ja")
    page = second.send(**SAVE, toelichting="")

    assert explanation(page) == ""
    assert is_clear(page)
    assert BOTH not in page.text()


def test_a_question_that_both_changed_is_named_with_what_stood_there_first(place, task):
    first, second = Tab(place, task), Tab(place, task)
    first.send(**SAVE, toelichting="Uit het eerste tabblad", duidelijk_genoeg="ja")
    page = second.send(**SAVED, duidelijk_genoeg="ja")

    assert explanation(page) == "Uit het tweede tabblad"
    assert replaced(page) == [("Toelichting", "Uit het eerste tabblad")]
    assert replaced(second.reload()) == [("Toelichting", "Uit het eerste tabblad")]
    assert replaced(first.reload()) == [("Toelichting", "Uit het eerste tabblad")]
    english = place.as_("bob").get(f"{task}?taal=en")
    assert "These questions had been answered differently in two places" in english.text()
    assert ("Explanation", "Uit het eerste tabblad") in facts(english)


def test_what_gave_way_stays_until_a_page_that_showed_it_is_saved(place, task):
    tabs = [Tab(place, task) for _ in range(3)]
    for number, tab in enumerate(tabs):
        tab.send(**SAVE, toelichting=f"Tabblad {number}")
    page = tabs[-1].page
    assert replaced(page) == [("Toelichting", "Tabblad 0"), ("Toelichting", "Tabblad 1")]

    held = {one["name"]: one["value"] for one in page.all("input", type="hidden")}
    tabs[-1].bob.client.post(task, data=held | {"actie": "reken", "toelichting": "Tabblad 2"})
    assert len(replaced(tabs[-1].reload())) == 2
    tabs[-1].address = task
    tabs[-1].reload()
    assert BOTH not in tabs[-1].send(**SAVE, toelichting="Alles samen").text()


def test_what_was_emptied_elsewhere_is_said_to_have_been_empty(place, task):
    Tab(place, task).send(**SAVED)
    first, second = Tab(place, task), Tab(place, task)
    first.send(**SAVE, toelichting="")
    page = second.send(**SAVE, toelichting="Toch nog iets")

    assert replaced(page) == [("Toelichting", "Niet ingevuld")]


def test_a_page_without_marks_names_all_that_differs(place, task):
    first, second = Tab(place, task), Tab(place, task)
    first.send(**SAVED)
    held = {one["name"]: one["value"] for one in second.page.all("input", type="hidden")}
    without = {name: value for name, value in held.items() if name != FOUND}
    second.bob.client.post(task, data=without | SAVE)

    assert replaced(second.reload()) == [("Toelichting", "Uit het tweede tabblad")]


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
