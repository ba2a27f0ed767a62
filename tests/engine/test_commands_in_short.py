"""Commands print what is the same once, and long lists as far as the screens show them."""

import json
from decimal import Decimal

import pytest

from engine import commands, deployments
from engine.model import Words, counted
from engine.settings import Settings
from engine.store.lists import PAGE
from tests.engine.interpreter.diagrams import diagram, end, go, many, start, user
from tests.engine.office import AANVRAAG, ANN

MANY = diagram(start(), user("t", many("n"), name="Kijk"), end(), go("s t e"))


@pytest.fixture
def said(tmp_path, capsys):
    """Give what a command prints in Dutch."""

    def run(*words):
        arguments = commands.parser().parse_args(words)
        arguments.language = "nl"
        arguments.run(Settings(data=tmp_path), arguments)
        return capsys.readouterr().out

    return run


def test_what_becomes_the_same_of_many_items_is_said_once_with_how_many(sqlite_office, said):
    other = MANY.replace(b"</process>", user("u").encode() + go("t u").encode() + b"</process>")
    with sqlite_office.store.begin() as tx:
        deployments.deploy(tx, MANY, by=ANN)
    number = sqlite_office.open("p", n=Decimal(30))
    with sqlite_office.store.begin() as tx:
        deployments.deploy(tx, other, by=ANN)
    wish = ("migrate-cases", "p", "2", "--dry-run", "--as", "ann")

    head, *lines = said(*wish).splitlines()
    assert head.startswith(f"{number} ({number}.1, versie 1)")
    assert [line for line in lines if "30 keer: " in line]
    assert len(lines) == len(set(lines)) < 5
    (case,) = json.loads(said(*wish, "--json"))["cases"]
    assert len(case["changes"]) >= 30


def test_sentences_are_counted_in_the_order_in_which_they_came():
    first, second = Words("a", "b"), Words("c", "d")

    assert counted([first, second, first]) == [Words("2 keer: a", "2 times: b"), second]
    assert counted([]) == []


def test_as_many_tasks_are_listed_as_on_the_screens_and_the_others_are_counted(sqlite_office, said):
    with sqlite_office.store.begin() as tx:
        deployments.deploy(tx, AANVRAAG, by=ANN)
    for _ in range(PAGE + 3):
        sqlite_office.open()

    *lines, last = said("tasks", "--as", "bob").splitlines()
    assert len(lines) == PAGE
    assert last == "3 andere staan hier niet; --json geeft ze alle."
    assert len(json.loads(said("tasks", "--as", "bob", "--json"))) == PAGE + 3


def test_a_list_that_is_whole_says_nothing_of_others(sqlite_office, said):
    sqlite_office.open()

    (line,) = said("tasks", "--as", "bob").splitlines()
    assert line.endswith("Fietspad")


@pytest.mark.parametrize("command", ["suspend RD-1", "resume RD-1", "cancel RD-1", "retry x"])
def test_a_reason_is_given_by_one_name(command):
    given = commands.parser().parse_args([*command.split(), "--because", "Daarom", "--as", "fred"])

    assert given.because == "Daarom"
