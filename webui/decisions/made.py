"""A decision that was made: in one sentence, and as the table with the rules that applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from engine.decisions import Table
from engine.decisions.boxed import Boxed
from engine.events import DecisionMade
from webui.decisions.boxes import Box, box
from webui.decisions.files import Files
from webui.language import gettext as _

SHORT_DIGEST = 12
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as a page tells it; `sentence` says how it came out.

    `digest` is the beginning of that of its file. `box` is None when the file is not there.
    """

    id: str
    name: str
    sentence: str
    file: str
    digest: str
    box: Box | None


def made(effect: DecisionMade, files: Files, outcome: str = "") -> Made:
    """Tell a decision with its table; `outcome` is empty for who may not know it."""
    ruling = files.ruling(effect.decision or effect.name, effect.digest)
    logic = ruling.node.logic if ruling else None
    table = _table(logic, effect)
    return Made(
        id=ruling.id if ruling else effect.decision,
        name=effect.name or effect.decision,
        sentence=sentence(effect, files, outcome),
        file=ruling.file.name if ruling else "",
        digest=effect.digest[:SHORT_DIGEST],
        box=box(logic, table, effect.rules),
    )


def sentence(effect: DecisionMade, files: Files, outcome: str = "") -> str:
    """Say which rules applied and what came out; without the outcome, what the one rule says."""
    ruling = files.ruling(effect.decision or effect.name, effect.digest)
    table = _table(ruling.node.logic if ruling else None, effect)
    name = effect.name or effect.decision
    what = _("Tabel '%(name)s'", name=name) if table else _("Beslissing '%(name)s'", name=name)
    if ruling and ruling.file.name not in ("", name):
        what = f"{what} ({ruling.file.name})"
    how = [_which(effect, table, outcome), _("uitkomst %(what)s", what=outcome) if outcome else ""]
    said = ", ".join(part for part in how if part)
    return f"{what}: {said}" if said else what


def _which(effect: DecisionMade, table: Table | None, outcome: str) -> str:
    if not effect.rules:
        return _("geen regel gold") if table else ""
    numbers = ", ".join(str(rule) for rule in effect.rules)
    if len(effect.rules) > 1:
        return _("regels %(numbers)s golden", numbers=numbers)
    says = _says(table, effect.rules[0]) if table and not outcome else ""
    if says:
        return _("regel %(number)s gold (%(says)s)", number=numbers, says=says)
    return _("regel %(number)s gold", number=numbers)


def _says(table: Table, rule: int) -> str:
    """Give the outcomes that stand in a rule, if all of them are plain texts."""
    cells = table.rules[rule - 1].outputs if rule <= len(table.rules) else ()
    plain = [cell[1:-1] for cell in cells if _is_plain(cell)]
    return ", ".join(plain) if len(plain) == len(cells) else ""


def _is_plain(cell: str) -> bool:
    inside = cell[1:-1]
    return cell == f"{_QUOTE}{inside}{_QUOTE}" and _QUOTE not in inside and "\\" not in inside


def _table(logic: Boxed | None, effect: DecisionMade) -> Table | None:
    """Find the table that the effect is about: logic may hold several, in its parts."""
    if isinstance(logic, Table):
        return logic
    found = list(_tables(logic))
    asked = set(effect.inputs)
    if asked:
        found = [one for one in found if _asks(one) == asked]
    elif not effect.rules:
        return None
    return found[0] if len(found) == 1 else None


def _asks(table: Table) -> set[str]:
    return {one.text for one in table.inputs}


def _tables(logic: object) -> Iterator[Table]:
    """Give the tables in the parts of boxed logic, in order."""
    if isinstance(logic, Table):
        yield logic
    elif isinstance(logic, tuple):
        for one in logic:
            yield from _tables(one)
    elif is_dataclass(logic):
        for field in fields(logic):
            yield from _tables(getattr(logic, field.name))
