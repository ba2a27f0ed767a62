"""The words of the product as plain data: places, elements, bundles, people, tasks, cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

#: Where days begin and end: dates on screen and in law are dates here.
HOME = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages of the screens."""

    nl: str
    en: str

    def say(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


def counted(told: Iterable[Words]) -> list[Words]:
    """Give each sentence once, the first one first, after how often it is told if that is often."""
    times = Counter(told)
    return [
        words if many == 1 else Words(f"{many} keer: {words.nl}", f"{many} times: {words.en}")
        for words, many in times.items()
    ]


class Content(StrEnum):
    """What became of sealed content: readable, erased with its case, or changed."""

    OPEN = "open"
    ERASED = "erased"
    BROKEN = "broken"


# --- what diagrams hold


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """An element in an instance, and which visit: `approve#2`."""

    element_id: str
    visit: int = 1

    def __str__(self) -> str:
        return f"{self.element_id}#{self.visit}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote. Raises ValueError for anything else."""
        element_id, _, visit = text.rpartition("#")
        return cls(element_id, int(visit))


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a message or signal was sent: in which instance, by which entry of its history.

    `number` tells which one of that entry. Both count from 1; they are 0 of what was sent by a
    version that did not keep them.
    """

    instance_id: str
    position: int = 0
    number: int = 0

    def __str__(self) -> str:
        return f"{self.instance_id}:{self.position}:{self.number}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote. Raises ValueError for anything else."""
        instance_id, position, number = text.rsplit(":", 2)
        return cls(instance_id, int(position), int(number))

    @property
    def case_number(self) -> str:
        """The number of the case of that instance, with which its id begins."""
        return self.instance_id.rpartition(".")[0]

    @property
    def is_known(self) -> bool:
        """Whether history can be asked what was sent there."""
        return self.position > 0


@dataclass(frozen=True, slots=True)
class Element:
    """A BPMN node as people and work lists need to know it.

    `kind` is the BPMN tag (`userTask`); `body` the name of its lane; `parent_id` the sub-process
    it lies in, None at the top. `due` and `assignee` are expressions as they stand in the diagram.
    `called_start` is the start event at which the process begins that it calls, if it says so.
    """

    id: str
    name: str
    kind: str
    body: str | None = None
    parent_id: str | None = None
    form_id: str | None = None
    due: str | None = None
    assignee: str | None = None
    priority: int = 0
    why: str | None = None
    status: str | None = None
    called_process: str | None = None
    documentation: str | None = None
    decision: str | None = None
    service: str | None = None
    called_start: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """One way to start a process: `kind` is none, message, signal, timer or conditional.

    `name` is the message or signal; None for the others. It starts `together` with all others of
    its element when that needs them all.
    """

    element_id: str
    kind: str
    name: str | None = None
    together: bool = False


class Severity(StrEnum):
    """How bad a problem is: an error stops deployment, a warning is for the process owner."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text with the characters in it that are wrong: line and column from 1, and how many.

    There are none where the text ends too early.
    """

    text: str
    line: int
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a diagram, where, and what to do about it.

    `code` is stable and machine-readable (`not-executed`, `flow-without-condition`); `excerpt` is
    the text that it is about, if it is about a place in a text.
    """

    code: str
    words: Words
    element_id: str | None = None
    element_name: str | None = None
    severity: Severity = Severity.ERROR
    excerpt: Excerpt | None = None

    def say(self, language: str) -> str:
        """Give the sentence with the element in front of it."""
        sentence = self.words.say(language)
        if self.element_id is None:
            return sentence
        name = f"{self.element_name} ({self.element_id})" if self.element_name else self.element_id
        return f"{name}: {sentence}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One deployed, unchangeable version of a process with the files it uses.

    `diagram` is the BPMN file; `forms` maps form id -> its JSON; `lists` maps the name of a
    master-data list -> its JSON; `decisions` maps the name of a DMN file -> the file. `digest` is
    the SHA-256 of all of it.
    """

    process_id: str
    version: int
    digest: str
    diagram: bytes
    forms: Mapping[str, bytes]
    lists: Mapping[str, bytes]
    decisions: Mapping[str, bytes]


# --- people


class Role(StrEnum):
    """The kinds of users, besides team member, which everybody is."""

    PROCESS_OWNER = "process owner"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, as she is today.

    `bodies` are the names of the bodies she is a member of; `stands_in_for` the people she acts
    for while they are absent (their own `stands_in_for` is empty: it does not pass on).
    """

    id: str
    name: str
    organisation_id: str | None = None
    bodies: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    language: str = "nl"
    stands_in_for: tuple[Person, ...] = ()

    @property
    def selves(self) -> tuple[Person, ...]:
        """Give her and those she acts for, herself first."""
        return (self, *self.stands_in_for)

    @property
    def all_bodies(self) -> frozenset[str]:
        """Give her bodies and those of the people she acts for."""
        return frozenset(body for one in self.selves for body in one.bodies)


@dataclass(frozen=True, slots=True)
class Substitution:
    """`substitute_id` acts for `absent_id` from and until these days, both included."""

    absent_id: str
    substitute_id: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts (a person's id, or `timer`, `message`, `system`), and for whom if not herself."""

    by: str
    on_behalf_of: str | None = None


# --- work and cases


@dataclass(frozen=True, slots=True)
class Task:
    """Open or finished work for a person, as the work list holds it. Moments are aware UTC."""

    id: str
    instance_id: str
    case_number: str
    place: Place
    name: str
    body: str | None
    form_id: str | None
    assignee: str | None
    priority: int
    offered_at: datetime
    due: datetime | None
    claimed_by: str | None
    claimed_at: datetime | None
    done_at: datetime | None
    done_by: str | None
    done_for: str | None
    sent_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The dossier people see (zaak). `about` is the number of the case it objects to, if any."""

    number: str
    title: str
    process_id: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    about: str | None = None
