"""Two processes after the same tasks, and one command sent ten times at the same moment."""

from collections import Counter
from contextlib import ExitStack
from threading import Barrier, Thread

import pytest
from waitress.server import create_server

from engine import messages, openings, people, store
from engine.errors import EngineError
from engine.events import TaskCompleted
from engine.messages import Incoming, NobodyWaits
from engine.model import Who
from engine.openings import Opening
from engine.settings import Settings
from engine.tasks import TaskDone
from tests.bench.http_w import Client, hidden
from tests.engine.office import BOB, CAROL
from tests.proofs.judging import judge
from tests.proofs.racing import PATIENCE, complete, from_processes
from webui import create_app

TEN = 10
PASSWORD = "een lang wachtwoord"  # noqa: S105 - of a database that is thrown away


def from_threads(do, many=TEN):
    """Do something in so many threads at the same moment; give what each gave."""
    gate, found = Barrier(many), []

    def one(number):
        gate.wait(PATIENCE)
        found.append(do(number))

    threads = [Thread(target=one, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return found


def completions(office):
    return len(judge(office.store).of_kind(TaskCompleted))


def test_two_processes_after_the_same_tasks_do_each_once(
    office, tmp_path, database_url, times, figures
):
    many = times(40, share=0.3)
    wanted = [f"{office.open()}.1/beoordeel#1" for _ in range(many)]
    works = [[(task_id, by) for task_id in wanted] for by in (BOB, CAROL)]
    found = from_processes(office, (tmp_path, database_url), works)
    outcomes = Counter(zip(*found, strict=True))

    assert set(outcomes) <= {("done", "TaskDone"), ("TaskDone", "done")}
    assert outcomes.total() == many
    assert completions(office) == many
    figures(tasks=many, first=outcomes["done", "TaskDone"], second=outcomes["TaskDone", "done"])


def test_ten_processes_with_one_key_complete_once_and_are_all_told_it_is_done(
    office, tmp_path, database_url
):
    task_id = f"{office.open()}.1/beoordeel#1"

    found = from_processes(office, (tmp_path, database_url), [[(task_id, BOB, "one")]] * TEN)
    assert found == [["done"]] * TEN
    assert completions(office) == 1


def test_ten_processes_without_a_key_complete_once_and_nine_are_told_who_did(
    office, tmp_path, database_url
):
    task_id = f"{office.open()}.1/beoordeel#1"

    found = from_processes(office, (tmp_path, database_url), [[(task_id, BOB)]] * TEN)
    assert Counter(outcome for (outcome,) in found) == {"done": 1, "TaskDone": TEN - 1}
    assert completions(office) == 1


@pytest.mark.parametrize("key", ["one", None])
def test_ten_threads_complete_once(office, key):
    task_id = f"{office.open()}.1/beoordeel#1"
    found = Counter(from_threads(lambda _: complete(office.store, task_id, BOB, key)))

    assert found == ({"done": TEN} if key else {"done": 1, TaskDone.__name__: TEN - 1})
    assert completions(office) == 1


def test_the_first_ten_cases_of_a_year_get_ten_numbers(office):
    def opened(number):
        with office.store.begin() as tx:
            opening = Opening("aanvraag", {"titel": f"Brug {number}"})
            return openings.open_case(tx, opening, Who("bob")).number

    found = from_threads(opened)
    assert sorted(found) == [f"AV-2026-{number:04d}" for number in range(1, TEN + 1)]
    assert judge(office.store).cases == set(found)


def test_ten_times_the_same_message_wakes_who_waits_once(office):
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)

    def send(_):
        try:
            with office.store.begin() as tx:
                incoming = Incoming("antwoord", number, {"antwoord": "ja"})
                messages.receive(tx, incoming, Who("bob"))
        except EngineError as refused:
            return type(refused).__name__
        return "woken"

    found = Counter(from_threads(send))
    assert found["woken"] == 1
    assert set(found) <= {"woken", NobodyWaits.__name__, "Overtaken"}
    assert office.open_tasks(number) == [f"{number}.1/beoordeel#2"]
    judge(office.store)


def test_a_form_for_everybody_that_is_sent_ten_times_opens_one_case(office):
    def send(_):
        try:
            with office.store.begin() as tx:
                incoming = Incoming("aanvraag ontvangen", receipt="a secret")
                messages.receive(tx, incoming, Who("public"))
        except EngineError as refused:
            return type(refused).__name__
        return "opened"

    assert Counter(from_threads(send)) == {"opened": 1, "AlreadySent": TEN - 1}
    assert len(judge(office.store).cases) == 1


# --- over HTTP


@pytest.fixture
def served(office, tmp_path):
    """Give the port of the real server, where Bob may sign in."""
    with office.store.begin() as tx:
        store.people.set_password(tx, BOB.id, people.hashed(PASSWORD))
    app = create_app(office.store, Settings(data=tmp_path))
    server = create_server(app, host="127.0.0.1", port=0, threads=TEN)
    running = Thread(target=server.run)
    running.start()
    yield server.effective_port
    server.close()
    running.join(PATIENCE)


def signed_in(port, opened):
    client = Client(port)
    opened.callback(client.connection.close)
    _, text = client.ask("GET", "/aanmelden")
    status, _ = client.ask("POST", "/aanmelden", hidden(text) | _named())
    assert status in {302, 303}
    return client


def _named():
    return {"naam": BOB.id, "wachtwoord": PASSWORD}


@pytest.mark.parametrize("forms", ["the same form", "ten forms"])
def test_a_form_sent_ten_times_at_once_completes_once(office, served, forms):
    number = office.open()
    path = f"/taken/{number}.1/beoordeel%231"
    with ExitStack() as opened:
        first = signed_in(served, opened)
        clients = [Client(served) for _ in range(TEN)]
        for client in clients:
            opened.callback(client.connection.close)
            client.cookies = dict(first.cookies)
        pages = [hidden(first.ask("GET", path)[1]) for _ in range(TEN)]
        sent = [pages[0]] * TEN if forms == "the same form" else pages
        answers = {"volledig": "ja", "bedrag": "10", "actie": "rond-af"}
        statuses = Counter(
            from_threads(lambda n: clients[n].ask("POST", path, sent[n] | answers)[0])
        )

    if forms == "the same form":
        assert set(statuses) <= {302, 303}
    else:
        assert statuses[409] == TEN - 1
    assert statuses.total() == TEN
    assert completions(office) == 1
