"""Lists of cases that are too long to count."""

import pytest

from engine.store.lists import COUNTED
from tests.engine.crowd import alike


@pytest.mark.parametrize(
    ("path", "person", "title"), [("/zaken", "bob", "Zaken"), ("/toezicht", "eve", "Terugkijken")]
)
def test_of_more_cases_than_are_counted_every_page_can_be_reached(place, path, person, title):
    alike(place.store, place.idea(), COUNTED)
    visitor = place.as_(person)
    page, far = visitor.get(path), visitor.get(f"{path}?pagina=41")

    assert f"{title} (meer dan 1.000)" in page.one("title")["text"]
    assert "1 tot en met 25 van meer dan 1.000" in page.text()
    assert f"{title} (1.001)" in far.one("title")["text"]
    assert "1.001 tot en met 1.001 van 1.001" in far.text()
