"""What the names in one file stand for: its types, and the elements and types of its imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine import feel
from engine.decisions.boxed import File, Item, Node
from engine.decisions.members import WORD
from engine.decisions.types import builtin, context, restricted
from engine.decisions.wording import problem
from engine.feel import ANY, Type
from engine.model import Excerpt, Problem, Words


class Library:
    """One file with the libraries of the files it imports, by the name of the import.

    `members` are the names that may stand behind a dot, by their first word.
    """

    def __init__(
        self, file: File, imported: Mapping[str, Library], members: Mapping[str, list[str]]
    ) -> None:
        self.file = file
        self.imported = imported
        self.members = members
        self.problems: list[Problem] = []
        self.items = {item.name: item for item in file.items}
        self._types: dict[str, Type] = {}
        self._building: list[str | None] = []
        self._visible: frozenset[Type] | None = None

    def known(self, names: frozenset[str], text: str) -> frozenset[str]:
        """Give the names of several words a text may hold: in scope, and after a dot.

        A member such as `a-b` is left out where `a` is in scope, as `a-b` is a difference there.
        """
        return names.union(
            member
            for word in set(WORD.findall(text))
            for member in self.members.get(word, ())
            if word not in names or _only_words(member)
        )

    def path(self, node: Node) -> tuple[str, str]:
        """Give the import an element is reached through (empty if it is our own) and its name."""
        namespace = node.key.rpartition("#")[0]
        if namespace != self.file.namespace:
            for name, other in self.imported.items():
                if other.file.namespace == namespace:
                    return name, node.name
        return "", node.name

    @property
    def visible_types(self) -> frozenset[Type]:
        """Give the types an expression of this file may name, those of imports with a prefix."""
        if self._visible is None:
            own = [self.type_named(name) for name in self.items]
            others = [
                found._replace(name=f"{name}.{found.name}" if name else found.name)
                for name, other in self.imported.items()
                for found in map(other.type_named, other.own_types)
            ]
            self._visible = frozenset([*own, *others])
        return self._visible

    def type_named(self, ref: str, element: tuple[str, str] = ("", "")) -> Type:
        """Give the type a reference names; one that does not exist is a problem and takes all."""
        found = self.find_type(ref)
        if found is None and any(ref.startswith(f"{name}.") for name in self.missing):
            return ANY
        if found is None:
            self.problems.append(problem("unknown-type", element, name=ref))
            return ANY
        return found

    def find_type(self, ref: str) -> Type | None:
        """Give the type a reference names, if there is one."""
        own = self._type_of_item(ref)
        if own is not None:
            return own
        if ref.startswith("{"):
            return self._type_in_namespace(ref)
        for name, other in self.imported.items():
            if not name:
                found = other.find_type(ref) if ref in other.own_types else None
            elif ref.startswith(f"{name}."):
                found = other.find_type(ref[len(name) + 1 :])
            else:
                continue
            if found is not None:
                return found
        return builtin(ref)

    @property
    def missing(self) -> list[str]:
        """Give the names of imports that are not there, which is a problem already."""
        return [one.name for one in self.file.imports if one.name not in self.imported]

    @property
    def own_types(self) -> frozenset[str]:
        """Give the names of the types this file defines."""
        return frozenset(self.items)

    def _type_in_namespace(self, ref: str) -> Type | None:
        namespace, _, name = ref[1:].partition("}")
        if namespace == self.file.namespace:
            return self.find_type(name)
        for other in self.imported.values():
            if other.file.namespace == namespace:
                return other.find_type(name)
        return builtin(name)

    def _type_of_item(self, name: str) -> Type | None:
        if name in self._types:
            return self._types[name]
        item = self.items.get(name)
        if item is None or (name == item.type_ref and builtin(name)):
            return None
        if name in self._building:
            return self._again(name)
        self._building.append(name)
        made = self._made(item)
        self._building.pop()
        self._types[name] = made
        return made

    def _again(self, name: str) -> Type:
        """Give a type that is being made: inside its own components it may stand, else not."""
        if None in self._building[self._building.index(name) :]:
            return Type(
                name,
                "Any",
                lambda value: bool(self._types[name].is_instance(value)),
                lambda value: bool(self._types[name].accepts(value)),
            )
        self.problems.append(problem("type-cycle", name=name))
        return ANY

    def _made(self, item: Item) -> Type:
        made = self._base(item)
        if item.allowed:
            made = self._restricted(made, item.allowed, item.name)
        if item.collection:
            made = feel.list_type(made)
        if item.constraint:
            made = self._restricted(made, item.constraint, item.name)
        return made._replace(name=item.name)

    def _base(self, item: Item) -> Type:
        if item.function is not None:
            self._building.append(None)
            *parameters, result = (self.type_named(ref) for ref in item.function)
            self._building.pop()
            return feel.function_type(parameters, result)
        if item.components:
            self._building.append(None)
            entries = {component.name: self._made(component) for component in item.components}
            self._building.pop()
            return context(item.name, entries)
        return self.type_named(item.type_ref, ("", item.name))

    def _restricted(self, base: Type, tests: str, name: str) -> Type:
        try:
            return restricted(name, base, feel.parse_unary_tests(tests))
        except feel.FeelSyntax as wrong:
            self.problems.append(syntax(wrong, Words(f"het type {name}", f"the type {name}")))
            return base


def syntax(wrong: feel.FeelSyntax, where: Words, element: tuple[str, str] = ("", "")) -> Problem:
    """Make the problem of a text that is no FEEL."""
    found = problem(
        "syntax",
        element,
        where=where.nl,
        where_en=where.en,
        reason_nl=wrong.sentence("nl"),
        reason_en=wrong.sentence("en"),
    )
    return replace(found, excerpt=Excerpt(wrong.text, *wrong.span))


def _only_words(name: str) -> bool:
    return all(word.isidentifier() for word in name.split(" "))
