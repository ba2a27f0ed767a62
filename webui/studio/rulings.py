"""The decisions of a version: which there are, where they are used, and all about one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.decisions import Decision, InputData, Table
from engine.decisions.boxed import Knowledge
from engine.interpreter import Definition
from webui import decisions
from webui.decisions import Box, Files, Ruling
from webui.language import gettext as _
from webui.language import ngettext


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision in a list: its kind in words, and the steps that ask for it."""

    ruling: Ruling
    kind: str
    asked_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision as its page shows it.

    `inputs` are the names of what it is given, `uses` the decisions it needs, `used_by` those that
    need it.
    """

    ruling: Ruling
    kind: str
    question: str
    description: str
    box: Box | None
    asked_at: tuple[str, ...]
    inputs: tuple[str, ...]
    uses: tuple[Ruling, ...]
    used_by: tuple[Ruling, ...]


def listed(files: Files, definition: Definition) -> list[Listed]:
    """List the decisions of a version, file by file."""
    return [Listed(one, kind(one), _asked_at(one, definition)) for one in files.rulings()]


def shown(ruling: Ruling, files: Files, definition: Definition) -> Shown:
    """Show one decision of a version."""
    node = ruling.node
    others = list(files.rulings())
    return Shown(
        ruling=ruling,
        kind=kind(ruling),
        question=f"{node.question} {node.answers}".strip() if isinstance(node, Decision) else "",
        description=node.description if isinstance(node, Decision) else "",
        box=decisions.box(node.logic),
        asked_at=_asked_at(ruling, definition),
        inputs=tuple(_inputs(ruling, files)),
        uses=tuple(one for one in others if one.node.key in node.requires),
        used_by=tuple(one for one in others if node.key in one.node.requires),
    )


def kind(ruling: Ruling) -> str:
    """Say what sort of decision it is."""
    logic = ruling.node.logic
    if isinstance(ruling.node, Knowledge):
        return _("rekenregel")
    if isinstance(logic, Table):
        rules = ngettext("%(count)s regel", "%(count)s regels", len(logic.rules))
        return _("tabel met %(rules)s", rules=rules % {"count": len(logic.rules)})
    return _("zonder tabel of expressie") if logic is None else _("expressie")


def _asked_at(ruling: Ruling, definition: Definition) -> tuple[str, ...]:
    elements = definition.elements.values()
    return tuple(one.name or one.id for one in elements if one.decision == ruling.id)


def _inputs(ruling: Ruling, files: Files) -> Iterator[str]:
    """Give the names of the input data that a decision requires itself."""
    given = {
        node.key: node.name
        for one in files.rulings()
        for node in one.file.nodes
        if isinstance(node, InputData)
    }
    for key in ruling.node.requires:
        if key in given:
            yield given[key]
