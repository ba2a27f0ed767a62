"""Who stopped, resumed or tried again what starts by itself: a page for whoever looks back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from engine import deployments, instances, people, starts
from engine.model import Person
from engine.store import Transaction
from engine.store.start_steering import Steered
from webui import here, paging
from webui.audit.blueprint import bp


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did to a start. `process` and `start` are their names now, else their ids."""

    told: Steered
    process: str
    start: str


@bp.get("/toezicht/begin")
def steered_starts() -> str:
    by = here.person()
    with here.reading() as tx:
        found = starts.steered(tx, by)
        page = paging.asked_for(len(found))
        return render_template(
            "audit/steered.html",
            deeds=_named(tx, found[page.offset : page.offset + page.size], by),
            page=page,
            names=people.names(tx),
            now=tx.now,
        )


def _named(tx: Transaction, found: list[Steered], by: Person) -> list[Deed]:
    wanted = {one.process_id for one in found}
    versions = [one for one in deployments.versions(tx, by) if one.process_id in wanted]
    current = {one.process_id: one for one in versions if one.current}
    return [
        Deed(
            one,
            current[one.process_id].name,
            _start(tx, current[one.process_id].digest, one.element_id),
        )
        for one in found
    ]


def _start(tx: Transaction, digest: str, element_id: str) -> str:
    element = instances.definition(tx, digest).elements.get(element_id)
    return (element.name if element is not None else "") or element_id
