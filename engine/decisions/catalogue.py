"""The decisions of several files together: which file holds which, each ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from engine import feel
from engine.decisions.boxed import Decision
from engine.decisions.deciding import Decisions, decide, read
from engine.decisions.outcomes import kept
from engine.decisions.reading import read_file
from engine.decisions.runs import Finding
from engine.values import Value

_BEGINNING = 8192
#: files by their namespace
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """One decision with its file, its SHA-256 digest, and the functions it may call."""

    decision_id: str
    namespace: str
    digest: str
    decisions: Decisions
    functions: Mapping[str, feel.Function]

    def decide(
        self, variables: Mapping[str, Value], at: datetime
    ) -> tuple[Value, tuple[Finding, ...]]:
        """Give the outcome, and what was found on the way. Raises as `decide` does."""
        verdict = decide(
            self.decisions, self.decision_id, variables, at=at, functions=self.functions
        )
        verdict = kept(verdict, self.decision_id)
        return verdict.value, verdict.findings


def is_dmn(content: bytes) -> bool:
    """Tell whether a file says that it is DMN, without reading it as a whole."""
    beginning = content[:_BEGINNING].replace(b"\0", b"")
    return b"/spec/DMN/" in beginning and b"/spec/BPMN/" not in beginning


def namespace_of(content: bytes) -> str:
    """Give the namespace of a file. Raises InvalidDecisions when it is no safe DMN."""
    return read_file(content).namespace


def catalogue(files: Files, functions: Mapping[str, feel.Function]) -> dict[str, Bound]:
    """Make every decision of these files ready, by its id; of two with one id the first counts.

    Raises InvalidDecisions when a file is no safe DMN.
    """
    found: dict[str, Bound] = {}
    for namespace, content in files.items():
        decisions = read(content, files, known=frozenset(functions))
        digest = sha256(content).hexdigest()
        for node in decisions.file.nodes:
            if isinstance(node, Decision):
                bound = Bound(node.id, namespace, digest, decisions, functions)
                found.setdefault(node.id, bound)
    return found


def needed(files: Files, namespaces: Iterable[str]) -> dict[str, bytes]:
    """Give these files with all that they import, by namespace, in the order of the alphabet."""
    wanted: set[str] = set()
    ahead = sorted(namespaces)
    while ahead:
        namespace = ahead.pop()
        if namespace in wanted or namespace not in files:
            continue
        wanted.add(namespace)
        ahead += [one.namespace for one in read_file(files[namespace]).imports]
    return {namespace: files[namespace] for namespace in sorted(wanted)}
