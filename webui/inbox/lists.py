"""The lists of tasks: mine, those of my bodies, what I did; taking one and giving it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import people, tasks
from engine.model import Person, Task
from engine.store import Transaction
from engine.store.lists import Page
from engine.tasks import UnknownTask
from webui import here, paging
from webui.inbox.blueprint import bp
from webui.inbox.rows import Reader, grouped

SEARCH = "zoek"
LONGEST_SEARCH = 200

Lister = Callable[..., Page]


@bp.get("/taken")
def mine() -> str:
    return _listed("inbox/mine.html", tasks.mine)


@bp.get("/taken/gremium")
def of_bodies() -> str:
    return _listed("inbox/of_bodies.html", tasks.of_bodies)


@bp.get("/taken/klaar")
def done() -> str:
    return _listed("inbox/done.html", tasks.done)


@bp.post("/taken/oppakken/<path:task_id>")
def claim(task_id: str) -> Response:
    with here.changing() as tx:
        tasks.claim(tx, task_id, here.person())
    return redirect(url_for("inbox.task", task_id=task_id))


@bp.post("/taken/teruggeven/<path:task_id>")
def release(task_id: str) -> Response:
    with here.changing() as tx:
        tasks.release(tx, task_id, here.person())
    return redirect(url_for("inbox.of_bodies", terug=task_id))


def _listed(template: str, lister: Lister) -> str:
    search = request.args.get(SEARCH, "").strip()[:LONGEST_SEARCH]
    with here.reading() as tx:
        by = here.person()
        found = lister(tx, by, search=search, page=paging.wished())
        return render_template(template, search=search, found=found, **_around(tx, by, found))


def _around(tx: Transaction, by: Person, found: Page) -> dict[str, Any]:
    """Give what stands around every list."""
    names = people.names(tx)
    count = here.count()
    reader = Reader(by, tx.now, names, tasks.with_drafts(tx, by))
    return {
        "groups": grouped(found.rows, reader),
        "names": names,
        "now": tx.now,
        "count": count.open,
        "late": count.late,
        "page": paging.Page(found.page, found.total, more=found.more),
        "finished": _finished(tx, by),
        "given_back": _given_back(tx, by),
    }


def _finished(tx: Transaction, by: Person) -> Task | None:
    """Find the task that the reader has just completed, to say so."""
    task = _named(tx, "klaar", by)
    return task if task is not None and task.done_by == by.id else None


def _given_back(tx: Transaction, by: Person) -> Task | None:
    """Find the task that the reader has just given back, to say so."""
    task = _named(tx, "terug", by)
    if task is None or task.done_at is not None or task.claimed_by is not None:
        return None
    return task


def _named(tx: Transaction, name: str, by: Person) -> Task | None:
    """Find a task that the address names, if the reader may see it."""
    task_id = request.args.get(name)
    if not task_id:
        return None
    try:
        return tasks.view(tx, task_id, by).task
    except UnknownTask:
        return None
