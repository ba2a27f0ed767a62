"""Who may do what, besides the work of their bodies. One table."""

from __future__ import annotations

from enum import StrEnum

from engine.errors import EngineError
from engine.model import Person, Role, Task


class Action(StrEnum):
    """Everything that is not for everybody."""

    DEPLOY = "deploy a diagram"
    SEE_PROCESSES = "see the processes"
    READ_HISTORY = "read and verify history"
    MANAGE_PEOPLE = "manage people"
    MIGRATE = "let running cases follow another version"
    STEER = "suspend, resume, stop or send back a case"
    HANDLE_INCIDENTS = "handle incidents"
    STEER_STARTS = "stop or resume what starts by itself"
    START = "start a process by hand"


_IN_DUTCH = {
    Action.DEPLOY: "een diagram publiceren",
    Action.SEE_PROCESSES: "de processen bekijken",
    Action.READ_HISTORY: "de geschiedenis bekijken en controleren",
    Action.MANAGE_PEOPLE: "personen beheren",
    Action.MIGRATE: "lopende zaken een andere versie laten volgen",
    Action.STEER: "een zaak stilleggen, hervatten, stoppen of terugsturen",
    Action.HANDLE_INCIDENTS: "storingen afhandelen",
    Action.STEER_STARTS: "stoppen of hervatten wat vanzelf begint",
    Action.START: "een proces met de hand starten",
}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.PROCESS_OWNER: frozenset(
        {Action.DEPLOY, Action.SEE_PROCESSES, Action.MIGRATE, Action.STEER_STARTS}
    ),
    Role.AUDITOR: frozenset({Action.SEE_PROCESSES, Action.READ_HISTORY}),
    Role.ADMINISTRATOR: frozenset(
        {
            Action.SEE_PROCESSES,
            Action.MANAGE_PEOPLE,
            Action.HANDLE_INCIDENTS,
            Action.STEER,
            Action.STEER_STARTS,
            Action.START,
        }
    ),
}


class NotAllowed(EngineError):
    """The person's roles do not include the action."""

    nl = "{name} mag dit niet: {what_nl}."
    en = "{name} may not {what_en}."

    def __init__(self, person: Person, action: Action) -> None:
        super().__init__(name=person.name, what_nl=_IN_DUTCH[action], what_en=action.value)


def may(person: Person, action: Action) -> bool:
    """Tell whether one of the person's roles includes the action."""
    return any(action in ALLOWED[role] for role in person.roles)


def require(person: Person, action: Action) -> None:
    """Return quietly if the person may; raise NotAllowed otherwise."""
    if not may(person, action):
        raise NotAllowed(person, action)


def is_for(task: Task, one: Person) -> bool:
    """Tell whether a task is for this person herself, claimed or not."""
    if task.claimed_by is not None and task.claimed_by == one.id:
        return True
    named = {None, one.id, one.organisation_id}
    return task.body in one.bodies and task.assignee in named
