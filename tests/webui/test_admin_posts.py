"""Long lists of messages in administration: a page at a time, at the same cost however many."""

import pytest
from sqlalchemy import insert

from engine import store, tables
from tests.counting import Counting, calls
from tests.webui.browser import PHONE, faults, follow, looking, picture, scrolls_sideways, serving
from tests.webui.workplace import FRED

FAILED, UNCLAIMED = "onbezorgd", "berichten"
MANY, MORE = 60, 240
TITLES = {
    FAILED: "Berichten die niet konden worden bezorgd",
    UNCLAIMED: "Berichten waar niemand op wachtte",
}


@pytest.fixture
def fred(place):
    with place.store.begin() as tx:
        store.people.add(tx, FRED, "no password")
    return place.as_("fred")


def fill(place, section, how_many):
    """Let so many messages have failed, or be unclaimed; each is for a key of its own."""
    with place.store.begin() as tx:
        happened = {"reported_at": tx.now}
        if section == FAILED:
            happened = {"tries": 6, "failed_at": tx.now, "reason_nl": "Twee.", "reason_en": "Two."}
        post = {"kind": "message", "name": section, "sent_at": tx.now} | happened
        posts = [post | {"key": f"{section}-{number}"} for number in range(1, how_many + 1)]
        tx.change(insert(tables.message), posts)


def text(page):
    return " ".join(page.text().split())


@pytest.mark.parametrize("section", [FAILED, UNCLAIMED])
def test_messages_stand_on_pages_of_their_own(place, fred, section):
    fill(place, section, 53)
    first = fred.get("/beheer")
    second = fred.get(first.one("a", text="Volgende")["href"])

    assert first.one("a", text="Volgende")["href"] == f"/beheer?{section}=2#{section}"
    assert f"{TITLES[section]} 53" in text(first)
    assert "1 tot en met 25 van 53" in text(first)
    assert f"voor {section}-25 " in text(first)
    assert f"voor {section}-26 " not in text(first)
    assert "26 tot en met 50 van 53" in text(second)
    assert f"voor {section}-26 " in text(second)
    assert f"voor {section}-53 " in text(fred.get(f"/beheer?{section}=999"))
    assert first.one("title")["text"].startswith("Beheer (53) ")


def test_the_pages_of_one_list_leave_the_other_where_it_is(place, fred):
    for section in (FAILED, UNCLAIMED):
        fill(place, section, 53)
    page = fred.get(f"/beheer?{FAILED}=2")
    onwards = [one["href"] for one in page.all("a", text="Volgende")]

    assert onwards == [
        f"/beheer?{FAILED}=3#{FAILED}",
        f"/beheer?{FAILED}=2&{UNCLAIMED}=2#{UNCLAIMED}",
    ]


@pytest.mark.parametrize("section", [FAILED, UNCLAIMED])
def test_more_than_a_thousand_are_not_counted_and_all_can_be_reached(place, fred, section):
    fill(place, section, 1_101)
    first, far = fred.get("/beheer"), fred.get(f"/beheer?{section}=40")

    assert f"{TITLES[section]} meer dan 1.000" in text(first)
    assert "1 tot en met 25 van meer dan 1.000" in text(first)
    assert first.one("title")["text"].startswith("Beheer (meer dan 1.000) ")
    assert f"{section}=41" in far.one("a", text="Volgende")["href"]
    assert f"voor {section}-1101 " in text(fred.get(f"/beheer?{section}=45"))


@pytest.mark.parametrize("section", [FAILED, UNCLAIMED])
def test_the_page_costs_as_much_with_many_messages_as_with_few(place, fred, section):
    counting = Counting(place.store)

    def cost():
        fred.get("/beheer?taal=nl")
        return counting.whole(lambda: fred.get("/beheer")), calls(lambda: fred.get("/beheer"))

    fill(place, section, MANY)
    few = cost()
    fill(place, section, MORE)
    statements, called = cost()

    assert statements == few[0]
    assert called < few[1] * 1.05


@pytest.mark.parametrize(
    ("section", "deed", "said"),
    [
        (FAILED, "afvoeren", "Het bericht is afgevoerd."),
        (UNCLAIMED, "opnieuw", "Het bericht wordt opnieuw bewaard tot iemand erop wacht."),
    ],
)
def test_who_handles_a_message_stays_on_the_page_where_she_was(place, fred, section, deed, said):
    fill(place, section, 80)
    page = fred.get(f"/beheer?{section}=2")
    ways = [one["action"] for one in page.all("form") if one["action"].startswith("/beheer/")]
    done = fred.send(next(way for way in ways if f"/{deed}?" in way))

    assert said in done.one("div", role="status")["text"]
    assert "26 tot en met 50 van 79" in text(done)
    onwards = done.one("a", text="Volgende")["href"]
    assert onwards == f"/beheer?{section}=3#{section}"
    assert said not in text(fred.get(onwards))


@pytest.mark.browser
def test_long_lists_are_leafed_through_without_a_script_and_have_no_fault(place, fred, browser):
    assert fred
    for section in (FAILED, UNCLAIMED):
        fill(place, section, 1_101)
    found = []
    with serving(place.app) as site:
        for size, scheme in (({"width": 360, "height": 740}, "dark"), (PHONE, "light")):
            how = {"size": size, "scheme": scheme, "cookie": place.cookie("fred")}
            with looking(browser, site, f"/beheer?{FAILED}=2", **how) as page:
                picture(page, f"beheer-lang-{scheme}")
                found += [f"{scheme}: {fault}" for fault in faults(page)]
                if scrolls_sideways(page):
                    found.append(f"{scheme}: scrolls sideways")
        how = {"scripts": False, "cookie": place.cookie("fred")}
        with looking(browser, site, "/beheer", **how) as page:
            leaf = page.get_by_role("navigation", name="Bladeren door berichten waar niemand")
            follow(leaf.get_by_role("link", name="Volgende"))
            assert page.get_by_text(f"voor {UNCLAIMED}-26", exact=False).is_visible()
            messages = page.get_by_role("region", name=TITLES[UNCLAIMED])
            follow(messages.get_by_role("button", name="Voer af").first)
            assert "Het bericht is afgevoerd." in page.get_by_role("status").inner_text()

    assert not found, "\n".join(found)
