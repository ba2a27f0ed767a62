"""What keeps the program from starting is one sentence in the reader's language, and code 1."""

from __future__ import annotations

import os
import socket
import sqlite3
from contextlib import closing

import pytest

from engine.settings import Settings
from tests.acceptance.terminal import Terminal, free_port
from tests.originals import leave_empty

LANGUAGES = {"nl": "nl_NL.UTF-8", "en": "en_US.UTF-8"}


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def regie(tmp_path, language):
    """Give a terminal of somebody who reads this language, at a folder that is not there yet."""
    return Terminal(tmp_path / "data", LANG=LANGUAGES[language])


@pytest.fixture
def installed(regie, installations):
    """Give the same terminal at an installation."""
    installations.install(leave_empty, Settings(data=regie.data))
    return regie


def one_sentence(said, language, **sentences):
    assert said.code == 1, said
    assert said.out == ""
    assert said.err == f"{sentences[language]}\n"


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_is_taken(regie, language, command):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        one_sentence(
            regie(command, REGIE_PORT=str(port)),
            language,
            nl=f"Poort {port} is al in gebruik. Kies een andere met REGIE_PORT.",
            en=f"Port {port} is taken. Choose another one with REGIE_PORT.",
        )
    assert not regie.data.exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "nergens.invalid"])
def test_an_address_of_another_machine(regie, language, host):
    port = free_port()
    one_sentence(
        regie("serve", REGIE_HOST=host, REGIE_PORT=str(port)),
        language,
        nl=f"Op {host}, poort {port} kan Regie niet luisteren: dat is geen adres van deze machine."
        " Kies iets anders met REGIE_HOST of REGIE_PORT.",
        en=f"Regie cannot listen on {host}, port {port}: that is no address of this machine."
        " Choose another one with REGIE_HOST or REGIE_PORT.",
    )


@pytest.mark.parametrize("command", ["demo", "serve", "migrate"])
def test_a_folder_that_is_a_file(regie, language, command):
    regie.data.write_text("geen map")
    one_sentence(
        regie(command, REGIE_PORT=str(free_port())),
        language,
        nl=f"{regie.data} is niet te gebruiken voor de gegevens: er is al een bestand dat zo heet.",
        en=f"{regie.data} cannot be used for the data: a file of that name is there already.",
    )


@pytest.mark.parametrize("command", ["demo", "serve", "migrate", "user"])
@pytest.mark.parametrize("what", ["folder", "database"])
def test_what_may_not_be_written(installed, language, command, what):
    regie = installed
    place = regie.data if what == "folder" else regie.data / "regie.sqlite"
    place.chmod(0o500)
    if os.access(place, os.W_OK):
        pytest.skip("left out: who runs the tests may write everywhere")
    one_sentence(
        regie(command, REGIE_PORT=str(free_port())),
        language,
        nl=f"{place} is niet te gebruiken voor de gegevens: dat mag niet van deze machine.",
        en=f"{place} cannot be used for the data: this machine does not permit it.",
    )
    place.chmod(0o700)


@pytest.mark.parametrize("command", ["demo", "serve", "migrate"])
def test_a_database_of_a_later_program(installed, language, command):
    regie = installed
    with closing(sqlite3.connect(regie.data / "regie.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0999'")
    one_sentence(
        regie(command, REGIE_PORT=str(free_port())),
        language,
        nl="De database is nieuwer dan dit programma (schema 0999). Werk het programma bij.",
        en="The database is newer than this program (schema 0999). Update the program.",
    )


def test_a_database_server_that_does_not_answer(regie, language):
    port = free_port()
    address = f"postgresql+psycopg://regie:geheim@127.0.0.1:{port}/regie"
    said = regie("migrate", REGIE_DATABASE_URL=address)

    assert said.code == 1
    (sentence,) = said.err.splitlines()
    shown = address.replace("geheim", "***")
    begin = {
        "nl": f"De database {shown} is niet te bereiken.",
        "en": f"The database {shown} cannot be reached.",
    }
    assert sentence.startswith(begin[language])
    assert "geheim" not in sentence


def test_a_key_file_and_a_diagram_that_are_folders(regie, language):
    diagram = regie.data.parent / "map.bpmn"
    diagram.mkdir()
    one_sentence(
        regie("check", str(diagram)),
        language,
        nl=f"Het bestand {diagram} is niet bruikbaar: het is een map.",
        en=f"The file {diagram} cannot be used: it is a folder.",
    )
    key = regie.data / "regie.key"
    key.unlink()
    key.mkdir()
    one_sentence(
        regie("migrate"),
        language,
        nl=f"Het sleutelbestand {key} is niet bruikbaar: het is een map.",
        en=f"The key file {key} cannot be used: it is a folder.",
    )
