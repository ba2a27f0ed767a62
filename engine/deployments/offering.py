"""Offer a diagram: it is looked at first, and deployed later just as it was looked at."""

from __future__ import annotations

from engine import access, seals, store
from engine.access import Action
from engine.deployments import kinds
from engine.deployments.deploying import deploy
from engine.errors import EngineError
from engine.model import Bundle, Person
from engine.store import Transaction

OFFERED = "offered"  #: what the library calls the diagram that somebody may deploy, by her id


class EmptyFile(EngineError):
    """There is nothing in the file that was offered."""

    nl = "Dit bestand is leeg. Kies een BPMN- of DMN-bestand met inhoud."
    en = "This file is empty. Choose a BPMN or DMN file with something in it."


class NothingOffered(EngineError):
    """The person has not offered a diagram."""

    nl = "U hebt nog niets aangeboden. Bied eerst een BPMN- of DMN-bestand aan."
    en = "You have not offered anything yet. Offer a BPMN or DMN file first."


class OfferedAnother(EngineError):
    """The diagram that was looked at is not the one that was offered last."""

    nl = "U hebt daarna een ander bestand aangeboden. Bekijk eerst wat daarin is gevonden."
    en = "You have offered another file since. Look first at what was found in that one."


def offer(tx: Transaction, diagram: bytes, *, by: Person, name: str = "") -> str:
    """Keep a diagram for this person until she offers another; give its digest.

    `name` is that of its file, which tells what it was meant to be when it cannot be read.

    Raises NotAllowed, EmptyFile, and InvalidDiagram or InvalidDecisions for what cannot be read.
    """
    access.require(by, Action.DEPLOY)
    if not diagram.strip():
        raise EmptyFile
    kinds.read(diagram, tx.limits.elements, name)
    store.bundles.keep_in_library(tx, OFFERED, {by.id: diagram})
    return seals.digest(diagram).hex()


def offered(tx: Transaction, by: Person) -> bytes:
    """Give the diagram this person offered last. Raises NotAllowed, NothingOffered."""
    access.require(by, Action.DEPLOY)
    diagram = store.bundles.in_library(tx, OFFERED, by.id)
    if diagram is None:
        raise NothingOffered
    return diagram


def deploy_offered(tx: Transaction, digest: str, *, by: Person) -> list[Bundle]:
    """Deploy just the offered diagram that has this digest.

    Raises NothingOffered, OfferedAnother, and as `deploy` does.
    """
    diagram = offered(tx, by)
    if seals.digest(diagram).hex() != digest:
        raise OfferedAnother
    return deploy(tx, diagram, by=by)
