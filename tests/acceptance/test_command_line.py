"""The command line: words of the product, JSON for machines, one sentence for what is refused."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3

import pytest

from tests.acceptance.terminal import Said, Terminal, free_port
from tests.acceptance.town import PASSWORD
from tests.processes import answers, shipped

IDEA = {
    "titel": "Nachtbus",
    "omschrijving": answers.LONG,
    "verandering_inwoners": "Iedereen komt thuis.",
    "programmalijnen": ["aantrekkelijke_regio"],
    "indiener_naam": "Noor",
    "indiener_email": "noor@voorbeeld.nl",
    "indiener_soort": "inwoner",
    "privacy_akkoord": True,
}
REGISTERED = json.dumps(answers.REGISTERED)


@pytest.fixture(scope="module")
def regie(prepared, tmp_path_factory):
    """Give a terminal at an installation in which everything is deployed."""
    return Terminal(shutil.copytree(prepared, tmp_path_factory.mktemp("terminal") / "data"))


def test_a_case_goes_its_way_by_commands(regie):
    opened = regie("message", "idee ontvangen", "--payload", json.dumps(IDEA), "--as", "sanne")
    number = opened.out.split()[0]
    assert (opened.code, opened.out) == (0, f"{number} geopend.\n")

    listed = regie("tasks", "--as", "sanne", "--json").facts
    task = next(each for each in listed if each["case"] == number)
    assert (task["task"], task["body"], task["title"]) == (
        f"{number}.2/registreer_idee#1",
        "Staf",
        "Nachtbus",
    )
    done = regie("complete", task["task"], "--answers", REGISTERED, "--as", "sanne", "--json")
    again = regie("complete", task["task"], "--answers", REGISTERED, "--as", "sanne")
    assert done.facts == {"completed": task["task"]}
    assert "Sanne heeft deze taak al afgerond" in again.refusal

    replayed = regie("replay", f"{number}.2", "--as", "eve", "--json").facts
    assert replayed["event"] == "TaskCompleted"
    assert replayed["current"] == ["wijs_opgavemanager_toe"]
    verified = regie("verify", number, "--as", "eve")
    assert verified.code == 0
    assert f"{number}.2: {replayed['of']} gebeurtenissen, alles klopt." in verified.out


def test_all_cases_are_verified_at_once(regie):
    """The chains alone; with --execute the cases themselves too. It says which it was."""
    regie("message", "idee ontvangen", "--payload", json.dumps(IDEA), "--as", "sanne")

    chains = regie("verify", "--all", "--as", "eve")
    whole = regie("verify", "--all", "--execute", "--as", "eve", LANG="en_GB.UTF-8")
    facts = regie("verify", "--all", "--execute", "--as", "eve", "--json").facts

    assert (chains.code, chains.err) == (0, "")
    assert f"Nagerekend: {facts['events']} gebeurtenissen van {facts['instances']} p" in chains.out
    assert "Er is niets opnieuw uitgevoerd" in chains.out
    assert "Alles klopt." in chains.out
    assert (whole.code, whole.out.splitlines()[1:]) == (
        0,
        [f"Also executed again and compared: {facts['executed_cases']} cases.", "All right."],
    )
    assert facts["executed_cases"] >= 1
    assert (facts["right"], facts["findings"]) == (True, [])


@pytest.mark.parametrize("words", [(), ("RD-2026-0001", "--all")])
def test_verifying_is_of_one_case_or_of_all(regie, words):
    assert regie("verify", *words, "--as", "eve").code == 2


def test_wrong_answers_are_listed_field_by_field(regie):
    idea = json.dumps(IDEA)
    opened = regie("start", "rd_idee", "--variables", idea, "--as", "sanne", "--json")
    number = opened.facts["case"]
    task = f"{number}.1/registreer_idee#1"

    wrong = regie("complete", task, "--answers", '{"idee_dubbel": "soms"}', "--as", "sanne")

    assert "Het formulier is nog niet goed ingevuld." in wrong.refusal
    assert "idee_dubbel: " in wrong.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("tasks", "--as", "niemand"), "niemand"),
        (("start", "bestaat_niet", "--as", "sanne"), "bestaat_niet"),
        (("complete", "RD-1.1/x#1", "--as", "sanne"), "Deze taak is er niet (meer)."),
        (("message", "hoort niemand", "--for", "RD-1", "--as", "sanne"), "hoort niemand"),
        (
            ("message", "idee ontvangen", "--payload", '{"titel": "a\\u202eb"}', "--as", "sanne"),
            "In 'titel' van het bericht zit een onzichtbaar teken (U+202E). Haal het weg",
        ),
        (
            ("message", "m", "--for", "a\u200bb", "--keep", "--as", "sanne"),
            "In de sleutel van het bericht zit een onzichtbaar teken (U+200B).",
        ),
        (("verify", "RD-2026-0001", "--as", "sanne"), "Sanne"),
        (("verify", "--all", "--as", "sanne"), "Sanne"),
        (("verify", "RD-2026-9999", "--as", "eve"), "Er is geen zaak RD-2026-9999."),
        (("start", "rd_hoofd", "--variables", "[1]", "--as", "sanne"), "JSON-object"),
        (("check", "is_er_niet.bpmn"), "is_er_niet.bpmn"),
    ],
)
def test_what_is_refused_is_refused_in_one_sentence(regie, words, sentence):
    assert sentence in regie(*words).refusal


def test_diagrams_are_checked_before_they_are_deployed(regie, tmp_path):
    right = shipped.DIAGRAMS["rd_idee"]
    wrong = tmp_path / "wrong.bpmn"
    wrong.write_bytes(right.read_bytes().replace(b'sourceRef="', b'sourceRef="weg_', 1))

    refused = regie("check", str(right), str(wrong), "--json")

    assert refused.code == 1
    assert {each["severity"] for each in refused.facts[str(wrong)]["problems"]} >= {"error"}
    fine = refused.facts[str(right)]
    assert not [each for each in fine["problems"] if each["severity"] == "error"]
    assert [(one["kind"], one["name"]) for one in fine["starts"]] == [("none", None)]
    assert regie("deploy", str(wrong), "--as", "ann").code == 1
    again = regie("deploy", str(right), "--as", "ann", "--json").facts
    assert [(each["process"], each["version"]) for each in again] == [("rd_idee", 1)]


def test_people_are_added_listed_and_kept_out(empty):
    assert empty("migrate", "--json").facts == {"migrated": True}
    added = empty(
        "user", "--add", "Fenna Fokkens", "fenna", "--role", "auditor", typed=f"{PASSWORD}\n"
    )
    assert (added.code, added.out) == (0, "fenna toegevoegd.\n")

    assert empty("user", "--json").facts == [
        {"person": "fenna", "name": "Fenna Fokkens", "bodies": [], "roles": ["auditor"]}
    ]
    again = empty("user", "--add", "Nog een Fenna", "fenna", typed=f"{PASSWORD}\n")
    assert "fenna" in again.refusal
    assert "Staf" in empty("user", "fenna", "--body", "Staf").refusal


def test_what_is_asked_of_a_person_is_done_or_refused(regie):
    changed = regie("user", "sam", "--role", "auditor", "--role", "process owner")
    (sam,) = [each for each in regie("user", "--json").facts if each["person"] == "sam"]
    assert (changed.code, sam["roles"]) == (0, ["auditor", "process owner"])
    regie("user", "sam", "--role", "none")
    assert "sam            Sam: Staf\n" in regie("user").out

    for words, reason in (
        (("sam",), "Er is niets gewijzigd"),
        (("--role", "auditor"), "Er is niets gewijzigd"),
        (("sam", "--until", "2026-12-31"), "horen bij --stand-in"),
        (("sam", "--stand-in", "sam"), "kan zichzelf niet vervangen"),
        (
            ("sam", "--stand-in", "sanne", "--since", "2027-02-01", "--until", "2027-01-31"),
            "eindigt op 31-01-2027, voor de eerste dag (01-02-2027)",
        ),
        (("bestaatniet", "--role", "auditor"), "'bestaatniet'"),
        (("sam", "--organisation", "nergens"), "organisatie 'nergens'"),
        (("--add", " ", "x y"), "Zo kan niemand heten: 'x y'"),
    ):
        assert reason in regie("user", *words, typed=f"{PASSWORD}\n").refusal


def test_a_data_folder_without_its_key_or_its_database_is_refused(regie, tmp_path):
    broken = Terminal(shutil.copytree(regie.data, tmp_path / "data"))
    broken("message", "idee ontvangen", "--payload", json.dumps(IDEA), "--as", "sanne")
    (broken.data / "regie.key").write_bytes(bytes(32))
    assert "hoort niet bij deze database" in broken("tasks", "--as", "eve").refusal

    (broken.data / "regie.key").unlink()
    assert "ontbreekt" in broken("serve", REGIE_PORT=str(free_port())).refusal

    (broken.data / "regie.sqlite").write_bytes(b"geen database" * 1000)
    assert "De database is beschadigd" in broken("tasks", "--as", "eve").refusal


def test_misuse_is_told_with_how_to_use_it(regie):
    said = regie("complete")

    assert said.code == 2
    assert "usage: regie complete" in said.err
    assert "Traceback" not in said.err


def test_the_demonstration_is_for_this_machine_only(empty):
    refused = empty("demo", REGIE_HOST="0.0.0.0")  # noqa: S104 - it is refused

    assert refused.refusal == (
        "De demonstratie luistert alleen op deze machine zelf, niet op 0.0.0.0."
    )
    assert not empty.data.exists()


def test_a_demonstration_is_never_served_to_others(demonstrated):
    served = Terminal(demonstrated)

    assert served("serve", REGIE_HOST="0.0.0.0").refusal == (  # noqa: S104 - it is refused
        "De demonstratie luistert alleen op deze machine zelf, niet op 0.0.0.0."
    )


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_port_that_is_taken_is_named_before_anything_is_made(empty, verb):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        refused = empty(verb, REGIE_PORT=str(port))

    assert refused.refusal == f"Poort {port} is al in gebruik. Kies een andere met REGIE_PORT."
    assert not empty.data.exists()


def test_a_data_folder_that_is_a_file_is_refused(empty):
    empty.data.write_text("dit is geen map")

    assert str(empty.data) in empty("migrate").refusal


def test_a_setting_that_cannot_be_is_named_with_its_value(empty):
    refused = empty("migrate", REGIE_PORT="tachtig")

    assert "REGIE_PORT" in refused.refusal
    assert "'tachtig'" in refused.refusal


def test_a_database_of_a_later_version_is_left_alone(prepared, empty):
    shutil.copytree(prepared, empty.data)
    with sqlite3.connect(empty.data / "regie.sqlite") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()

    refused = empty("serve", REGIE_PORT=str(free_port()))

    assert "nieuwer dan dit programma (schema 9999)" in refused.refusal


def test_a_command_answers_in_the_language_of_who_gives_it(regie):
    start = ("message", "idee ontvangen", "--payload", json.dumps(IDEA), "--as", "sanne")
    dutch = regie(*start)
    english = regie(*start, LANG="en_GB.UTF-8")
    forced = regie(*start, LC_ALL="en_GB.UTF-8")

    assert dutch.out.endswith(" geopend.\n")
    assert english.out.endswith(" opened.\n")
    assert forced.out.endswith(" opened.\n")


@pytest.mark.parametrize(
    "words", [("user",), ("user", "--json"), ("verify", "--all", "--as", "eve"), ("--help",)]
)
def test_who_stops_reading_is_told_of_no_problem(regie, words):
    assert regie.unheard(*words) == Said(0, "", "")
