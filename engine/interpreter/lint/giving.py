"""Checks calls that run beside other work: each gives back whole variables, as it knew them.

What the other work wrote to the same variable meanwhile is gone then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.interpreter.bpmn import Xml, children, flag, identity, inside, local, text
from engine.interpreter.document import Document
from engine.interpreter.lint.beside import Beside
from engine.interpreter.lint.chart import Chart
from engine.interpreter.lint.writers import Writer, Writers, declared, declared_anywhere
from engine.interpreter.wording import told
from engine.model import Problem

MOST_NAMED = 3  #: of those that write beside a call
_ONCE = ("0", "1")


@dataclass(frozen=True, slots=True)
class Company:
    """A call, or what it stands in, at work beside `others`; `is_many`: or beside its own items."""

    call: Writer
    is_many: bool
    others: tuple[Writer, ...]


@dataclass(frozen=True, slots=True)
class Giving:
    """What a process writes, and which of its calls do so beside other work.

    `declared` are its own variables; `here` are all names that are declared or written in it.
    """

    writers: tuple[Writer, ...] = ()
    companies: tuple[Company, ...] = ()
    declared: frozenset[str] = frozenset()
    here: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Loss:
    """A variable that a call takes away from `others`; without those, from its own other items."""

    element_id: str
    element_name: str
    name: str
    others: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem:
        """Say it at the call."""
        code = "given-back-beside" if self.others else "given-back-by-items"
        more = ", …" if len(self.others) > MOST_NAMED else ""
        others = ", ".join(f"'{one}'" for one in self.others[:MOST_NAMED]) + more
        element_name = self.element_name or None
        return told(code, self.element_id, element_name, name=self.name, others=others)


def giving(
    document: Document, process: Xml, charts: Mapping[Xml, Chart], known: frozenset[str]
) -> Giving:
    """Tell what a process gives back to who calls it, and what its own calls give beside others."""
    writers = Writers(document, known)
    found = tuple(writers.inside(process))
    here = {name for one in found for name in one.names} | set(declared_anywhere(process))
    company = _Companies(document, charts, known)
    companies = tuple(one for node in inside(process, "callActivity") for one in company.of(node))
    return Giving(found, companies, frozenset(declared(process)), frozenset(here))


def losses(process_id: str, known: Mapping[str, Giving]) -> Iterator[Loss]:
    """Give what the calls of a process take away, as far as it is known what they call."""
    own = known[process_id]
    back = _given_back(process_id, known) if own.companies else {}
    seen = {one: _seen(one, own, known, back) for one in _all_writers(own.companies)}
    items: dict[tuple[str, str, str], None] = {}
    beside: dict[tuple[str, str, str], dict[str, None]] = {}
    for company in own.companies:
        call = company.call
        names = sorted(seen[call])
        if company.is_many:
            items.update({(call.element_id, call.element_name, name): None for name in names})
        for name in names:
            others = {one.said: None for one in company.others if name in seen[one]}
            if others:
                key = (call.element_id, call.element_name, name)
                beside.setdefault(key, {}).update(others)
    yield from (Loss(*key) for key in items)
    yield from (Loss(*key, tuple(others)) for key, others in beside.items())


def _all_writers(companies: Iterable[Company]) -> dict[Writer, None]:
    return {writer: None for one in companies for writer in (one.call, *one.others)}


def _given_back(process_id: str, known: Mapping[str, Giving]) -> dict[str, frozenset[str]]:
    """Give what each process that is called from here, also through others, writes in all.

    Processes may call each other in a round, so this goes on until nothing more is found.
    """
    reached = _reached(process_id, known)
    found: dict[str, frozenset[str]] = dict.fromkeys(reached, frozenset())
    is_more = True
    while is_more:
        is_more = False
        for one in reversed(reached):
            written = (_seen(writer, known[one], known, found) for writer in known[one].writers)
            names = frozenset[str]().union(*written)
            is_more = is_more or names != found[one]
            found[one] = names
    return found


def _reached(process_id: str, known: Mapping[str, Giving]) -> list[str]:
    """Give a process and those that it calls, each after one that calls it."""
    found: dict[str, None] = {}
    to_do = [process_id]
    while to_do:
        one = to_do.pop()
        if one not in found:
            found[one] = None
            to_do += [called for writer in known[one].writers if (called := writer.called) in known]
    return list(found)


def _seen(
    writer: Writer, own: Giving, known: Mapping[str, Giving], back: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Give what an element writes for others to see, with what comes back of what it calls.

    A variable of a called process itself comes back only where its name is in use already.
    """
    names = writer.names
    if writer.called in back:
        names |= back[writer.called] - (known[writer.called].declared - own.here)
    return names - writer.kept


class _Companies:
    """Finds what is at work beside the calls of a process."""

    def __init__(
        self, document: Document, charts: Mapping[Xml, Chart], known: frozenset[str]
    ) -> None:
        self._document = document
        self._charts = charts
        self._writers = Writers(document, known)
        self._beside: dict[Xml, Beside] = {}
        self._written: dict[Xml, tuple[Writer, ...]] = {}

    def of(self, node: Xml) -> Iterator[Company]:
        """Give those of a call, at every level at which something may be at work meanwhile."""
        call = self._writers.by_work(node)
        level = node
        while (container := level.getparent()) is not None and container in self._charts:
            others = tuple(self._others(container, level))
            if others or _is_at_once(level):
                yield Company(call, _is_at_once(level), others)
            level = container
            if local(level) != "process":
                call = replace(call, kept=call.kept | self._writers.kept(level))

    def _others(self, container: Xml, level: Xml) -> Iterator[Writer]:
        chart = self._charts[container]
        if container not in self._beside:
            self._beside[container] = Beside(self._document, container, chart)
        for other_id in self._beside[container].of(identity(level)):
            other = chart.nodes[other_id]
            if other not in self._written:
                self._written[other] = tuple(self._writers.of(other))
            yield from self._written[other]


def _is_at_once(node: Xml) -> bool:
    """Say whether an activity happens for several items at the same time."""
    return any(
        not flag(many, "isSequential", otherwise="false")
        and text(many, "loopCardinality") not in _ONCE
        for many in children(node, "multiInstanceLoopCharacteristics")
    )
