"""What commands print is short around a mistake, and holds nothing that steers a terminal."""

import json

import pytest

from engine import commands, feel
from engine.commands.quoting import quoted
from engine.commands.refusing import refusal
from engine.commands.speaking import printed
from engine.errors import EngineError
from engine.feel import FeelSyntax
from engine.model import Excerpt
from engine.settings import Settings
from tests.engine.interpreter.diagrams import diagram, end, go, script, start

LONG = " + ".join(["bedrag"] * 900)


class Said(EngineError):
    nl = en = "{what}"


@pytest.fixture
def checked(tmp_path, capsys):
    """Give what `regie check` prints of a diagram."""

    def run(source, *more):
        file = tmp_path / "a.bpmn"
        file.write_bytes(source)
        arguments = commands.parser().parse_args(["check", str(file), *more])
        arguments.language = "nl"
        arguments.run(Settings(data=tmp_path), arguments)
        return capsys.readouterr().out

    return run


def scripted(text, name="Reken"):
    """Give a process with one script of a name."""
    return diagram(start(), script("t", text, name=name), end(), go("s t e"))


def test_a_mistake_in_a_very_long_expression_is_shown_around_its_place(checked):
    lines = checked(scripted(f"x = {LONG} + ) + {LONG}")).splitlines()

    marks = next(place for place, line in enumerate(lines) if set(line.strip()) == {"^"})
    shown, mark = lines[marks - 1], lines[marks]
    assert max(len(line) for line in lines) < 500
    assert shown[mark.index("^")] == ")"
    assert shown.strip().startswith("…")
    assert shown.endswith("…")


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        (Excerpt("a + ) + b", 1, 5, 1), ["a + ) + b", "    ^"]),
        (Excerpt("a +", 1, 4, 0), ["a +", "   ^"]),
        (Excerpt("x" * 100, 1, 1, 100), ["x" * 39 + "…", "^" * 40]),
        (Excerpt("x" * 100, 1, 101, 0), ["…" + "x" * 39, " " * 40 + "^"]),
        (Excerpt("x" * 40 + "y" + "z" * 40, 1, 41, 1), ["x" * 40 + "y" + "z" * 40, " " * 40 + "^"]),
    ],
)
def test_what_is_long_is_cut_on_the_sides_and_the_mark_stays_under_its_place(excerpt, shown):
    assert quoted(excerpt) == [f"    {line}" for line in shown]


def test_what_is_refused_on_the_spot_is_cut_too():
    with pytest.raises(FeelSyntax) as refused:
        feel.parse(f"{LONG} +")

    assert max(len(line) for line in refusal(refused.value, "nl")) < 500


def test_an_element_whose_name_turns_the_direction_turns_no_terminal(checked):
    shown = checked(scripted("x = (", "Kijk\u202enaar"))

    assert "Kijk\ufffdnaar" in shown
    assert "\u202e" not in shown


def test_in_json_it_is_escaped_and_still_the_same(checked):
    shown = checked(scripted("x = (", "Kijk\u202enaar"), "--json")

    (found,) = json.loads(shown).values()
    assert any("Kijk\u202enaar" in one["nl"] for one in found["problems"])
    assert "\\u202e" in shown
    assert "\u202e" not in shown


def test_what_is_refused_turns_no_terminal_either():
    assert refusal(Said(what="Kijk\u202enaar\x1b[31m"), "nl") == ["Kijk\ufffdnaar\ufffd[31m"]


@pytest.mark.parametrize("text", ["een\ttwee\ndrie", "Ánne: €\u00a012", "👩\u200d💻", "שלום"])
def test_what_people_see_is_printed_as_it_is(text):
    assert printed(text) == text


@pytest.mark.parametrize("sign", ["\r", "\u2028", "\ud800", "\u200b", "\u2066", "\x9b"])
def test_a_sign_stands_for_what_nobody_sees(sign):
    assert printed(f"a{sign}b") == "a\ufffdb"
