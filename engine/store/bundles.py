"""Rows of deployed bundles, and which of them is current."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update

from engine import seals, tables
from engine.model import Bundle, Start
from engine.store import news
from engine.store.transaction import Transaction, blob
from engine.values import canonical

_bundle, _process, _start = tables.bundle, tables.process, tables.process_start
#: what a bundle holds besides its diagram, and what the library holds for the next one
FILE_KINDS = ("form", "list", "decision")
_diagram = select(_bundle.c.diagram).where(_bundle.c.digest == bindparam("the_digest"))
_current = select(_process.c.digest).where(_process.c.process_id == bindparam("the_process"))
_library = tables.library
_in_library = select(_library.c.content).where(
    _library.c.kind == bindparam("the_kind"), _library.c.name == bindparam("the_name")
)
_these: BindParameter[Any] = bindparam("the_names", expanding=True)
_form_named = (_library.c.kind == "form") & _library.c.name.in_(_these)
_forms_and_lists = (
    select(_library).where((_library.c.kind == "list") | _form_named).order_by(_library.c.name)
)


@dataclass(frozen=True, slots=True)
class Version:
    """A line in the list of versions. `current` is what a new instance gets."""

    process_id: str
    version: int
    digest: str
    name: str
    current: bool
    deployed_at: datetime
    deployed_by: str


@dataclass(frozen=True, slots=True)
class StartedBy:
    """What a message or signal starts; `together` with all else that the element waits for."""

    process_id: str
    element_id: str
    together: bool = False

    def __str__(self) -> str:
        return f"{self.process_id}/{self.element_id}"


def digest(bundle: Bundle) -> str:
    """Compute the digest of a bundle: the SHA-256 (hex) over all that it holds."""
    contents: dict[str, object] = {
        "process": bundle.process_id,
        "diagram": seals.digest(bundle.diagram).hex(),
        "forms": {name: seals.digest(form).hex() for name, form in bundle.forms.items()},
        "lists": {name: seals.digest(found).hex() for name, found in bundle.lists.items()},
    }
    if bundle.decisions:  # bundles from before there were decisions keep their digest
        digests = {name: seals.digest(found).hex() for name, found in bundle.decisions.items()}
        contents["decisions"] = digests
    return seals.digest(canonical(contents).encode()).hex()


def find(tx: Transaction, digest: str) -> Bundle | None:
    """Find a bundle with its files."""
    row = tx.row(select(_bundle).where(_bundle.c.digest == digest))
    if row is None:
        return None
    files = tables.bundle_file
    found = tx.rows(select(files).where(files.c.digest == digest).order_by(files.c.name))
    kept: dict[str, dict[str, bytes]] = {kind: {} for kind in FILE_KINDS}
    for file in found:
        kept.setdefault(file.kind, {})[file.name] = blob(file.content)
    return Bundle(
        process_id=row.process_id,
        version=row.version,
        digest=digest,
        diagram=blob(row.diagram),
        forms=kept["form"],
        lists=kept["list"],
        decisions=kept["decision"],
    )


def diagram(tx: Transaction, digest: str) -> bytes | None:
    """Give the diagram of a bundle alone."""
    row = tx.row(_diagram, {"the_digest": digest})
    return None if row is None else blob(row.diagram)


def current_digest(tx: Transaction, process_id: str) -> str | None:
    """Tell which bundle a new instance of a process gets."""
    row = tx.row(_current, {"the_process": process_id})
    return None if row is None else str(row.digest)


def latest_version(tx: Transaction, process_id: str) -> int:
    """Give the number of the latest version; 0 when there is none."""
    query = (
        select(_bundle.c.version)
        .where(_bundle.c.process_id == process_id)
        .order_by(_bundle.c.version.desc())
        .limit(1)
    )
    row = tx.row(query)
    return 0 if row is None else int(row.version)


def digest_of(tx: Transaction, process_id: str, version: int) -> str | None:
    """Give the digest of a version of a process."""
    query = select(_bundle.c.digest).where(
        _bundle.c.process_id == process_id, _bundle.c.version == version
    )
    row = tx.row(query)
    return None if row is None else str(row.digest)


def version_of(tx: Transaction, digest: str) -> int:
    """Tell which version of its process a bundle is."""
    row = tx.row(select(_bundle.c.version).where(_bundle.c.digest == digest))
    assert row is not None, f"a bundle is kept for ever: {digest}"
    return int(row.version)


def add(tx: Transaction, bundle: Bundle, name: str) -> None:
    """Keep a new bundle for ever."""
    values = {
        "digest": bundle.digest,
        "process_id": bundle.process_id,
        "version": bundle.version,
        "name": name,
        "diagram": bundle.diagram,
    }
    tx.claim(insert(_bundle), values, what=bundle.process_id)
    contents = (bundle.forms, bundle.lists, bundle.decisions)
    files = [
        {"digest": bundle.digest, "kind": kind, "name": file, "content": content}
        for kind, found in zip(FILE_KINDS, contents, strict=True)
        for file, content in found.items()
    ]
    if files:
        tx.change(insert(tables.bundle_file), files)


def make_current(
    tx: Transaction, process_id: str, digest: str, starts: Sequence[Start], by: str
) -> None:
    """Let new instances get this bundle, started by these messages and signals from now on."""
    if current_digest(tx, process_id) is None:
        tx.change(insert(_process), {"process_id": process_id, "digest": digest})
    else:
        tx.change(update(_process).where(_process.c.process_id == process_id).values(digest=digest))
    tx.change(delete(_start).where(_start.c.process_id == process_id))
    posted = dict.fromkeys(start for start in starts if start.kind in {"message", "signal"})
    for start in posted:
        values = {"element_id": start.element_id, "kind": start.kind, "name": start.name}
        more = {"process_id": process_id, "together": int(start.together)}
        tx.change(insert(_start), values | more)
    if posted:
        news.awaken(tx, process=process_id)
    deployed = {"at": tx.now, "by": by, "process_id": process_id, "digest": digest}
    tx.change(insert(tables.deployment), deployed)


def started_by(tx: Transaction, kind: str, name: str) -> list[StartedBy]:
    """Give what a message or signal starts."""
    query = (
        select(_start)
        .where(_start.c.kind == kind, _start.c.name == name)
        .order_by(_start.c.process_id, _start.c.element_id)
    )
    return [
        StartedBy(row.process_id, row.element_id, together=row.together == 1)
        for row in tx.rows(query)
    ]


def started_by_messages(tx: Transaction) -> dict[str, list[str]]:
    """Give the names of the messages that start processes, each with the ids of those."""
    query = select(_start).where(_start.c.kind == "message").order_by(_start.c.process_id)
    found: dict[str, list[str]] = {}
    for row in tx.rows(query):
        found.setdefault(row.name, []).append(row.process_id)
    return found


def starts_of(tx: Transaction, process_id: str) -> set[tuple[str, str, str | None, bool]]:
    """Give what starts a process as it stands: element, kind, name, and whether together."""
    rows = tx.rows(select(_start).where(_start.c.process_id == process_id))
    return {(row.element_id, row.kind, row.name, row.together == 1) for row in rows}


def currents(tx: Transaction) -> list[tuple[str, str, str | None]]:
    """Give each process with the digest that is current and that which was deployed last."""
    deployed = tables.deployment
    last = (
        select(deployed.c.digest)
        .where(deployed.c.process_id == _process.c.process_id)
        .order_by(deployed.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(_process.c.process_id, _process.c.digest, last.label("last"))
    rows = tx.rows(query.order_by(_process.c.process_id))
    return [(row.process_id, row.digest, row.last) for row in rows]


def versions(tx: Transaction) -> list[Version]:
    """Give all versions of all processes: by process, the latest first."""
    deployed = tables.deployment
    query = (
        select(_bundle, _process.c.digest.label("current"), deployed.c.at, deployed.c.by)
        .join(_process, _process.c.process_id == _bundle.c.process_id)
        .join(deployed, deployed.c.digest == _bundle.c.digest)
        .order_by(_bundle.c.process_id, _bundle.c.version.desc(), deployed.c.id)
    )
    found: dict[str, Version] = {}
    for row in tx.rows(query):
        found.setdefault(
            row.digest,
            Version(
                row.process_id,
                row.version,
                row.digest,
                row.name,
                row.digest == row.current,
                row.at,
                row.by,
            ),
        )
    return list(found.values())


def keep_in_library(tx: Transaction, kind: str, contents: Mapping[str, bytes]) -> None:
    """Keep forms, lists or decisions for the next deployment; the same name replaces."""
    table = tables.library
    for name, content in contents.items():
        tx.change(delete(table).where(table.c.kind == kind, table.c.name == name))
        tx.change(insert(table), {"kind": kind, "name": name, "content": content})


def library(tx: Transaction, kind: str) -> dict[str, bytes]:
    """Give the forms, lists or decisions that a new bundle may use, by name."""
    table = tables.library
    query = select(table).where(table.c.kind == kind).order_by(table.c.name)
    return {row.name: blob(row.content) for row in tx.rows(query)}


def in_library(tx: Transaction, kind: str, name: str) -> bytes | None:
    """Find one thing that was kept in the library."""
    row = tx.row(_in_library, {"the_kind": kind, "the_name": name})
    return None if row is None else blob(row.content)


def forms_in_library(
    tx: Transaction, names: Sequence[str]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Give those of these forms that are there, and all lists that they may use, by name."""
    found: dict[str, dict[str, bytes]] = {"form": {}, "list": {}}
    for row in tx.rows(_forms_and_lists, {"the_names": list(names)}):
        found[row.kind][row.name] = blob(row.content)
    return found["form"], found["list"]
