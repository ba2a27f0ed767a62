"""What was found in an offered file, and what came of publishing it, as pages say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from engine import decisions, drawing, interpreter, seals, store
from engine.decisions import InvalidDecisions
from engine.deployments import Outlook, Plan
from engine.drawing import DiagramNotDrawn, Marks
from engine.drawing import Step as Told
from engine.interpreter import InvalidDiagram
from engine.model import Problem, Severity
from engine.store import Transaction
from engine.store.bundles import Version
from webui import language
from webui.decisions import Box, Quote, box, quote, rulings
from webui.language import gettext as _
from webui.pictures import picture
from webui.studio.outline import kind

UNREADABLE = "not-xml"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem as the page says it: what is wrong, at what, and where that stands.

    `quote` is the expression it is about; `href` leads to where it is shown on the page.
    """

    is_error: bool
    name: str
    sentence: str
    where: str
    quote: Quote | None
    href: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of one process of the file; `problem` says why there is none."""

    name: str
    picture: Markup | None
    problem: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A decision of the file with the id it has on the page."""

    id: str
    name: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Found:
    """All about an offered file. `digest` is that of the file.

    A diagram has pictures (`drawn`), a file of decisions has tables (`ruled`).
    """

    digest: str
    findings: tuple[Finding, ...]
    errors: int
    plans: tuple[Plan, ...]
    drawn: tuple[Drawn, ...]
    ruled: tuple[Ruled, ...]
    names: tuple[str, ...]
    is_dmn: bool

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of publishing one process."""

    version: Version
    change: str


def why_unreadable(refused: InvalidDiagram | InvalidDecisions) -> str:
    """Say in one sentence why a file is no diagram and no file of decisions."""
    first = refused.problems[0]
    if first.code != UNREADABLE:
        return first.words.say(language.chosen())
    if isinstance(refused, InvalidDecisions):
        return _("Dit bestand is geen leesbare DMN. Bewaar het opnieuw in uw DMN-editor.")
    return _("Dit bestand is geen leesbare BPMN of DMN. Bewaar het opnieuw in uw editor.")


def found(content: bytes, outlook: Outlook) -> Found:
    """Say everything that was found in a diagram or in a file of decisions."""
    about = _decisions(content) if decisions.is_dmn(content) else _diagram(content, outlook)
    return Found(
        digest=seals.digest(content).hex(),
        findings=tuple(_finding(one, about) for one in outlook.problems),
        errors=outlook.errors,
        plans=outlook.plans,
        drawn=about.drawn,
        ruled=tuple(about.ruled.values()),
        names=about.names,
        is_dmn=about.is_dmn,
    )


@dataclass(frozen=True, slots=True)
class _About:
    """What a file holds: `steps` and `kinds` of a diagram, `ruled` of decisions, all by id."""

    names: tuple[str, ...]
    is_dmn: bool = False
    steps: Mapping[str, Told] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    drawn: tuple[Drawn, ...] = ()
    ruled: Mapping[str, Ruled] = field(default_factory=dict)


def _diagram(diagram: bytes, outlook: Outlook) -> _About:
    names = _names(diagram)
    return _About(
        names=tuple(names.values()),
        steps=_steps(diagram),
        kinds=_kinds(diagram),
        drawn=tuple(_drawn(diagram, names, outlook.problems)),
    )


def _decisions(content: bytes) -> _About:
    found = rulings(content)
    ruled = {
        one.id: Ruled(f"beslissing-{number}", one.node.name, box(one.node.logic))
        for number, one in enumerate(found, 1)
    }
    names = tuple(dict.fromkeys(one.file.name for one in found if one.file.name))
    return _About(names=names, is_dmn=True, ruled=ruled)


def outcomes(versions: Iterable[Version], written: Iterable[str]) -> list[Outcome]:
    """Read back what the address says about what was published; nothing of what is not so."""
    known = {(one.process_id, str(one.version)): one for one in versions}
    parts = [one.split(":", 2) for one in written if one.count(":") > 1]
    return [
        Outcome(known[process_id, number], change)
        for change, number, process_id in parts
        if (process_id, number) in known
    ]


def decisions_file(tx: Transaction, digest: str) -> str:
    """Name the file of decisions that applies now and has this digest; empty when none has."""
    for content in store.bundles.library(tx, "decision").values():
        if seals.digest(content).hex() == digest:
            return next((one.file.name for one in rulings(content)), "") or "DMN"
    return ""


def _finding(problem: Problem, about: _About) -> Finding:
    element_id = problem.element_id or ""
    return Finding(
        is_error=problem.severity is Severity.ERROR,
        name=problem.element_name or element_id,
        sentence=problem.words.say(language.chosen()),
        where=_where(problem, element_id, about),
        quote=quote(problem.excerpt),
        href=_href(element_id, about),
    )


def _where(problem: Problem, element_id: str, about: _About) -> str:
    step = about.steps.get(element_id)
    tag = step.kind if step else about.kinds.get(element_id, "")
    lane = _("baan %(name)s", name=step.lane) if step and step.lane else ""
    said = _("Beslissing") if element_id in about.ruled else kind(tag) if tag else ""
    parts = [said, lane, element_id if problem.element_name else ""]
    return ", ".join(part for part in parts if part)


def _href(element_id: str, about: _About) -> str:
    """Lead to where an element is shown; nowhere for one that this file does not hold."""
    if element_id in about.ruled:
        return f"#{about.ruled[element_id].id}"
    return "#tekening" if element_id in about.kinds else ""


def _drawn(diagram: bytes, names: Mapping[str, str], problems: Iterable[Problem]) -> list[Drawn]:
    """Draw each process once, also when several stand in one picture."""
    marks = Marks(problems=frozenset(one.element_id for one in problems if one.element_id))
    pictures: dict[str, Drawn] = {}
    for process_id, name in names.items():
        drawn = _one(diagram, process_id, name, marks)
        pictures.setdefault(str(drawn.picture or drawn.problem), drawn)
    return list(pictures.values())


def _one(diagram: bytes, process_id: str, name: str, marks: Marks) -> Drawn:
    try:
        shown = picture(
            diagram,
            title=_("Aangeboden diagram"),
            description=_("Wat niet klopt is gemarkeerd. De lijst erboven zegt het in woorden."),
            marks=marks,
            process_id=process_id,
        )
    except DiagramNotDrawn as refused:
        return Drawn(name, None, refused.sentence(language.chosen()))
    return Drawn(name, shown, "")


def _names(diagram: bytes) -> dict[str, str]:
    processes = interpreter.read_xml(diagram).iterfind("{*}process[@id]")
    return {one.get("id", ""): one.get("name") or one.get("id") or "" for one in processes}


def _kinds(diagram: bytes) -> dict[str, str]:
    nodes = interpreter.read_xml(diagram).iter("{*}*")
    return {one.get("id", ""): str(one.tag).rpartition("}")[2] for one in nodes}


def _steps(diagram: bytes) -> dict[str, Told]:
    try:
        return {one.id: one for one in drawing.steps(diagram)}
    except DiagramNotDrawn:
        return {}
