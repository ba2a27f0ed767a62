"""Variables that nobody writes are named when a diagram is checked, with what may be meant."""

import pytest

from engine import deployments
from engine.model import Severity
from tests.engine.office import AANVRAAG, OUDER

UNKNOWN = "unknown-name"


@pytest.fixture
def warned(sqlite_office):
    """Give the sentences about unknown variables in a diagram."""

    def look(diagram):
        with sqlite_office.store.read() as tx:
            found = deployments.check(tx, diagram)
        wrong = [one for one in found if one.code == UNKNOWN]
        assert {one.severity for one in wrong} <= {Severity.WARNING}
        return [one.say("nl") for one in wrong]

    return look


def test_variables_that_forms_and_scripts_write_are_known(warned):
    assert warned(AANVRAAG) == []


def test_a_typing_error_is_named_with_the_nearest_variable(warned):
    (said,) = warned(AANVRAAG.replace(b"bedrag &lt;", b"bedrg &lt;"))

    assert said.endswith("Er is geen waarde met de naam bedrg. Bedoelt u bedrag?")


def test_what_a_called_process_writes_is_known_to_its_caller(warned):
    assert warned(OUDER) == []


def test_what_can_only_go_wrong_is_refused(sqlite_office):
    nonsense = AANVRAAG.replace(b"volledig = true and bedrag &lt;= 50000", b'bedrag - "x" &gt; 1')
    with sqlite_office.store.read() as tx:
        found = deployments.check(tx, nonsense)

    (wrong,) = [one for one in found if one.code == "makes-no-sense"]
    assert wrong.severity is Severity.ERROR
    assert wrong.element_id == "f3"
    assert "number - string" in wrong.say("nl")
