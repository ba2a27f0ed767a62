"""One task: its form, why it is here, and what came before."""

from __future__ import annotations

import secrets

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import tasks, terms
from engine.errors import EngineError
from engine.forms import Form
from engine.model import Person
from engine.store import ConflictingChange, Transaction
from engine.suspensions import CaseSuspended
from engine.tasks import InvalidAnswers, TaskClaimedBy, TaskDone, ToDo, UnknownTask, View
from webui import again, here, language, paths, security, sheets
from webui.forms import ACTION, COMPLETE, FOUND, SAVE, SEEN, command_key
from webui.inbox import desk, filling, tabs
from webui.inbox.blueprint import bp
from webui.inbox.filling import Filled, stamp
from webui.revealing import Asked
from webui.sheets import Sheet

CLAIM, RELEASE = "pak-op", "geef-terug"
TRIED = "fout"  #: in the address of a task that she could not complete with her draft
BESIDE = "samen"  #: and of one of which she had saved another draft since that page was made
SOMEBODY_WAS_FIRST = 409
NOT_FOUND = 404

Answer = Response | str | tuple[str, int]


@bp.get("/taken/<path:task_id>")
def task(task_id: str) -> Answer:
    with here.reading():
        return _page(task_id, here.person(), None)


@bp.post("/taken/<path:task_id>")
@security.takes_files
def work(task_id: str) -> Answer:
    by = here.person()
    try:
        with here.changing() as tx:
            outcome = _carry_out(tx, task_id, by)
    except (UnknownTask, TaskDone, TaskClaimedBy, CaseSuspended, ConflictingChange) as refused:
        return _done_meanwhile(task_id, by) or _nothing_lost(task_id, by, refused)
    return redirect(outcome) if isinstance(outcome, str) else _page(task_id, by, outcome)


def _carry_out(tx: Transaction, task_id: str, by: Person) -> Filled | str | None:
    """Do what was asked; give the address to go on at, or the form to show again."""
    wish, key = request.form.get(ACTION, ""), command_key(task_id)
    if wish == COMPLETE and tasks.carried_out(tx, key, by):
        return url_for("inbox.mine", klaar=task_id)
    found = tasks.to_do(tx, task_id, by)
    filled = filling.filled(found, tx, by)
    is_right = filled is None or not filled.errors
    if wish == COMPLETE and is_right:
        return _complete(tx, found, by, filled, key)
    if filled is not None:
        filled = filling.beside(found, filled, tx, by)
        raw = tabs.draft(filled.form, filled.reading.raw, filled.replaced)
        tasks.keep_draft(tx, found, raw, by)
    if wish == CLAIM:
        tasks.claim(tx, task_id, by)
    if wish == RELEASE:
        tasks.release(tx, task_id, by)
        return url_for("inbox.of_bodies", terug=task_id)
    return _kept(tx, found, filled, wish)


def _kept(tx: Transaction, found: ToDo, filled: Filled | None, wish: str) -> Filled | str | None:
    """Give a page of its own to go on at, so that going back or reloading sends nothing again."""
    said = {"task_id": found.task.id}
    if filled is not None:
        said |= {SEEN: stamp(tx.now)} | ({BESIDE: "1"} if filled.is_beside else {})
    if wish == COMPLETE and filled is not None and filling.is_kept(found, filled, tx):
        return url_for("inbox.task", fout=1, **said)  # type: ignore[arg-type]
    if wish in (SAVE, CLAIM) and (filled is None or not filled.errors):
        return url_for("inbox.task", bewaard=1, **said)  # type: ignore[arg-type]
    return filled


def _complete(
    tx: Transaction, found: ToDo, by: Person, filled: Filled | None, key: str
) -> Filled | str | None:
    answers = filled.reading.answers if filled else {}
    try:
        tasks.finish(tx, found, answers=answers, by=by, key=key)
    except InvalidAnswers as wrong:
        assert filled is not None, "without a form no answer can be wrong"
        return Filled(filled.form, filled.reading, filled.posted, wrong.errors)
    return url_for("inbox.mine", klaar=found.task.id)


def _page(task_id: str, by: Person, filled: Filled | None) -> str:
    with here.reading() as tx:
        view = tasks.view(tx, task_id, by)
        laid = desk.laid(tx, view, by)
        opened = filling.tried if TRIED in request.args else filling.begun
        found = filled or opened(view, tx)
        sheet = _sheet(tx, view, found) if found else None
        seen = stamp(view.draft.saved_at) if view.draft else ""
        is_newer = bool(seen) and request.args.get(SEEN, seen) != seen
        is_beside = BESIDE in request.args if filled is None else filled.is_beside
        steps = paths.steps(laid.course) if laid.course else []
        return render_template(
            _template(view, by),
            desk=laid,
            sheet=sheet,
            seen=(SEEN, seen),
            marks=(
                FOUND,
                tabs.marks(sheet, found.form, found.reading.raw) if found and sheet else "",
            ),
            replaced=tabs.replaced(view.form, view.draft),
            is_newer=is_newer,
            is_beside=is_beside,
            key=secrets.token_urlsafe(16),
            steps=steps,
            so_far=paths.so_far(steps),
            drawn=paths.drawn,
        )


def _template(view: View, by: Person) -> str:
    if view.task.done_at is not None:
        return "inbox/task_done.html"
    return "inbox/task.html" if _is_free_for(view, by) else "inbox/task_taken.html"


def _is_free_for(view: View, by: Person) -> bool:
    return view.task.claimed_by in {None, *(one.id for one in by.selves)}


def _sheet(tx: Transaction, view: View, found: Filled) -> Sheet:
    asked = Asked(found.form, view.known, tx.now, terms.FUNCTIONS)
    return sheets.draw(asked, found.reading, found.errors, found.posted)


def _done_meanwhile(task_id: str, by: Person) -> Response | None:
    """Say that it worked when this very form came twice at once, and the other one was first."""
    with here.reading() as tx:
        is_done = request.form.get(ACTION) == COMPLETE and tasks.carried_out(
            tx, command_key(task_id), by
        )
    return redirect(url_for("inbox.mine", klaar=task_id)) if is_done else None


def _nothing_lost(task_id: str, by: Person, refused: EngineError) -> Answer:
    """Say why nothing was done, and give back all that was typed."""
    form: Form | None
    with here.reading() as tx:
        try:
            view = tasks.view(tx, task_id, by)
            form, name, case = view.form, view.task.name, view.case
        except UnknownTask:
            form, name, case = filling.form_of_gone(tx, task_id, by), "", None
    typed = filling.typed(form)
    if case is None and not typed:
        raise refused
    sentence = refused.sentence(language.chosen())
    status = NOT_FOUND if case is None else SOMEBODY_WAS_FIRST
    answer = render_template(
        "inbox/task_too_late.html",
        sentence=sentence,
        name=name,
        case=case,
        typed=typed,
        files=again.typed().files,
    )
    return answer, status
