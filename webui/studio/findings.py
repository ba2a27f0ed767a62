"""What was found in an offered diagram, and what came of publishing it, as pages say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from engine import drawing, interpreter, seals
from engine.deployments import Outlook, Plan
from engine.drawing import DiagramNotDrawn, Marks
from engine.drawing import Step as Told
from engine.interpreter import InvalidDiagram
from engine.model import Problem, Severity
from engine.store.bundles import Version
from webui import language
from webui.language import gettext as _
from webui.pictures import picture
from webui.studio.outline import kind

UNREADABLE = "not-xml"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem as the page says it: what is wrong, at what, and where that stands."""

    is_error: bool
    name: str
    sentence: str
    where: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of one process of the file; `problem` says why there is none."""

    name: str
    picture: Markup | None
    problem: str


@dataclass(frozen=True, slots=True)
class Found:
    """All about an offered diagram. `digest` is that of the file."""

    digest: str
    findings: tuple[Finding, ...]
    errors: int
    plans: tuple[Plan, ...]
    drawn: tuple[Drawn, ...]
    names: tuple[str, ...]

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of publishing one process."""

    version: Version
    change: str


def why_unreadable(refused: InvalidDiagram) -> str:
    """Say in one sentence why a file is no diagram at all."""
    first = refused.problems[0]
    if first.code == UNREADABLE:
        return _("Dit bestand is geen leesbare BPMN. Bewaar het opnieuw in uw BPMN-editor.")
    return first.words.say(language.chosen())


def found(diagram: bytes, outlook: Outlook) -> Found:
    """Say everything that was found in a diagram."""
    names = _names(diagram)
    steps = _steps(diagram)
    return Found(
        digest=seals.digest(diagram).hex(),
        findings=tuple(_finding(one, steps, _kinds(diagram)) for one in outlook.problems),
        errors=outlook.errors,
        plans=outlook.plans,
        drawn=tuple(_drawn(diagram, names, outlook.problems)),
        names=tuple(names.values()),
    )


def outcomes(versions: Iterable[Version], written: Iterable[str]) -> list[Outcome]:
    """Read back what the address says about what was published; nothing of what is not so."""
    known = {(one.process_id, str(one.version)): one for one in versions}
    parts = [one.split(":", 2) for one in written if one.count(":") > 1]
    return [
        Outcome(known[process_id, number], change)
        for change, number, process_id in parts
        if (process_id, number) in known
    ]


def _finding(problem: Problem, steps: Mapping[str, Told], kinds: Mapping[str, str]) -> Finding:
    element_id = problem.element_id or ""
    step = steps.get(element_id)
    tag = step.kind if step else kinds.get(element_id, "")
    lane = _("baan %(name)s", name=step.lane) if step and step.lane else ""
    parts = [kind(tag) if tag else "", lane, element_id if problem.element_name else ""]
    return Finding(
        is_error=problem.severity is Severity.ERROR,
        name=problem.element_name or element_id,
        sentence=problem.words.say(language.chosen()),
        where=", ".join(part for part in parts if part),
    )


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
