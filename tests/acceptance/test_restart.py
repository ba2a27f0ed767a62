"""The server is killed in the middle of the work, and started again: nothing that was said is lost.

A real process with its own port and data folder, killed with SIGKILL each time.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from engine.settings import Settings
from engine.store import open_store
from tests.acceptance import filling
from tests.acceptance.screen import COMPLETE, Screen
from tests.acceptance.terminal import Terminal, free_port
from tests.acceptance.town import PASSWORD, Town
from tests.acceptance.town import address as address_of
from tests.clock import Clock
from tests.processes import answers
from tests.webui.browser import follow

pytestmark = pytest.mark.browser

WAITING = {"idee_duidelijk": False, "aanvulling_vraag": "Waar precies?"}
LATE_AT_MOST = timedelta(seconds=30)  #: a ring or two, on a machine that does much else


@pytest.fixture(scope="module")
def town(prepared, tmp_path_factory):
    """Give the collaboration of forty days ago, in which one idea waits for an answer."""
    folder = shutil.copytree(prepared, tmp_path_factory.mktemp("restart") / "data")
    clock = Clock(datetime.now(UTC) - timedelta(days=40))
    opened = open_store(Settings(data=folder), clock)
    yield Town(opened, clock, folder)
    opened.close()


@pytest.fixture(scope="module")
def forgotten(town):
    """Give an idea whose sender was asked for more, and whose time ran out meanwhile."""
    number = town.send("idee ontvangen", **answers.IDEA)
    town.do(number, "registreer_idee", **answers.REGISTERED | WAITING)
    today = town.clock().date()
    town.do(
        number,
        "vraag_aanvulling",
        aanvulling_gevraagd_op=today,
        aanvulling_gevraagd_via="email",
    )
    assert town.status(number) == "Wacht op aanvulling"
    return number


@pytest.fixture(scope="module")
def number(town):
    """Give an idea that waits for the staff."""
    return town.send("idee ontvangen", **answers.IDEA | {"titel": "Nachtbus naar de fabriek"})


@pytest.fixture(scope="module")
def terminal(town, forgotten, number):
    """Give a terminal at this collaboration, once everything in it happened."""
    assert forgotten != number
    return Terminal(town.folder)


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def window(browser, town, port):
    """Give a window that stays open all the while."""
    with Screen.opened(browser, town, f"http://127.0.0.1:{port}") as found:
        yield found


def test_a_timer_that_was_missed_fires_when_the_server_starts(terminal, town, forgotten, port):
    with terminal.service(port) as server:
        server.wait_until_it_answers()
        answered_at = datetime.now(UTC)
        server.wait_until(lambda: town.status(forgotten) == "Gestopt")

    fired = [each for each in town.history_of(f"{forgotten}.2") if each.kind == "TimerFired"]
    assert fired
    assert fired[-1].at <= answered_at + LATE_AT_MOST


def test_what_was_taken_on_and_typed_is_there_after_a_kill(terminal, town, number, port, window):
    task, _worker = town.worker(number, "registreer_idee")
    with terminal.service(port) as server:
        server.wait_until_it_answers()
        window.sign_in("sanne", PASSWORD)
        window.find(task)
        filling.fill(window.page, {"idee_dubbel": "nee", "opgaven": ["voorzieningen"]})
        follow(window.page.get_by_role("button", name="Tussentijds opslaan"))
        assert "Uw concept is bewaard" in window.text()
        server.kill()

    with terminal.service(port) as server:
        server.wait_until_it_answers()
        window.go(address_of(task))

        assert window.page.is_checked("[name=idee_dubbel][value=nee]")
        assert window.page.is_checked("[name=opgaven][value=voorzieningen]")
        assert town.worker(number, "registreer_idee")[0].claimed_by == "sanne"
        filling.fill(window.page, answers.REGISTERED)
        follow(window.page.locator(COMPLETE))
        assert f"U heeft '{task.name}' afgerond." in window.text()
        server.kill()


def test_what_was_said_to_be_done_is_done_after_a_kill(terminal, town, number, port, window):
    with terminal.service(port) as server:
        server.wait_until_it_answers()
        window.go(f"/zaken/{number}")

        assert "Sanne rondde 'Registreer en controleer op dubbel' af" in window.text()
        assert town.waiting(number) == ["wijs_opgavemanager_toe"]
        assert terminal("verify", number, "--as", "eve").code == 0
    assert window.broken == []
