"""Master data: the bodies, organisations, choice lists and forms that diagrams build on."""

from __future__ import annotations

import json
from pathlib import Path

from engine import decisions, store
from engine.errors import EngineError
from engine.store import Transaction
from engine.store.locks import Alone, be_alone


class MasterDataBroken(EngineError):
    """A master-data file cannot be read."""

    nl = "Het bestand {path} met stamgegevens is niet te lezen: {reason}"
    en = "The master-data file {path} cannot be read: {reason}"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path=path.name, reason=reason)


def load(tx: Transaction, processes: Path, forms: Path) -> None:
    """Bring lists, bodies, organisations, decisions and forms from their folders into the library.

    Loading again replaces lists, decisions and forms and adds new bodies and organisations;
    bundles that were deployed keep what they were deployed with. Raises MasterDataBroken, or
    InvalidDecisions when a file of decisions is no safe DMN.
    """
    folder = processes / "masterdata"
    contents = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.json"))}
    choices = {name: _choices(folder / f"{name}.json", found) for name, found in contents.items()}
    lists = {name: found for name, found in contents.items() if choices[name]}
    be_alone(tx, Alone.DEPLOYING)  # what is there is replaced, and what is not is added
    store.bundles.keep_in_library(tx, "list", lists)
    known = {path.stem: path.read_bytes() for path in sorted(forms.glob("*.json"))}
    store.bundles.keep_in_library(tx, "form", known)
    tables = [path.read_bytes() for path in sorted(processes.glob("*/*.dmn"))]
    by_namespace = {decisions.namespace_of(table): table for table in tables}
    store.bundles.keep_in_library(tx, "decision", by_namespace)
    codes = {name: code for code, name in choices.get("bodies", {}).items()}
    store.people.keep_bodies(tx, codes)
    store.people.keep_organisations(tx, choices.get("organisaties", {}))


def diagrams(folder: Path) -> list[bytes]:
    """Read the bundled diagrams, by name."""
    return [path.read_bytes() for path in sorted(folder.glob("*/*.bpmn"))]


def _choices(path: Path, content: bytes) -> dict[str, str]:
    """Read a list as const -> title; a file without choices (a calendar) gives none."""
    try:
        listed = json.loads(content).get("choices", ())
        return {str(choice["const"]): str(choice["title"]) for choice in listed}
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise MasterDataBroken(path, str(problem)) from problem
