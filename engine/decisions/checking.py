"""What is wrong with a file of decisions, found before anybody decides with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice

from engine import feel
from engine.decisions.allowed import allowed_values
from engine.decisions.boxed import Decision, Knowledge, Node, Table
from engine.decisions.coverage import Column, Example, gap, judged, overlaps
from engine.decisions.deciding import Decisions
from engine.decisions.domains import domain, names_of
from engine.decisions.library import Library
from engine.decisions.policies import ORDERED
from engine.decisions.regions import MOMENT, Piece, TooMany, Undecided
from engine.decisions.rules import check_rules
from engine.decisions.wording import problem
from engine.model import Problem, Words

MOST_OVERLAPS = 5  #: pairs of rules that are told for one table
_SINGLE = frozenset(["UNIQUE", "ANY", "FIRST", "PRIORITY"])
_OVERLAPS = {"UNIQUE": "overlap", "ANY": "overlap-of-any"}
_STRING = feel.parse("string(value)")
_OTHER = Words("een andere tekst", "another text")


def check(decisions: Decisions) -> list[Problem]:
    """Give every problem of a file and of those it imports; errors stop deployment."""
    found = _once(decisions.problems)
    for node in decisions.nodes.values():
        library = decisions.libraries[node.key.rpartition("#")[0]]
        found += _element(decisions, node, library)
    return found


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """Leave out what is told of a text already, with the very place in it."""
    found = list(problems)
    told = {(one.element_id, one.excerpt) for one in found if one.code == "always-null"}
    texts = {(element_id, excerpt.text) for element_id, excerpt in told if excerpt}
    return [
        one
        for one in found
        if one.code != "never-equal"
        or one.excerpt is None
        or (one.element_id, one.excerpt.text) not in texts
    ]


def _element(decisions: Decisions, node: Node, library: Library) -> Iterator[Problem]:
    if not isinstance(node, (Decision, Knowledge)):
        return
    place = (node.id, node.name)
    if node.logic is None:
        yield problem("no-logic", place)
    known = names_of(node, decisions.nodes)
    for table in tables_in(node.logic):
        yield from _table(table, place, library, known)


def tables_in(part: object) -> Iterator[Table]:
    """Give the decision tables in an expression, at any depth."""
    if isinstance(part, Table):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from tables_in(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from tables_in(getattr(part, field.name))


def _table(
    table: Table, place: tuple[str, str], library: Library, known: Mapping[str, str]
) -> Iterator[Problem]:
    if table.hit_policy in ORDERED and not any(
        output.values or allowed_values(library, output.type_ref) for output in table.outputs
    ):
        yield problem("no-output-values", place, policy=table.hit_policy)
    domains = [domain(one, library, known) for one in table.inputs]
    yield from check_rules(table, place, library, domains)
    try:
        columns = judged(table, domains)
        yield from _together(table, columns, place)
        yield from _gaps(table, columns, place)
    except TooMany:
        if table.hit_policy in _SINGLE:
            yield problem("too-large-to-judge", place)
    except (Undecided, IndexError):  # a row that is too short has its own problem
        return


def _together(table: Table, columns: list[Column], place: tuple[str, str]) -> Iterator[Problem]:
    """Find rules that match together where the hit policy does not say which of them counts."""
    if table.hit_policy not in _OVERLAPS:
        return
    code = _OVERLAPS[table.hit_policy]
    pairs = (
        found
        for found in overlaps(columns, len(table.rules))
        if table.hit_policy == "UNIQUE" or _differ(table, *found[:2])
    )
    for first, second, example in islice(pairs, MOST_OVERLAPS):
        yield problem(code, place, first=first, second=second, **_told(table, example))


def _differ(table: Table, first: int, second: int) -> bool:
    """Tell whether two rules say something else; ANY takes rules that agree."""
    return table.rules[first - 1].outputs != table.rules[second - 1].outputs


def _gaps(table: Table, columns: list[Column], place: tuple[str, str]) -> Iterator[Problem]:
    if table.hit_policy in _SINGLE and not any(output.default for output in table.outputs):
        example = gap(columns, len(table.rules))
        if example is not None:
            yield problem("gap", place, **_told(table, example))


def _told(table: Table, example: Example) -> dict[str, str]:
    """Write an example as `amount = 100, kind = "a"`, in both languages."""
    pairs = [
        (asked.text, piece)
        for asked, piece in zip(table.inputs, example, strict=True)
        if piece.example is not None
    ]
    if not pairs:
        return {"example": "elke invoer", "example_en": "any input"}
    return {
        "example": ", ".join(f"{text} = {_written(piece, 'nl')}" for text, piece in pairs),
        "example_en": ", ".join(f"{text} = {_written(piece, 'en')}" for text, piece in pairs),
    }


def _written(piece: Piece, language: str) -> str:
    if piece.other:
        return _OTHER.say(language)
    if isinstance(piece.example, str):
        return f'"{piece.example}"'
    return str(feel.evaluate(_STRING, {"value": piece.example}, at=MOMENT))
