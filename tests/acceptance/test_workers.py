"""Workers beside the screens: the commands as an administrator gives them, on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests import originals
from tests.acceptance.terminal import Terminal, free_port
from tests.acceptance.test_service_calls import MELDING, opened, replayed
from tests.mailbox import mailbox
from tests.processes.shipped import ROOT

POSTGRESQL = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
WITHOUT = """
import sys
sys.modules["procrastinate"] = None
from engine.__main__ import main
sys.argv = ["regie", *sys.argv[1:]]
sys.exit(main())
"""


@pytest.fixture
def regie(tmp_path, postgresql_url):
    """Give a terminal at a new installation on PostgreSQL, with the process that mails."""
    originals.create(postgresql_url)
    found = Terminal(tmp_path / "data", REGIE_DATABASE_URL=postgresql_url)
    for person, role in (("ann", "process owner"), ("eve", "auditor")):
        found("user", person, "--add", person.title(), "--role", role, typed="een lang wachtwoord")
    assert found("deploy", str(MELDING), "--as", "ann").code == 0
    return found


@pytest.mark.postgresql
def test_screens_that_leave_the_work_to_workers_are_served_by_them(regie):
    number = opened(regie)
    with mailbox() as letters:
        settings = {"REGIE_SMTP": letters.address, "REGIE_MAIL_FROM": "regie@voorbeeld.nl"}
        with regie.service(free_port(), "serve", "--screens-only", **settings) as server:
            server.wait_until_it_answers()
            assert letters.letters == []
            with regie.service(free_port(), "work", **settings) as worker:
                assert worker.process.stdout.readline() == "Regie: worker\n"
                worker.wait_until(lambda: letters.letters)
                worker.wait_until(lambda: replayed(regie, number)["event"] == "ServiceAnswered")

    assert len(letters.letters) == 1
    assert regie("verify", number, "--as", "eve").code == 0


@pytest.mark.postgresql
def test_a_worker_makes_no_key_of_its_own(regie, tmp_path):
    away = tmp_path / "another machine"

    assert regie("work", REGIE_DATA=str(away)).refusal == (
        f"Het sleutelbestand {away}/regie.key ontbreekt; kopieer dat van de machine met de"
        " schermen."
    )


@pytest.mark.parametrize("words", [("work",), ("serve", "--screens-only")])
def test_with_sqlite_nobody_else_does_the_work(tmp_path, words):
    refused = Terminal(tmp_path / "data")(*words)

    assert refused.refusal == (
        "Aparte workers vragen PostgreSQL (REGIE_DATABASE_URL); met SQLite doet 'regie serve' al"
        " het werk zelf."
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["work"], 1, "install it: pip install 'regie[scale]'."),
        (["work", "--help"], 0, "Be a worker beside the screens"),
        (["serve", "--help"], 0, "leave timers, service calls and mail"),
    ],
)
def test_without_the_extra_only_workers_are_refused(tmp_path, words, code, said):
    heard = subprocess.run(
        [sys.executable, "-c", WITHOUT, *words],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"REGIE_DATA": str(tmp_path), "REGIE_DATABASE_URL": POSTGRESQL},
    )

    assert heard.returncode == code
    assert said in heard.stdout + heard.stderr
    assert "Traceback" not in heard.stderr
