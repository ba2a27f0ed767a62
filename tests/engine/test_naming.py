"""Variables that nobody writes are named when a diagram is checked, with what may be meant."""

import pytest

from engine import deployments
from engine.deployments.naming import Naming, vocabulary
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
    assert "getal - tekst" in wrong.say("nl")


LEAVING = "<incoming>f3</incoming><outgoing>f9</outgoing>"
MANY = """<multiInstanceLoopCharacteristics>
<loopCardinality>"drie"</loopCardinality></multiInstanceLoopCharacteristics>"""
LOOP = """<standardLoopCharacteristics>
<loopCondition>"nee"</loopCondition></standardLoopCharacteristics>"""
UNFIT = [
    ('regie:due="werkdagen na(today(), 5)"', 'regie:due="1 + 1"', "De streefdatum"),
    ('regie:due="werkdagen na(today(), 5)"', "regie:due='\"morgen\"'", "De streefdatum"),
    ('regie:series="AV"', 'regie:series="AV" regie:title="1"', "De titel"),
    ('regie:why="U', 'regie:assignee="true" regie:why="U', "De behandelaar"),
    ("volledig = true and bedrag &lt;= 50000", "1 + 1", "Een voorwaarde"),
    ("volledig = true and bedrag &lt;= 50000", "bedrag", "Een voorwaarde"),
    ("<timeDuration>P7D", "<timeDuration>true", "Een timer"),
    ("<timeDuration>P7D", "<timeDuration>bedrag", "Een timer"),
    (LEAVING, LEAVING + MANY, "Het aantal keren"),
    (LEAVING, LEAVING + LOOP, "Een voorwaarde"),
]


@pytest.fixture
def refused(sqlite_office):
    """Give the problems of the example with one text in it replaced."""

    def look(before, after):
        wrong = AANVRAAG.decode().replace(before, after, 1).encode()
        assert wrong != AANVRAAG
        with sqlite_office.store.read() as tx:
            found = deployments.check(tx, wrong)
        return [one for one in found if one.severity is Severity.ERROR]

    return look


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("werkdagen na(today())", "Deze functie heeft 2 gegevens nodig, geen 1."),
        (
            "werkdagen na(datum: today(), dagen: 5)",
            "Deze functie kent geen gegeven dagen, wel datum, aantal.",
        ),
    ],
)
def test_a_term_that_is_asked_for_wrongly_is_refused(refused, call, said):
    (wrong,) = refused("werkdagen na(today(), 5)", call)

    assert wrong.code == "makes-no-sense"
    assert said in wrong.say("nl")


@pytest.mark.parametrize(("before", "after", "said"), UNFIT)
def test_a_place_refuses_what_can_never_be_what_it_needs(refused, before, after, said):
    (wrong,) = refused(before, after)

    assert wrong.code == "makes-no-sense"
    assert wrong.element_id
    assert said in wrong.say("nl")
    assert wrong.excerpt is not None


@pytest.mark.parametrize("text", ["P1X", "P1", "R3/morgen", "R/P1X", "2026-13-01", "2026-3-1"])
@pytest.mark.parametrize("place", ["<timeDuration>P7D", 'regie:due="werkdagen na(today(), 5)'])
def test_what_looks_like_a_time_and_is_none_is_said_to_be_none(refused, place, text):
    opening = place[: max(place.rfind(">"), place.find('"')) + 1]
    (wrong,) = refused(place, opening + text)

    assert wrong.code == "not-a-time"
    assert wrong.element_id
    assert f"'{text}'" in wrong.say("nl")


@pytest.mark.parametrize(
    "due", ["P7D", 'date("2026-03-01")', "bedrag_bekend_op", '@"P2D"', 'string("P2D")', "null"]
)
def test_a_due_date_may_be_what_becomes_a_moment(refused, due):
    assert refused('"werkdagen na(today(), 5)"', f"'{due}'") == []


BROKEN = "volledig = true and bedrag &lt;= 50000", "volledig ="


def test_an_expression_that_is_no_feel_does_not_hide_what_is_wrong_in_another(sqlite_office):
    broken = AANVRAAG.replace(*(one.encode() for one in BROKEN))
    broken = broken.replace(b"werkdagen na(today(), 5)", b"werkdagen na(today(), dagn)")
    broken = broken.replace(b"<timeDuration>P7D", b"<timeDuration>1 + 1")
    with sqlite_office.store.read() as tx:
        found = deployments.check(tx, broken)

    codes = [one.code for one in found]
    assert codes.count("expression") == 1
    assert {"makes-no-sense", "unknown-name"} <= set(codes)


def test_a_script_that_cannot_be_read_makes_no_variable_unknown(sqlite_office):
    script = b'<scriptTask id="s_x"><script>dagn = </script></scriptTask></process>'
    broken = AANVRAAG.replace(b"</process>", script)
    broken = broken.replace(b"werkdagen na(today(), 5)", b"werkdagen na(today(), dagn)")
    with sqlite_office.store.read() as tx:
        found = deployments.check(tx, broken)

    assert "expression" in {one.code for one in found}
    assert "unknown-name" not in {one.code for one in found}


def test_what_only_a_form_of_another_process_asks_is_known_and_not_suggested():
    naming = Naming((), {"elders": {"kosten": None}}, {"kosten": None})

    def said(name):
        written = AANVRAAG.replace(b"bedrag &lt;", name.encode() + b" &lt;")
        told = [one.say("nl") for one in naming.problems(written)]
        return [one for one in told if f"met de naam {name}." in one]

    (unknown,) = said("kostn")
    assert "Bedoelt u" not in unknown
    assert said("kosten") == []


def test_what_a_form_of_the_process_itself_asks_is_suggested():
    form = min(vocabulary(AANVRAAG).forms)
    naming = Naming((), {form: {"kosten": None}}, {"kosten": None})
    written = AANVRAAG.replace(b"bedrag &lt;", b"kostn &lt;")

    assert any("Bedoelt u kosten?" in one.say("nl") for one in naming.problems(written))


REMINDER = '<manualTask id="herinnering" name="Herinner de voorzitter">'
MAIL = """<serviceTask id="herinnering" regie:service="mail" regie:inputs='{inputs}'>"""
SCRIPT = '<scriptTask id="herinnering"><script>{inputs}</script>'


@pytest.mark.parametrize(
    ("task", "inputs", "said"),
    [
        (SCRIPT, "f = function(x) x", "functie kan niet in 'f' worden bewaard"),
        (SCRIPT, "a = 1\nr = [a..3]", "bereik kan niet in 'r' worden bewaard"),
        (MAIL, '{aan: 1, onderwerp: "a", tekst: "b"}', "kan voor 'aan' niets met getal"),
        (MAIL, '{aan: "a@b.nl", onderwerp: "a"}', "heeft 'tekst' nodig"),
        (MAIL, '{aan: "a@b.nl", onderwerp: "a", tekst: "b", cc: "c"}', "kijkt niet naar 'cc'"),
        (MAIL, '{aan: ["a@b.nl"], onderwerp: "a" - 1, tekst: "b"}', "tekst - getal"),
    ],
)
def test_what_is_given_or_kept_is_judged_by_its_type(sqlite_office, task, inputs, said):
    tag = task[1 : task.index(" ")]
    diagram = AANVRAAG.decode().replace(REMINDER, task.format(inputs=inputs))
    diagram = diagram.replace("manualTask>", f"{tag}>")
    with sqlite_office.store.read() as tx:
        found = deployments.check(tx, diagram.encode())

    wrong = [one for one in found if one.element_id == "herinnering" and said in one.say("nl")]
    assert [one.severity for one in wrong] == [Severity.ERROR]
    assert wrong[0].excerpt is not None
