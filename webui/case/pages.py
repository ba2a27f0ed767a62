"""The pages of the cases: the list, and of one case its parts."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from urllib.parse import quote

from flask import Response as FlaskResponse
from flask import abort, redirect, render_template, request, url_for
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from engine import cases, messages, uploads
from engine.cases import CommentTooLong, EmptyComment
from engine.errors import EngineError
from engine.forms import Unreadable
from engine.uploads import FileRefused
from webui import here, language, paging, security, telling
from webui.case.blueprint import bp
from webui.case.decided import decides, made
from webui.case.dossier import opened, shown_of, timeline_of

SEARCH = "zoek"
LONGEST_SEARCH = 200
LATEST = 6
REFUSED = 400
#: whatever a document holds, it is never shown as a page of this site
NO_PAGE = "default-src 'none'; sandbox"

Answer = Response | str | tuple[str, int]


class NoFileChosen(EngineError):
    """Somebody adds a document without choosing one."""

    nl = "Kies eerst een bestand."
    en = "Choose a file first."


@bp.get("/zaken")
def all() -> str:  # noqa: A001 - the address of the page is case.all
    by = here.person()
    search = request.args.get(SEARCH, "").strip()[:LONGEST_SEARCH]
    with here.reading() as tx:
        page = paging.reached(lambda most: cases.count(tx, by, most=most, search=search))
        found = cases.listed(tx, by, search=search, most=page.size, skip=page.offset)
        return render_template("case/all.html", cases=found, page=page, search=search, now=tx.now)


@bp.get("/zaken/<number>")
def overview(number: str) -> str:
    with here.reading() as tx:
        found = opened(tx, number, here.person())
        return render_template(
            "case/overview.html",
            found=found,
            latest=timeline_of(found, cases.timeline(tx, found.view, most=LATEST)),
            terms=cases.terms_of(tx, found.view.case),
            letters=[] if found.is_damaged else messages.awaited(tx, number, here.person()),
        )


@bp.get("/zaken/<number>/stappen")
@bp.get("/zaken/<number>/stappen/<instance_id>")
def steps(number: str, instance_id: str = "") -> str:
    with here.reading() as tx:
        found = opened(tx, number, here.person())
        every = found.view.paths
        path = next((one for one in every if instance_id in {"", one.instance.id}), None)
        if path is None:
            abort(404)
        shown = shown_of(tx, found, path)
        return render_template("case/steps.html", found=found, path=path, shown=shown)


@bp.get("/zaken/<number>/verloop")
def timeline(number: str) -> str:
    with here.reading() as tx:
        found = opened(tx, number, here.person())
        leaf = cases.leaf(tx, number, request.args.get(paging.MARK, ""))
        page = replace(paging.asked_for(leaf.happened), mark=leaf.mark)
        moments = cases.timeline(tx, found.view, most=page.size, skip=page.offset, leaf=leaf)
        told = timeline_of(found, moments)
        return render_template(
            "case/timeline.html", found=found, told=told, page=page, newer=leaf.newer
        )


@bp.get("/zaken/<number>/verloop/<instance_id>/<int(max=999999999):position>")
def decision(number: str, instance_id: str, position: int) -> str:
    with here.reading() as tx:
        found = opened(tx, number, here.person())
        moment = cases.moment(tx, found.view, instance_id, position)
        if moment is None or not decides(moment):
            abort(404)
        return render_template(
            "case/decision.html",
            found=found,
            moment=moment,
            words=telling.sentence(moment, found.teller),
            decided=list(made(moment, found.teller.decisions[instance_id])),
        )


@bp.get("/zaken/<number>/stukken")
def documents(number: str) -> Answer:
    return _documents(number, None)


@bp.post("/zaken/<number>/stukken")
@security.takes_files
def upload(number: str) -> Answer:
    file = request.files.get("document")
    if file is None or not file.filename:
        return _documents(number, NoFileChosen()), REFUSED
    with file.stream as stream:
        content = stream.read()
    try:
        new = uploads.upload(file.filename, content)
    except FileRefused as refused:
        return _documents(number, refused), REFUSED
    with here.changing() as tx:
        cases.attach(tx, number, new, here.person())
    return redirect(url_for("case.documents", number=number, toegevoegd=new.id))


@bp.get("/stukken/<document_id>")
def document(document_id: str) -> Response:
    with here.reading() as tx:
        found, content = cases.document(tx, document_id, here.person())
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    response = FlaskResponse(content, mimetype=kind)
    response.headers["Content-Disposition"] = _as_attachment(found.name)
    response.headers["Content-Security-Policy"] = NO_PAGE
    return response


@bp.get("/zaken/<number>/opmerkingen")
def comments(number: str) -> Answer:
    return _comments(number, "", None)


@bp.post("/zaken/<number>/opmerkingen")
def comment(number: str) -> Answer:
    text = request.form.get("opmerking", "")
    try:
        with here.changing() as tx:
            cases.comment(tx, number, text, here.person())
    except (EmptyComment, CommentTooLong, Unreadable) as refused:
        return _comments(number, text, refused), REFUSED
    return redirect(url_for("case.comments", number=number))


def _documents(number: str, problem: EngineError | None) -> str:
    with here.reading() as tx:
        found = opened(tx, number, here.person())
        return render_template("case/documents.html", found=found, problem=_said(problem))


def _comments(number: str, text: str, problem: EngineError | None) -> str:
    with here.reading() as tx:
        found = opened(tx, number, here.person())
        return render_template("case/comments.html", found=found, text=text, problem=_said(problem))


def _said(problem: EngineError | None) -> str | None:
    return problem.sentence(language.chosen()) if problem else None


def _as_attachment(name: str) -> str:
    """Let the browser save the file under its own name, with a plain one for old browsers."""
    plain = secure_filename(name) or "document"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
