"""Reading a form definition: the subset, and what is refused by name."""

import json

import pytest

from engine import forms
from engine.forms import InvalidForm, Kind, Widget
from engine.model import Words
from tests.engine.forms.examples import GEMEENTEN, both, budget, choice, form, idea, parsed, ui


def problems(written, lists=None, functions=()):
    """Give what is wrong with a form that is offered: unreadable parts, else what is judged."""
    source = written if isinstance(written, bytes) else json.dumps(written).encode()
    try:
        found = forms.misfits(forms.parse(source, lists or {}, functions=functions), functions)
    except InvalidForm as refusal:
        return [each.nl for each in refusal.problems]
    return [each.nl for each, _ in found]


def only_problem(written, **around):
    (found,) = problems(written, **around)
    return found


def test_a_form_is_ready_to_be_drawn():
    found = idea()
    title, towns, score = found.field("titel"), found.field("gemeenten"), found.field("score")

    assert found.form_id == "voorbeeld"
    assert found.title == Words("Voorbeeld", "Example")
    assert [field.name for field in found.fields][:3] == ["titel", "omschrijving", "gemeenten"]
    assert (title.kind, title.widget, title.required) == (Kind.TEXT, Widget.TEXT, True)
    assert (title.limits.min_length, title.limits.max_length) == (5, 120)
    assert found.field("omschrijving").widget is Widget.TEXTAREA
    assert (towns.kind, towns.widget, towns.choices) == (
        Kind.SEVERAL,
        Widget.CHECKBOXES,
        GEMEENTEN,
    )
    assert [choice.value for choice in score.choices] == [0, 1, 2, 3, 4]
    assert found.field("organisatie").show_if.text == 'soort = "overheid"'
    assert found.field("kosten").limits.decimals == 2
    assert found.field("start").kind is Kind.DATE
    assert found.field("bijlagen").kind is Kind.FILES
    assert found.field("links").kind is Kind.LINES


def test_a_table_has_columns_and_a_form_has_rules():
    found = budget()

    assert [column.name for column in found.field("begroting").columns] == [
        "soort",
        "bedrag",
        "anders",
    ]
    assert found.field("begroting.2.bedrag").widget is Widget.MONEY
    assert found.field("totaal").value.text == "sum(begroting.bedrag)"
    assert [(rule.field, rule.warning) for rule in found.rules] == [
        ("gevraagd", False),
        ("begroting.bedrag", True),
    ]


def test_sections_decide_the_order():
    found = parsed(
        {
            "laatste": {"type": "string", "ui": ui("Laatste", order=1, section="b")},
            "eerste": {"type": "string", "ui": ui("Eerste", order=2, section="a")},
        },
        sections=[
            {"id": "a", "nl": "Deel A", "en": "Part A", "intro": both("Uitleg")},
            {"id": "b", "nl": "Deel B", "en": "Part B"},
        ],
    )

    assert [field.name for field in found.fields] == ["eerste", "laatste"]
    assert [(section.title.nl, section.fields) for section in found.sections] == [
        ("Deel A", ("eerste",)),
        ("Deel B", ("laatste",)),
    ]


QUESTION = {"type": "string", "ui": ui("Vraag")}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"pattern": "[0-9]+"}, "'pattern' kan hier niet"),
        ({"type": "null"}, "het soort (type) 'null' kan niet"),
        ({"type": ["string", "null"]}, "kan niet"),
        ({"format": "color"}, "de vorm (format) 'color' kan niet"),
        ({"ui": ui("Vraag", widget="slider")}, "het veld (widget) 'slider' kan hier niet"),
        ({"ui": ui("Vraag", placeholder="x")}, "'placeholder' kan hier niet"),
        ({"ui": {}}, "hier horen een Nederlandse en een Engelse tekst"),
        ({"minLength": 9, "maxLength": 3}, "minLength is hoger dan maxLength"),
        ({"minLength": -1}, "hier hoort een geheel getal"),
        ({"maxLength": True}, "hier hoort een geheel getal"),
        ({"ui": ui("Vraag", show_if="a = (b")}, "vraag/ui/show-if: Regel 1"),
        ({"ui": ui("Vraag", show_if="vraag = 1")}, "'vraag' wordt niet eerder gevraagd"),
        ({"ui": ui("Vraag", required_if="later = 1")}, "'later' wordt niet eerder gevraagd"),
        ({"ui": ui("Vraag", show_if="gluren(1)")}, "er is geen functie 'gluren'"),
        ({"ui": ui("Vraag", widget="readonly")}, "heeft een waarde (value) in FEEL"),
        ({"ui": ui("Vraag", widget="text", value="1")}, "heeft een waarde (value) in FEEL"),
        ({"ui": ui("Vraag", value="1", default="1")}, "een berekend veld kan niet verplicht"),
        ({"ui": ui("Vraag", widget="radio")}, "radio en select hebben keuzes nodig"),
        ({"ui": ui("Vraag", list="steden")}, "er is geen lijst 'steden'"),
        ({"ui": ui("Vraag", section="deel")}, "er is geen deel 'deel'"),
        ({"ui": ui("Vraag", unit="%")}, "een eenheid (unit) hoort bij een getal"),
        ({"ui": ui("Vraag", decimals=2)}, "decimals hoort bij een getal"),
        ({"oneOf": []}, "hier horen keuzes die verschillen"),
        ({"oneOf": [choice("a", "A"), choice("a", "B")]}, "hier horen keuzes die verschillen"),
        ({"oneOf": [{"const": 3, "title": "Drie"}]}, "hier hoort een tekst"),
        ({"oneOf": [choice("a", "A")], "ui": ui("V", widget="text")}, "radio of select"),
        ({"type": "boolean", "const": False}, "const kan hier alleen true zijn"),
        ({"type": "array"}, "hier hoort een object"),
        ({"type": "array", "items": {"type": "number"}}, "een lijst bestaat uit teksten"),
        ({"type": "array", "items": {"type": "object"}}, "hier hoort een object"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 9999}, "tot en met 100"),
        ({"type": "object", "properties": {}}, "het soort (type) 'object' kan niet"),
    ],
)
def test_what_is_outside_the_subset_is_refused_by_name(question, said):
    later = {"type": "string", "ui": ui("Later", order=9)}
    found = problems(form({"vraag": QUESTION | question, "later": later}))

    assert any(said in each and each.startswith("vraag") for each in found), found


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"if": {}}, "'if' kan hier niet"),
        ({"type": "array"}, "type: hier hoort: object"),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, "$schema: hier hoort"),
        ({"additionalProperties": True}, "additionalProperties: hier hoort: False"),
        ({"title": "Titel"}, "title: hier horen een Nederlandse en een Engelse tekst"),
        ({"$id": ""}, "$id: hier hoort een tekst"),
        ({"required": ["spook"]}, "'spook' kan hier niet"),
        ({"rules": [{"feel": "1 +", "field": "vraag", "nl": "a", "en": "b"}]}, "rules/0/feel"),
        ({"rules": [{"feel": "1", "field": "spook", "nl": "a", "en": "b"}]}, "'spook' kan"),
        ({"rules": [{"feel": "1", "field": "vraag", "nl": "a"}]}, "rules/0: hier horen een"),
    ],
)
def test_a_form_that_is_not_right_says_where(members, said):
    found = problems(form({"vraag": QUESTION}) | members)

    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b"[" * 100_000,
        b" " * 600_000,
    ],
)
def test_what_is_no_form_at_all_is_refused(source):
    assert problems(source)


def test_every_problem_is_told_at_once():
    found = problems(form({"Vraag": {"type": "string", "pattern": "x", "ui": {"order": 1.5}}}))

    assert len(found) == 4
    assert all(each.startswith("Vraag") for each in found)


def test_a_name_that_feel_cannot_read_is_refused():
    assert "kleine letters" in only_problem(form({"e-mail": QUESTION}))


def test_a_live_list_is_filled_when_the_form_is_used():
    found = parsed({"wie": {"type": "string", "ui": ui("Wie?", list="personen:Kernteam")}})
    filled = forms.with_lists(found, {"personen:Kernteam": GEMEENTEN})

    assert found.field("wie").choices == ()
    assert filled.field("wie").choices == GEMEENTEN
    assert filled.field("wie").widget is Widget.SELECT


def test_a_section_without_a_question_is_refused():
    asked = QUESTION | {"ui": QUESTION["ui"] | {"section": "vol"}}
    sections = [{"id": name, "nl": name, "en": name} for name in ("vol", "leeg")]
    found = only_problem(form({"vraag": asked}) | {"sections": sections})

    assert found == "sections/leeg: er is geen vraag in dit deel."


def test_a_form_that_cannot_be_made_out_says_so_first():
    with pytest.raises(InvalidForm) as refusal:
        forms.parse(b"{}")

    assert refusal.value.sentence("en").startswith("This form is not right: ")


def test_a_list_of_master_data_becomes_choices():
    source = json.dumps({"name": "x", "choices": [choice("emmen", "Emmen")]}).encode()

    assert [each.value for each in forms.parse_list(source)] == ["emmen"]
    with pytest.raises(InvalidForm):
        forms.parse_list(b'{"choices": "emmen"}')


def test_functions_of_several_words_may_be_called():
    question = QUESTION | {"ui": ui("Vraag", default="werkdag op of na(today())")}

    assert parsed({"vraag": question}, functions=["werkdag op of na"])
    assert problems(form({"vraag": question}))


def test_the_place_that_is_wrong_in_an_expression_is_kept_with_the_refusal():
    written = form({"naam": {"type": "string", "ui": ui("Naam", show_if="bedrag > ")}})
    with pytest.raises(InvalidForm) as refusal:
        forms.parse(json.dumps(written).encode(), {}, functions=())

    (found,) = refusal.value.excerpts
    assert (found.text, found.line, found.column, found.length) == ("bedrag > ", 1, 10, 0)


def test_every_wrong_expression_is_kept_with_its_place():
    written = form(
        {
            "naam": {"type": "string", "ui": ui("Naam", show_if="bedrag > ")},
            "plaats": {"type": "string", "ui": ui("Plaats", required_if="1 1")},
        }
    )
    with pytest.raises(InvalidForm) as refusal:
        forms.parse(json.dumps(written).encode(), {}, functions=())

    assert [one.text for one in refusal.value.excerpts] == ["bedrag > ", "1 1"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b'{"type":\n nee}', "dit is geen JSON: regel 2, teken 2 klopt niet."),
        (b'{"type": 1, "type": 2}', "'type' staat er twee keer in."),
        (b"\xff", "dit is geen JSON in UTF-8."),
    ],
)
def test_a_file_that_is_no_json_says_where_in_the_language_of_the_reader(source, said):
    with pytest.raises(InvalidForm) as refused:
        forms.parse(source, {}, functions={})

    assert refused.value.sentence("nl").endswith(said)
