"""Puts files together: which file imports which, and what depends on itself in a circle."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from engine.decisions.boxed import Decision, File, Import, InputData, Knowledge, Node, Service
from engine.decisions.dmn import MODELS
from engine.decisions.library import Library
from engine.decisions.members import members
from engine.decisions.reading import read_file
from engine.decisions.wording import problem
from engine.model import Problem


class Linker:
    """Reads the files that a file imports, each once, and makes their libraries."""

    def __init__(self, file: File, imports: Mapping[str, bytes]) -> None:
        self.imports = imports
        self.files = {file.namespace: file}
        self.problems: list[Problem] = []
        self._gather(file, (file.namespace,))
        imported = frozenset(one.namespace for each in self.files.values() for one in each.imports)
        self._members = members(self.files.values(), imported)
        self.libraries: dict[str, Library] = {}
        self.library = self._library(file)

    @property
    def absent(self) -> frozenset[str]:
        """Give the namespaces that are imported and could not be read."""
        return frozenset(
            one.namespace
            for file in self.files.values()
            for one in file.imports
            if one.namespace not in self.files
        )

    def _gather(self, file: File, path: tuple[str, ...]) -> None:
        for one in file.imports:
            if not self._readable(one):
                continue
            if one.namespace in path:
                names = [self.files[namespace].name for namespace in (*path, one.namespace)]
                self.problems.append(problem("import-cycle", path=" → ".join(names)))
            elif one.namespace not in self.files:
                other = self.files[one.namespace] = read_file(self.imports[one.namespace])
                self._gather(other, (*path, one.namespace))

    def _readable(self, one: Import) -> bool:
        if one.kind not in MODELS:
            found = problem("import-not-dmn", name=one.name, kind=one.kind or "?")
        elif one.namespace not in self.imports and one.namespace not in self.files:
            found = problem("missing-import", name=one.name, namespace=one.namespace)
        else:
            return True
        if found not in self.problems:
            self.problems.append(found)
        return False

    def _library(self, file: File) -> Library:
        """Make the library of a file after those it imports; a circle is left open."""
        imported: dict[str, Library] = {}
        made = self.libraries[file.namespace] = Library(file, imported, self._members)
        for one in file.imports:
            other = self.files.get(one.namespace)
            if other is not None:
                known = self.libraries.get(one.namespace)
                imported[one.name] = known if known is not None else self._library(other)
        return made


def dependencies(node: Node) -> tuple[str, ...]:
    """Give the keys of what an element cannot do without."""
    match node:
        case InputData():
            return ()
        case Decision():
            return node.requires
        case Knowledge():
            return tuple(key for key in node.requires if key != node.key)
        case Service():
            return tuple(
                key
                for key in (*node.outputs, *node.encapsulated)
                if key not in node.input_decisions
            )


def circles(nodes: Mapping[str, Node]) -> Iterator[tuple[str, ...]]:
    """Give the circles of elements that depend on each other, each as its keys in order."""
    done: set[str] = set()
    for start in nodes:
        if start in done:
            continue
        path: dict[str, None] = {}  # keys in order
        ways = [iter([start])]
        while ways:
            key = next(ways[-1], None)
            if key is None:
                ways.pop()
                if path:
                    done.add(path.popitem()[0])
            elif key in path:
                keys = tuple(path)
                yield keys[keys.index(key) :]
            elif key in nodes and key not in done:
                path[key] = None
                ways.append(iter(dependencies(nodes[key])))


def before(nodes: Mapping[str, Node], key: str, done: Container[str]) -> list[str]:
    """Give the decisions that one needs and that are not done, each after its own, itself last.

    So a chain of any length is decided link by link, and not each inside the next.
    """
    found: list[str] = []
    seen = {key}
    ways = [(key, _decisions_of(nodes, key))]
    while ways:
        here, rest = ways[-1]
        following = next((one for one in rest if one not in seen and one not in done), None)
        if following is None:
            found.append(here)
            ways.pop()
        else:
            seen.add(following)
            ways.append((following, _decisions_of(nodes, following)))
    return found


def _decisions_of(nodes: Mapping[str, Node], key: str) -> Iterator[str]:
    node = nodes.get(key)
    required = node.requires if isinstance(node, Decision) else ()
    return iter([one for one in required if isinstance(nodes.get(one), Decision)])
