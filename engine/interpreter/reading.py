"""From the bytes of a diagram to definitions.

Nothing is judged here: what was deployed is executed by every later program, however many more
problems that one knows, or running cases would stand still.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine import feel
from engine.errors import EngineError
from engine.interpreter import summary
from engine.interpreter.bpmn import own
from engine.interpreter.deciding import Decision
from engine.interpreter.definition import Definition
from engine.interpreter.document import Document
from engine.interpreter.elements import Behaviour
from engine.interpreter.errors import InvalidDiagram
from engine.interpreter.parsing import DiagramParser, add_global_tasks
from engine.interpreter.process import ProcessSpec
from engine.interpreter.source import read_xml
from engine.interpreter.subprocesses import SubProcess
from engine.interpreter.wording import problem
from engine.model import Words
from engine.values import Variables

NO_FUNCTIONS: Mapping[str, feel.Function] = {}
NO_DECISIONS: Mapping[str, Decision] = {}
SERIES = "RD"  #: prefix of case numbers where the diagram gives none
_SOMETHING_MISSING = Words(
    "Een onderdeel heeft niet wat het nodig heeft, of verwijst naar iets dat er niet is.",
    "A part lacks what it needs, or refers to something that is not there.",
)


def process_ids(source: bytes) -> tuple[str, ...]:
    """Give the ids of the processes that can be executed. Raises InvalidDiagram if unreadable."""
    root = read_xml(source)
    add_global_tasks(root)
    return tuple(str(process.get("id")) for process in Document(root).processes())


def message_starts(source: bytes) -> dict[str, set[str]]:
    """Give the messages that start each of its processes. Raises as `process_ids` does."""
    root = read_xml(source)
    add_global_tasks(root)
    document = Document(root)
    return {
        str(process.get("id")): {
            start.name
            for start in summary.starts(document, process)
            if start.kind == "message" and start.name
        }
        for process in document.processes()
    }


def bodies(source: bytes) -> tuple[str, ...]:
    """Give the names of the lanes of all its processes, each once. Raises as `process_ids` does."""
    found = (summary.bodies(process) for process in Document(read_xml(source)).processes())
    return tuple(dict.fromkeys(name for names in found for name in names))


def read(
    source: bytes,
    process_id: str,
    *,
    functions: Mapping[str, feel.Function] = NO_FUNCTIONS,
    decisions: Mapping[str, Decision] = NO_DECISIONS,
) -> Definition:
    """Read one process of a diagram that was judged before, without judging it again.

    Raises InvalidDiagram only for what cannot be executed at all: no such process in it, or a part
    that cannot be made out. Reading takes milliseconds: keep what it gives, by the digest.
    """
    root = read_xml(source)
    parser = DiagramParser(root, known_names(functions))
    document = parser.details.document
    process = document.target(process_id, "process")
    if process is None or process not in document.processes():
        raise InvalidDiagram([problem("unknown-process", process=process_id)])
    spec = _spec(parser, process_id)
    behaviours = _behaviours(spec)
    elements = summary.elements(process)
    return Definition(
        process_id=process_id,
        name=process.get("name") or process_id,
        documentation=summary.documentation(process),
        series=own(process, "series") or SERIES,
        title=own(process, "title"),
        elements=elements,
        bodies=summary.bodies(process),
        workers=summary.workers(elements.values()),
        starts=summary.starts(document, process),
        called=frozenset(one.called_process for one in elements.values() if one.called_process),
        form_ids=frozenset(one.form_id for one in elements.values() if one.form_id),
        decision_ids=frozenset(one.decision for one in elements.values() if one.decision),
        signals=frozenset(
            happening.name
            for behaviour in behaviours.values()
            for happening in behaviour.happenings
            if happening.kind == "signal" and happening.name
        ),
        functions=functions,
        decisions=decisions,
        spec=spec,
        behaviours=behaviours,
        order={element_id: n for n, element_id in enumerate(elements)},
    )


def evaluate_title(definition: Definition, variables: Variables, at: datetime) -> str:
    """Give the title of a case at its start.

    What `regie:title` gives, else the variable `titel`, else the name of the process.
    """
    if definition.title is not None:
        expression = feel.parse(definition.title, known=known_names(definition.functions))
        try:
            value = feel.evaluate(expression, variables, at=at, functions=definition.functions)
        except EngineError:
            value = None
        if isinstance(value, str) and value.strip():
            return value.strip()
    title = variables.get("titel")
    return title.strip() if isinstance(title, str) and title.strip() else definition.name


def known_names(functions: Mapping[str, feel.Function]) -> frozenset[str]:
    """Give the names of several words that may stand in expressions."""
    return frozenset(functions)


def _spec(parser: DiagramParser, process_id: str) -> ProcessSpec:
    """Read what runs. What leads to nothing, or is no FEEL, cannot be made out."""
    try:
        spec: ProcessSpec = parser.get_spec(process_id)
    except EngineError as wrong:
        why = Words(wrong.sentence("nl"), wrong.sentence("en"))
    except (LookupError, ValueError):
        why = _SOMETHING_MISSING
    else:
        return spec
    raise InvalidDiagram([problem("not-made-out", process=process_id, nl=why.nl, en=why.en)])


def _behaviours(spec: ProcessSpec) -> dict[str, Behaviour]:
    """Give every behaviour of a process by id, nested ones too."""
    found: dict[str, Behaviour] = {}
    for name, behaviour in spec.task_specs.items():
        found[name] = behaviour
        if isinstance(behaviour, SubProcess):
            found.update(_behaviours(behaviour.inside))
    return found
