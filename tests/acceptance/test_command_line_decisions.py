"""The command line on diagrams with decisions: check them, deploy them, decide by them."""

from __future__ import annotations

import shutil

import pytest

from tests.acceptance.terminal import Terminal
from tests.engine.office import FOLDER


@pytest.fixture(scope="module")
def regie(prepared, tmp_path_factory):
    """Give a terminal at an installation in which everything is deployed."""
    return Terminal(shutil.copytree(prepared, tmp_path_factory.mktemp("terminal") / "data"))


@pytest.fixture
def deciding(tmp_path):
    """Give the paths of a table and of a diagram that decides with it, unlike those deployed."""
    table, diagram = tmp_path / "mandaat.dmn", tmp_path / "uitgave.bpmn"
    for path in (table, diagram):
        content = (FOLDER / path.name).read_bytes().replace(b'"D4"', b'"proef"')
        path.write_bytes(content.replace(b'regie:form="hoe"', b""))
    return table, diagram


def change(path, old, new):
    path.write_bytes(path.read_bytes().replace(old, new))


def test_a_table_and_the_diagram_that_decides_with_it_are_checked_and_deployed_together(
    regie, deciding
):
    table, diagram = map(str, deciding)

    alone, together = regie("check", diagram), regie("check", table, diagram)
    assert (alone.code, together.code) == (1, 0)
    assert "De beslissing 'proef' bestaat niet." in alone.out

    first = regie("deploy", table, diagram, "--as", "ann", "--json").facts
    assert [(each["process"], each["version"]) for each in first] == [("uitgave", 1)]
    change(deciding[0], b"50000", b"25000")
    changed = regie("deploy", table, "--as", "ann", "--json").facts
    assert [(each["process"], each["version"]) for each in changed] == [("uitgave", 2)]


def test_the_place_that_is_wrong_in_an_expression_is_marked(regie, deciding):
    table, diagram = deciding
    change(table, b"&lt;= 50000", b"&lt;= 50000 en")
    change(diagram, b'wie = "directeur"', b'wie = "directeur')

    said = regie("check", str(table)).out.splitlines()
    assert said[0].endswith("'en' gevonden, een operator of het einde verwacht.")
    assert said[1:] == ["    <= 50000 en", "             ^^"]

    facts = regie("check", str(diagram), "--json").facts[str(diagram)]["problems"]
    (found,) = [each for each in facts if each["code"] == "expression"]
    assert found["excerpt"] == {
        "text": 'wie = "directeur',
        "line": 1,
        "column": 7,
        "length": 10,
    }


def test_a_decision_is_made_from_a_file(regie, deciding):
    table = str(deciding[0])

    said = regie("decide", table, "proef", "bedrag=50000.00", 'soort="onderzoek"')
    facts = regie("decide", table, "Wie beslist", "bedrag=50000.01", "soort=null", "--json").facts

    assert said.out == "Wie beslist (regel 2): directeur\ndirecteur\n"
    assert facts["outcome"] == "stuurgroep"
    assert facts["decisions"][0]["rules"] == [3]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("D44", "bedrag=1"), "Dit bestand kent geen beslissing D44."),
        (("proef", "bedrag"), "Schrijf 'bedrag' als naam=waarde"),
        (("proef", "bedrag=1 +"), "bedrag: Regel 1, positie 4: het einde gevonden"),
        (("proef", "bedraag=1"), "kijkt niet naar 'bedraag'. Bedoelt u bedrag?"),
        (("proef", "zz=1"), "kijkt niet naar 'zz'. Kies uit: bedrag, soort."),
    ],
)
def test_a_decision_that_cannot_be_made_is_refused_in_one_sentence(
    regie, deciding, words, sentence
):
    assert sentence in regie("decide", str(deciding[0]), *words).refusal


def test_the_place_in_an_argument_or_a_cell_that_is_wrong_is_marked(regie, deciding):
    table = deciding[0]
    argument = regie("decide", str(table), "proef", "bedrag=1 + ) 2")
    change(table, b"&lt;= 50000", b"&lt;= 50000 en")
    cell = regie("decide", str(table), "proef", "bedrag=1")

    assert argument.err.splitlines()[1:] == ["    1 + ) 2", "        ^"]
    assert cell.err.splitlines()[1:] == ["    <= 50000 en", "             ^^"]
    assert "kolom 'Bedrag'" in cell.refusal


def test_a_file_of_decisions_that_cannot_be_read_is_told_by_its_name(regie, deciding):
    table = deciding[0]
    change(table, b"<definitions", b'<!DOCTYPE a [<!ENTITY b "c">]><definitions')

    said = regie("check", str(table))

    assert said.code == 1
    assert said.out.startswith(f"{table}: fout: Het bestand bevat een DOCTYPE of ENTITY")
    assert "DOCTYPE of ENTITY" in regie("deploy", str(table), "--as", "ann").refusal
    assert "DOCTYPE of ENTITY" in regie("decide", str(table), "proef").refusal


def test_two_files_of_decisions_with_one_namespace_are_refused(regie, deciding):
    table = deciding[0]
    other = table.with_name("ander.dmn")
    other.write_bytes(table.read_bytes().replace(b"50000", b"25000"))

    refused = regie("deploy", str(table), str(other), "--as", "ann").refusal

    assert "Twee bestanden hebben dezelfde namespace 'urn:test:mandaat'." in refused
