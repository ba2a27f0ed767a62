"""Says everything that is wrong with a diagram, before anything of it is executed.

Accept and execute, or refuse by name: what none of these checks refuses is executed as drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import replace

from engine import feel
from engine.interpreter.document import Document
from engine.interpreter.lint import (
    attributes,
    awaited,
    calls,
    catchers,
    conditions,
    counts,
    data,
    directions,
    events,
    files,
    flows,
    language,
    links,
    loops,
    references,
    rounds,
    sets,
    starts,
    times,
    walks,
    work,
)
from engine.interpreter.lint.vocabulary import check as check_vocabulary
from engine.interpreter.lint.work import check_people
from engine.model import Problem


def check(
    document: Document,
    functions: Mapping[str, feel.Function],
    forms: Container[str] | None,
    decisions: Collection[str] | None,
) -> tuple[Problem, ...]:
    """Give all problems: those of the file first, then element by element as in the file."""
    order = {element_id: n for n, element_id in enumerate(document.by_id)}
    found = [*_all(document, functions), *check_vocabulary(document, forms, decisions)]
    found.sort(key=lambda one: order.get(one.element_id or "", -1))
    return tuple(dict.fromkeys(_as_in_file(document, one) for one in found))


def _as_in_file(document: Document, found: Problem) -> Problem:
    """Name a global task by its own id, whatever id its task has in a process of its own."""
    own = document.global_tasks.get(found.element_id or "")
    return found if own is None else replace(found, element_id=own or None)


def _all(document: Document, functions: Mapping[str, feel.Function]) -> Iterator[Problem]:
    yield from files.check(document)
    for rule in (attributes, flows, starts, events, links, work, loops, catchers, data, references):
        yield from rule.check(document)
    for rule in (sets, awaited, directions):
        yield from rule.check(document)
    yield from check_people(document)
    for play in (conditions, counts, walks, rounds, calls, times):
        yield from play.check(document, frozenset(functions))
    yield from starts.check_times(document, frozenset(functions))
    yield from language.check(document, functions)
