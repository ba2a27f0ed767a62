"""Let running cases follow a version: first what would happen to each, then all or none."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from engine import access, deployments
from engine.access import Action
from engine.deployments import CaseOutlook, CasesStay, Choice, NothingToMigrate, Wish
from engine.model import Person
from engine.store import Transaction
from engine.store.bundles import Version
from webui import here, language
from webui.language import gettext as _
from webui.studio.blueprint import bp

FROM, CASE, DONE, LOST = "van-", "zaak", "gedaan", "concepten"
CHANGED_SINCE = 409
REFUSED = 400
_DIGITS = 6

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Prospect:
    """What migrating to a version would do; `mapping` are element ids, old to new."""

    version: Version
    outlooks: tuple[CaseOutlook, ...]
    choices: tuple[Choice, ...]
    mapping: dict[str, str]

    @property
    def ready(self) -> int:
        """Count what can come along."""
        return sum(one.can_migrate for one in self.outlooks)


@bp.get("/processen/<process_id>/versie/<int(max=999999):number>/lopend")
def migration(process_id: str, number: int) -> Answer:
    return _page(process_id, number, _mapping(request.args), "")


@bp.post("/processen/<process_id>/versie/<int(max=999999):number>/lopend")
def migrate(process_id: str, number: int) -> Answer:
    by = here.person()
    mapping, chosen = _mapping(request.form), tuple(request.form.getlist(CASE))
    if not chosen:
        return _page(process_id, number, mapping, _("Kies ten minste een zaak.")), REFUSED
    try:
        with here.changing() as tx:
            done = deployments.migrate(tx, Wish(process_id, number, mapping, chosen), by)
    except (CasesStay, NothingToMigrate) as refused:
        said = refused.sentence(language.chosen())
        return _page(process_id, number, mapping, said), CHANGED_SINCE
    lost = sum(len(one.drafts) for one in done)
    address = url_for(
        "studio.migration",
        process_id=process_id,
        number=number,
        gedaan=len(done),
        concepten=lost or None,
    )
    return redirect(address)


def _page(process_id: str, number: int, mapping: dict[str, str], refusal: str) -> str:
    by = here.person()
    access.require(by, Action.MIGRATE)
    with here.reading() as tx:
        found = _prospect(tx, process_id, number, mapping, by)
    options = {one.element.id: _options(one) for one in found.choices}
    return render_template(
        "studio/migration.html",
        found=found,
        options=options,
        refusal=refusal,
        done=_number(DONE),
        lost=_number(LOST),
    )


def _options(choice: Choice) -> list[tuple[str, str]]:
    """Give what one element may go on as, with its id beside names that are used twice."""
    names = [one.name for one in choice.targets]
    return [("", _("Maak een keuze"))] + [
        (one.id, one.name if names.count(one.name) == 1 and one.name else f"{one.name} ({one.id})")
        for one in choice.targets
    ]


def _prospect(
    tx: Transaction, process_id: str, number: int, mapping: dict[str, str], by: Person
) -> Prospect:
    """Work out what would happen; nothing runs in another version when there is no outlook."""
    known = deployments.versions(tx, by)
    version = next((v for v in known if (v.process_id, v.version) == (process_id, number)), None)
    if version is None:
        abort(404)
    try:
        choices = deployments.choices(tx, Wish(process_id, number, {}), by)
        wanted = {one.element.id for one in choices}
        used = {old: new for old, new in mapping.items() if old in wanted}
        outlooks = deployments.migration_plan(tx, Wish(process_id, number, used), by)
    except NothingToMigrate:
        return Prospect(version, (), (), {})
    return Prospect(version, tuple(outlooks), tuple(choices), used)


def _mapping(posted: MultiDict[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(FROM): to for name, to in posted.items() if name.startswith(FROM) and to
    }


def _number(name: str) -> int:
    """Give a number of the address; 0 for one that somebody made up."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
