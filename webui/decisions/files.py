"""The files of decisions of one bundle, and where in them a decision stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from engine import seals, store
from engine.decisions import Decision
from engine.decisions.boxed import File, Knowledge
from engine.decisions.reading import read_file
from engine.store import Transaction

_FILES_KEPT = 64


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, or a knowledge model that decisions call, with the file it stands in."""

    node: Decision | Knowledge
    file: File
    content: bytes

    @property
    def id(self) -> str:
        """Give what it is asked for by: its id, or its name when it has none."""
        return self.node.id or self.node.name


@dataclass(frozen=True, slots=True)
class Files:
    """Files of decisions by their SHA-256 digest."""

    contents: Mapping[str, bytes]

    def ruling(self, decision_id: str, digest: str = "") -> Ruling | None:
        """Find a decision by its id, first in the file that has this digest."""
        found = [one for one in self.rulings() if one.id == decision_id]
        own = self.contents.get(digest)
        return min(found, key=lambda one: one.content is not own, default=None)

    def rulings(self) -> Iterator[Ruling]:
        """Give all decisions and knowledge models, file by file, in the order of each file."""
        for content in self.contents.values():
            yield from rulings(content)


NO_FILES = Files(MappingProxyType({}))


def of_bundle(tx: Transaction, digest: str) -> Files:
    """Give the files of decisions of a bundle."""
    found = store.bundles.find(tx, digest)
    return NO_FILES if found is None else by_digest(found.decisions.values())


def by_digest(contents: Iterable[bytes]) -> Files:
    """Put files together."""
    return Files({seals.digest(content).hex(): content for content in contents})


def rulings(content: bytes) -> list[Ruling]:
    """Give the decisions and knowledge models of one file. Raises InvalidDecisions."""
    file = read(content)
    return [
        Ruling(one, file, content) for one in file.nodes if isinstance(one, (Decision, Knowledge))
    ]


@lru_cache(maxsize=_FILES_KEPT)
def read(content: bytes) -> File:
    """Read what a file says, once. Raises InvalidDecisions when it is no safe DMN."""
    return read_file(content)
