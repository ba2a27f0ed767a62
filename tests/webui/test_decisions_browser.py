"""The pages about decisions in a real browser: axe, phones, light and dark, and no script."""

import io

import pytest

from tests.webui import browser as looks
from tests.webui import deciding
from tests.webui.deciding import DIAGRAM, PROCESS, TABLE

pytestmark = pytest.mark.browser
#: two expressions that are wrong: one has too much, one ends too early
WRONG = TABLE.replace(b"&gt; grens", b"&gt; grens dan").replace(b"stuk * 2", b"stuk *")
VERSION = f"/processen/{PROCESS}/versie/1"
LOOKS = (
    (looks.DESK, "light"),
    (looks.DESK, "dark"),
    (looks.PHONE, "light"),
    (looks.NARROW, "light"),
)
MOST_PRESSES = 20
PAGES = {
    "version": ("ann", VERSION),
    "table": ("ann", f"{VERSION}/beslissing/D4"),
    "parts": ("ann", f"{VERSION}/beslissing/opbouw"),
    "wrong": ("ann", "/processen/aanbieden/controle"),
    "offer": ("ann", "/processen/aanbieden"),
    "case": ("bob", "/zaken/{number}/verloop"),
    "decided": ("bob", "/zaken/{number}/verloop/{number}.1/1"),
    "moment": ("eve", "/toezicht/{number}/{number}.1"),
}


@pytest.fixture
def number(place):
    """Give a case in which something was decided; Ann offered decisions that are wrong."""
    deciding.furnish(place)
    place.as_("ann").send("/processen/aanbieden", bestand=(io.BytesIO(WRONG), "mandaat.dmn"))
    return deciding.spend(place)


@pytest.fixture
def address(place):
    with looks.serving(place.app) as found:
        yield found


@pytest.fixture
def visit(browser, place, address, number):
    """Give the way to look at a page by its name."""

    def look(name, **how):
        person, path = PAGES[name]
        where = path.format(number=number)
        return looks.looking(browser, address, where, cookie=place.cookie(person), **how)

    return look


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_faults_that_axe_finds_or_scrolls_sideways(visit, name):
    for size, scheme in LOOKS:
        with visit(name, size=size, scheme=scheme) as page:
            assert looks.scrolls_sideways(page) == 0, (size, scheme)
            assert looks.faults(page) == [], (size, scheme)


@pytest.mark.parametrize("name", ["table", "decided", "moment"])
def test_a_table_scrolls_within_itself_on_a_phone_also_by_keyboard(visit, name):
    with visit(name, size=looks.NARROW, scripts=False) as page:
        table = page.get_by_role("region", name="Tabel Wie beslist")
        table.focus()
        moved = 0
        for _ in range(MOST_PRESSES):
            page.keyboard.press("ArrowRight")
            moved = moved or table.evaluate("node => node.scrollLeft")

        assert moved > 0


def test_the_rule_that_applied_stays_in_sight_while_its_outcome_is_scrolled_to(visit):
    with visit("decided", size=looks.PHONE, scripts=False) as page:
        page.get_by_role("region", name="Tabel Wie beslist").evaluate(
            "node => node.scrollTo(200, 0)"
        )
        row = page.get_by_role("row", name="Regel 2 Gold")
        shown = [
            row.get_by_text(words, exact=True).bounding_box() for words in ("Gold", '"directeur"')
        ]

        assert all(0 < box["x"] < looks.PHONE["width"] - box["width"] for box in shown)


def test_a_team_member_goes_from_a_case_to_the_table_without_a_script(visit):
    with visit("case", scripts=False) as page:
        looks.follow(page.get_by_role("link", name="Bekijk hoe dit is beslist").first)

        row = page.get_by_role("row", name="Regel 2 Gold")
        assert row.get_by_text("Gold", exact=True).is_visible()
        assert page.get_by_role("heading", name="Wie beslist").is_visible()


def test_what_is_wrong_is_underlined_and_not_only_coloured(visit):
    with visit("wrong") as page:
        found = page.locator("mark").evaluate_all(
            "nodes => nodes.map(node => getComputedStyle(node).textDecorationLine)"
        )
        gap = page.locator("mark.gap").evaluate(
            "node => getComputedStyle(node, '::before').borderBottomWidth"
        )

        assert set(found) == {"underline"}
        assert gap != "0px"


def test_a_file_is_offered_looked_at_and_published_without_a_script(visit, tmp_path):
    changed = tmp_path / "mandaat.dmn"
    changed.write_bytes(TABLE.replace(b"<text>50000<", b"<text>25000<"))
    with visit("offer", scripts=False) as page:
        page.get_by_label("BPMN- of DMN-bestand").set_input_files(changed)
        looks.follow(page.get_by_role("button", name="Controleer bestand"))
        looks.follow(page.get_by_role("button", name="Publiceer"))

        assert "De beslissingen van Mandaat gelden nu." in page.get_by_role("status").inner_text()


def test_the_place_in_a_diagram_is_marked_on_its_page_too(browser, place, address):
    wrong = DIAGRAM.replace(b'wie = "directeur"', b'wie = "directeur')
    place.as_("ann").send("/processen/aanbieden", bestand=(io.BytesIO(wrong), "a.bpmn"))
    where = "/processen/aanbieden/controle"
    how = {"cookie": place.cookie("ann"), "size": looks.NARROW}
    with looks.looking(browser, address, where, **how) as page:
        assert '"directeur' in page.locator("mark").first.inner_text()
        assert looks.faults(page) == []
        assert looks.scrolls_sideways(page) == 0
