"""`regie start`, `tasks`, `complete` and `message`: the work itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from engine import beginnings, cases, messages, tasks
from engine.beginnings import ByHand
from engine.commands.speaking import Verbs, actor, answer, as_person, command
from engine.errors import EngineError
from engine.messages import Incoming
from engine.model import Person, Who, Words
from engine.openings import Opened
from engine.settings import Settings
from engine.store import Transaction, open_store
from engine.store.lists import Listed, Page
from engine.values import Variables, restore


class NotAnObject(EngineError):
    """Variables are given as a JSON object; `place` is the line and sign at which it is none."""

    nl = 'Geef variabelen als JSON-object, bijvoorbeeld {{"titel": "Fietspad"}}.{where_nl}'
    en = 'Give variables as a JSON object, for instance {{"titel": "Fietspad"}}.{where_en}'

    def __init__(self, place: tuple[int, int] | None = None) -> None:
        where = Words("", "")
        if place is not None:
            line, sign = place
            where = Words(
                f" Het gaat mis op regel {line}, bij teken {sign}.",
                f" It goes wrong on line {line}, at character {sign}.",
            )
        super().__init__(where_nl=where.nl, where_en=where.en)


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    added = command(verbs, "start", start, "open a case with a process")
    added.add_argument("process_id", metavar="PROCESS")
    added.add_argument(
        "--at",
        metavar="START",
        help="the id or name of the plain start event to begin at, where there are several",
    )
    added.add_argument("--variables", default="{}", metavar="JSON")
    as_person(added)
    added = command(verbs, "tasks", open_tasks, "list the open tasks of a person and her bodies")
    as_person(added)
    added = command(verbs, "complete", complete, "complete a task with answers")
    added.add_argument("task_id", metavar="TASK")
    added.add_argument("--answers", default="{}", metavar="JSON")
    added.add_argument("--key", help="repeat safely: the same key is carried out once")
    as_person(added)
    added = command(verbs, "message", message, "hand a message from outside to who waits for it")
    added.add_argument("name", metavar="NAME")
    added.add_argument("--for", dest="key", metavar="KEY", help="usually a case number")
    added.add_argument("--payload", default="{}", metavar="JSON")
    added.add_argument(
        "--keep", action="store_true", help="keep it when nobody waits for it yet, and give it then"
    )
    as_person(added)


def start(settings: Settings, arguments: argparse.Namespace) -> int:
    """Open a case; where the start event asks a form, refused answers are listed."""
    variables = _variables(arguments.variables)
    store = open_store(settings)
    with store.begin() as tx:
        wish = ByHand(arguments.process_id, variables, arguments.at)
        with _said(arguments):
            opened = beginnings.begin(tx, wish, actor(tx, arguments))
    messages.deliver_now(store)
    facts = {"case": opened.number, "instance": opened.instance_id}
    answer(arguments, facts, [_opened(opened)])
    return 0


def open_tasks(settings: Settings, arguments: argparse.Namespace) -> int:
    """List open tasks, the most urgent first: for people the first page of each list, as on screen.

    JSON gives all of them.
    """
    store = open_store(settings)
    with store.read() as tx:
        by = actor(tx, arguments)
        pages = [listing(tx, by) for listing in (tasks.mine, tasks.of_bodies)]
        found = [one for page in pages for one in page.rows]
        if arguments.json:
            found = [*_all(tx, by, tasks.mine), *_all(tx, by, tasks.of_bodies)]
    answer(arguments, [_facts(one) for one in found], [*map(_line, found), *_left_out(pages)])
    return 0


def _all(tx: Transaction, by: Person, listing: Callable[..., Page]) -> Iterator[Listed]:
    number, page = 1, listing(tx, by)
    yield from page.rows
    while number < page.pages or page.more:
        number += 1
        page = listing(tx, by, page=number)
        yield from page.rows


def _left_out(pages: Sequence[Page]) -> Iterator[Words]:
    """Say how many tasks are not shown; long lists are not counted to their end."""
    left = sum(page.total - len(page.rows) for page in pages)
    if not left:
        return
    more = any(page.more for page in pages)
    yield Words(
        f"{'Meer dan ' if more else ''}{left} andere staan hier niet; --json geeft ze alle.",
        f"{'More than ' if more else ''}{left} others are left out; --json gives all of them.",
    )


def complete(settings: Settings, arguments: argparse.Namespace) -> int:
    """Complete a task; refused answers are listed field by field."""
    answers = _variables(arguments.answers)
    store = open_store(settings)
    with store.begin() as tx, _said(arguments):
        by = actor(tx, arguments)
        tasks.complete(tx, arguments.task_id, answers=answers, by=by, key=arguments.key)
    messages.deliver_now(store)
    done = Words(f"{arguments.task_id} afgerond.", f"{arguments.task_id} completed.")
    answer(arguments, {"completed": arguments.task_id}, [done])
    return 0


@contextmanager
def _said(arguments: argparse.Namespace) -> Iterator[None]:
    """List the answers that are refused, field by field."""
    try:
        yield
    except tasks.InvalidAnswers as invalid:
        wrong = {name: words.en for name, words in invalid.errors.items()}
        language = arguments.language
        said = [f"{name}: {words.say(language)}" for name, words in invalid.errors.items()]
        answer(arguments, {"wrong": wrong}, said)
        raise


def message(settings: Settings, arguments: argparse.Namespace) -> int:
    """Hand over a message."""
    payload = _variables(arguments.payload)
    store = open_store(settings)
    with store.begin() as tx:
        gathers = messages.waits_for_more(tx, arguments.name, arguments.key)
        if arguments.keep:
            messages.keep(tx, Incoming(arguments.name, arguments.key, payload))
            opened = None
        else:
            opened = _received(tx, arguments, payload)
    messages.deliver_now(store)
    facts = {"case": opened.number if opened else None}
    line = _GATHERED if gathers else _KEPT if arguments.keep else _DELIVERED
    answer(arguments, facts, [_opened(opened) if opened else line])
    return 0


_KEPT = Words("Bewaard tot iemand erop wacht.", "Kept until somebody waits for it.")
_GATHERED = Words(
    "Bewaard. Het proces begint zodra alles er is waarmee het begint.",
    "Kept. The process starts as soon as all has come with which it starts.",
)
_DELIVERED = Words("Bezorgd.", "Delivered.")


def _opened(opened: Opened) -> Words:
    return Words(f"{opened.number} geopend.", f"{opened.number} opened.")


def _received(tx: Transaction, arguments: argparse.Namespace, payload: Variables) -> Opened | None:
    """Pass it on to a case, as far as this person may, or let it start a process."""
    by = actor(tx, arguments)
    if arguments.key and cases.number_of(tx, arguments.key):
        messages.pass_on(tx, arguments.key, arguments.name, payload, by)
        return None
    return messages.receive(tx, Incoming(arguments.name, arguments.key, payload), Who(by.id))


def _variables(text: str) -> Variables:
    try:
        given: Any = json.loads(text, parse_float=_exact)
        variables = restore(given)
    except json.JSONDecodeError as problem:
        raise NotAnObject((problem.lineno, problem.colno)) from problem
    except (ValueError, KeyError, TypeError) as problem:
        raise NotAnObject from problem
    if not isinstance(variables, dict):
        raise NotAnObject
    return variables


def _exact(text: str) -> dict[str, list[str]]:
    """Keep a number with a decimal point exact on its way through JSON."""
    return {"$": ["number", text]}


def _facts(one: Listed) -> dict[str, Any]:
    task = one.task
    return {
        "task": task.id,
        "name": task.name,
        "case": task.case_number,
        "title": one.case_title,
        "body": task.body,
        "due": task.due,
        "claimed_by": task.claimed_by,
    }


def _line(one: Listed) -> str:
    due = f"{one.task.due:%Y-%m-%d}" if one.task.due else "-"
    return f"{one.task.id}  {due}  {one.task.name}  ({one.task.body})  {one.case_title}"
