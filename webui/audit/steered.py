"""Who steered what starts by itself, or what was sent: pages for whoever looks back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from engine import deployments, instances, messages, people, starts
from engine.model import Person
from engine.store import Transaction
from engine.store.bundles import Version
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


@bp.get("/toezicht/berichten")
def steered_posts() -> str:
    by = here.person()
    with here.reading() as tx:
        found = messages.steered(tx, by)
        page = paging.asked_for(len(found))
        return render_template(
            "audit/posts.html",
            deeds=found[page.offset : page.offset + page.size],
            page=page,
            names=people.names(tx),
            now=tx.now,
        )


def _named(tx: Transaction, found: list[Steered], by: Person) -> list[Deed]:
    wanted = {one.process_id for one in found}
    versions = [one for one in deployments.versions(tx, by) if one.process_id in wanted]
    current = {one.process_id: one for one in versions if one.current}
    return [_deed(tx, one, current.get(one.process_id)) for one in found]


def _deed(tx: Transaction, one: Steered, current: Version | None) -> Deed:
    if current is None:
        return Deed(one, one.process_id, one.element_id)
    element = instances.definition(tx, current.digest).elements.get(one.element_id)
    return Deed(one, current.name, (element.name if element else "") or one.element_id)
