"""The pages of the processes: the list, one version with what it holds, and one decision of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response as FlaskResponse
from flask import abort, render_template
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response

from engine import access, deployments, drawing, instances, people
from engine.access import Action
from engine.model import Bundle
from engine.store import Transaction
from webui import here, static_files
from webui.decisions import Files, Ruling, by_digest
from webui.studio import lists, rulings
from webui.studio.blueprint import bp

VIEWER = "vendor/bpmn-js/bpmn-navigated-viewer.production.min.js"
XML = "application/xml"
#: whatever a diagram holds, it is never shown as a page of this site
NO_PAGE = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was asked of a start and not done: the reason that was typed, and why not."""

    start: str = ""
    reason: str = ""
    problem: str = ""


@bp.get("/processen")
def processes() -> str:
    by = here.person()
    with here.reading() as tx:
        return render_template(
            "studio/processes.html",
            processes=lists.processes(tx, by),
            names=people.names(tx),
            may_deploy=access.may(by, Action.DEPLOY),
        )


@bp.get("/processen/<process_id>")
def process(process_id: str) -> str:
    return shown(process_id, None)


@bp.get("/processen/<process_id>/versie/<int(max=999999):number>")
def version(process_id: str, number: int) -> str:
    return shown(process_id, number)


@bp.get("/processen/<process_id>/versie/<int(max=999999):number>/bpmn")
def file(process_id: str, number: int) -> Response:
    """Give the file just as it was deployed."""
    with here.reading() as tx:
        found = deployments.version(tx, process_id, number, here.person())
    name = f"{secure_filename(process_id) or 'proces'}-versie-{number}.bpmn"
    return _attached(found.diagram, name)


@bp.get("/processen/<process_id>/versie/<int(max=999999):number>/tekening")
def laid_out(process_id: str, number: int) -> Response:
    """Give the diagram for the viewer, which needs to know where everything stands."""
    with here.reading() as tx:
        diagram = deployments.version(tx, process_id, number, here.person()).diagram
    shown = diagram if drawing.has_layout(diagram) else drawing.tidy(diagram)
    response = FlaskResponse(shown, mimetype=XML)
    response.headers["Content-Security-Policy"] = NO_PAGE
    return response


@bp.get("/processen/<process_id>/versie/<int(max=999999):number>/beslissing/<path:decision_id>")
def decision(process_id: str, number: int, decision_id: str) -> str:
    by = here.person()
    with here.reading() as tx:
        bundle, files, ruling = _ruling(tx, process_id, number, decision_id)
        definition = instances.definition(tx, bundle.digest)
        return render_template(
            "studio/decision.html",
            bundle=bundle,
            definition=definition,
            shown=rulings.shown(ruling, files, definition),
            may_deploy=access.may(by, Action.DEPLOY),
        )


@bp.get("/processen/<process_id>/versie/<int(max=999999):number>/dmn/<path:decision_id>")
def decision_file(process_id: str, number: int, decision_id: str) -> Response:
    """Give the file that a decision stands in, just as it was deployed."""
    with here.reading() as tx:
        bundle, _files, ruling = _ruling(tx, process_id, number, decision_id)
    name = secure_filename(ruling.file.name) or secure_filename(process_id) or "beslissingen"
    return _attached(ruling.content, f"{name}-versie-{bundle.version}.dmn")


def _ruling(
    tx: Transaction, process_id: str, number: int, decision_id: str
) -> tuple[Bundle, Files, Ruling]:
    bundle = deployments.version(tx, process_id, number, here.person())
    files = by_digest(bundle.decisions.values())
    ruling = files.ruling(decision_id)
    return (bundle, files, ruling) if ruling else abort(404)


def _attached(content: bytes, name: str) -> Response:
    response = FlaskResponse(content, mimetype=XML)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = NO_PAGE
    return response


def shown(process_id: str, number: int | None, attempt: Attempt | None = None) -> str:
    """Show a version of a process, the current one for None."""
    by = here.person()
    with here.reading() as tx:
        found = lists.version(tx, process_id, number, by)
        if found is None:
            abort(404)
        return render_template(
            "studio/version.html",
            found=found,
            attempt=attempt or Attempt(),
            names=people.names(tx),
            now=tx.now,
            viewer=VIEWER if static_files.is_there(VIEWER) else None,
            may_deploy=access.may(by, Action.DEPLOY),
            may_migrate=access.may(by, Action.MIGRATE),
            may_steer=access.may(by, Action.STEER_STARTS),
        )
