"""Offer a changed file, see what was found in it, and publish just what was looked at.

A file is a BPMN diagram, or decisions in DMN.
"""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import access, decisions, deployments, interpreter
from engine.access import Action
from engine.decisions import InvalidDecisions
from engine.deployments import EmptyFile, NothingOffered, OfferedAnother
from engine.interpreter import InvalidDiagram
from webui import here, language, security
from webui.language import gettext as _
from webui.studio import findings
from webui.studio.blueprint import bp

FILE, DIGEST, OUTCOMES, DECISIONS = "bestand", "controlegetal", "p", "b"
REFUSED = 400
CHANGED_SINCE = 409
#: a file that is larger is refused without reading all of it
MOST_BYTES = decisions.BYTES + 1

Answer = Response | str | tuple[str, int]


@bp.get("/processen/aanbieden")
def offer() -> str:
    access.require(here.person(), Action.DEPLOY)
    return _page(None)


@bp.post("/processen/aanbieden")
@security.takes_files
def take() -> Answer:
    by = here.person()
    access.require(by, Action.DEPLOY)
    file = request.files.get(FILE)
    if file is None or not file.filename:
        return _refused(_("Kies eerst een bestand."))
    with file.stream as stream:
        content = stream.read(MOST_BYTES)
    try:
        with here.changing() as tx:
            deployments.offer(tx, content, by=by, name=file.filename)
    except (InvalidDiagram, InvalidDecisions) as unreadable:
        return _refused(findings.why_unreadable(unreadable))
    except EmptyFile as empty:
        return _refused(empty.sentence(language.chosen()))
    return redirect(url_for("studio.findings_of_offer"))


@bp.get("/processen/aanbieden/controle")
def findings_of_offer() -> Answer:
    try:
        return _findings("")
    except NothingOffered:
        return redirect(url_for("studio.offer"))


@bp.post("/processen/aanbieden/publiceren")
def publish() -> Answer:
    by = here.person()
    digest = request.form.get(DIGEST, "")
    try:
        with here.changing() as tx:
            content = deployments.offered(tx, by)
            plans = deployments.outlook(tx, content).plans
            deployments.deploy_offered(tx, digest, by=by)
    except (InvalidDiagram, InvalidDecisions):
        return _findings(_("Er is niets gepubliceerd. Los eerst de fouten op.")), REFUSED
    except OfferedAnother as other:
        return _findings(other.sentence(language.chosen())), CHANGED_SINCE
    outcomes = [f"{one.change}:{one.version}:{one.process_id}" for one in plans]
    file = digest if decisions.is_dmn(content) else None
    return redirect(url_for("studio.published", p=outcomes, b=file))


@bp.get("/processen/gepubliceerd")
def published() -> Answer:
    by = here.person()
    with here.reading() as tx:
        told = findings.outcomes(deployments.versions(tx, by), request.args.getlist(OUTCOMES))
        file = findings.decisions_file(tx, request.args.get(DECISIONS, ""))
    if not (told or file):
        return redirect(url_for("studio.processes"))
    return render_template("studio/published.html", outcomes=told, file=file)


def _refused(problem: str) -> Answer:
    return _page(problem), REFUSED


def _page(problem: str | None) -> str:
    most = {"bpmn": interpreter.MEGABYTES, "dmn": decisions.MEGABYTES}
    return render_template("studio/offer.html", problem=problem, most=most)


def _findings(refusal: str) -> str:
    by = here.person()
    with here.reading() as tx:
        content = deployments.offered(tx, by)
        found = findings.found(content, deployments.outlook(tx, content))
    return render_template("studio/findings.html", found=found, refusal=refusal)
