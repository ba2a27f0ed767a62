"""From what is deployed to what the pages list: processes, versions, and what a version holds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from engine import deployments, instances, starts, tasks
from engine.drawing import DiagramNotDrawn
from engine.forms import Form
from engine.interpreter import Definition
from engine.model import Bundle, Person
from engine.starts import Pending
from engine.store import Transaction
from engine.store.bundles import Version
from engine.store.start_steering import Steered
from webui import language
from webui.decisions import by_digest
from webui.language import gettext as _
from webui.paths import Step
from webui.pictures import picture
from webui.studio import rulings
from webui.studio.outline import outline
from webui.studio.rulings import Listed


@dataclass(frozen=True, slots=True)
class Process:
    """A process with its current version and how many instances run, of any version."""

    current: Version
    versions: int
    running: int


@dataclass(frozen=True, slots=True)
class UsedForm:
    """A form with the names of the steps that ask it."""

    form: Form
    asked_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One version as its page shows it. `running` counts the instances of each version.

    `starts` are those to come by themselves, `steered` what people did to starts, the latest first;
    only the version that is current has any.
    """

    version: Version
    versions: tuple[Version, ...]
    running: dict[str, int]
    definition: Definition
    steps: tuple[Step, ...]
    picture: Markup | None
    problem: str
    forms: tuple[UsedForm, ...]
    decisions: tuple[Listed, ...]
    starts: tuple[Pending, ...]
    steered: tuple[Steered, ...]

    @property
    def elsewhere(self) -> int:
        """Count the instances that run another version of the process."""
        others = (one.digest for one in self.versions if one.digest != self.version.digest)
        return sum(self.running.get(digest, 0) for digest in others)


def processes(tx: Transaction, by: Person) -> list[Process]:
    """Give all processes by name. Raises NotAllowed."""
    running = deployments.running(tx, by)
    found = groupby(deployments.versions(tx, by), lambda one: one.process_id)
    listed = [_process(list(versions), running) for _process_id, versions in found]
    return sorted(listed, key=lambda one: one.current.name.casefold())


def version(tx: Transaction, process_id: str, number: int | None, by: Person) -> Shown | None:
    """Show a version of a process, the current one for None; None when it is not there."""
    everything = deployments.versions(tx, by)
    versions = [one for one in everything if one.process_id == process_id]
    chosen = (one for one in versions if (one.current if number is None else one.version == number))
    shown = next(chosen, None)
    if shown is None:
        return None
    bundle = deployments.version(tx, process_id, shown.version, by)
    definition = instances.definition(tx, shown.digest)
    drawn, problem = _drawn(bundle, shown)
    return Shown(
        version=shown,
        versions=tuple(versions),
        running=deployments.running(tx, by),
        definition=definition,
        steps=outline(bundle.diagram, definition, {one.process_id for one in everything}),
        picture=drawn,
        problem=problem,
        forms=tuple(_forms(tx, bundle, definition)),
        decisions=tuple(rulings.listed(by_digest(bundle.decisions.values()), definition)),
        starts=tuple(starts.pending(tx, by, process_id)) if shown.current else (),
        steered=tuple(starts.steered(tx, by, process_id)) if shown.current else (),
    )


def _process(versions: list[Version], running: dict[str, int]) -> Process:
    # there is one, unless somebody wrote in the database: then the latest stands for it
    current = next((one for one in versions if one.current), versions[0])
    count = sum(running.get(one.digest, 0) for one in versions)
    return Process(current, len(versions), count)


def _drawn(bundle: Bundle, shown: Version) -> tuple[Markup | None, str]:
    """Draw a version, or say why that is not possible."""
    title = _("Diagram %(name)s, versie %(number)s", name=shown.name, number=shown.version)
    description = _("De stappenlijst zegt hetzelfde in woorden.")
    try:
        return (
            picture(
                bundle.diagram,
                title=title,
                description=description,
                process_id=bundle.process_id,
            ),
            "",
        )
    except DiagramNotDrawn as refused:
        return None, refused.sentence(language.chosen())


def _forms(tx: Transaction, bundle: Bundle, definition: Definition) -> list[UsedForm]:
    found = []
    for form_id in sorted(bundle.forms):
        form = tasks.form_of(tx, bundle.digest, form_id)
        assert form is not None, "a bundle holds its forms"
        asked = [
            one.name or one.id for one in definition.elements.values() if one.form_id == form_id
        ]
        found.append(UsedForm(form, tuple(asked)))
    return found
