"""Boxed expressions and the elements around them, as plain data (DMN 1.5, chapters 6 to 10).

This is what a file says, before anything is bound to anything; a page shows tables from it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A literal expression (clause 7.3.2); `language` is the one it has if that is not FEEL."""

    id: str
    text: str
    type_ref: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a context; the row without a name is its result."""

    name: str
    type_ref: str
    expression: Boxed | None


@dataclass(frozen=True, slots=True)
class Context:
    id: str
    entries: tuple[Entry, ...]
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function with the arguments bound to its parameters."""

    id: str
    function: Boxed | None
    bindings: tuple[Entry, ...]
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    id: str
    items: tuple[Boxed | None, ...]
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of contexts written as rows; a column is an entry without an expression."""

    id: str
    columns: tuple[Entry, ...]
    rows: tuple[tuple[Boxed | None, ...], ...]
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type_ref: str


@dataclass(frozen=True, slots=True)
class FunctionDefinition:
    """A function; `kind` is FEEL, Java or PMML, of which only FEEL can be executed."""

    id: str
    kind: str
    parameters: tuple[Parameter, ...]
    body: Boxed | None
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Conditional:
    id: str
    condition: Boxed | None
    then: Boxed | None
    otherwise: Boxed | None
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    id: str
    source: Boxed | None
    match: Boxed | None
    type_ref: str = ""


@dataclass(frozen=True, slots=True)
class Loop:
    """`for`, `some` or `every` over one variable; `kind` is the tag."""

    id: str
    kind: str
    variable: str
    source: Boxed | None
    body: Boxed | None
    type_ref: str = ""


# --- decision tables (chapter 8)


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions: what is asked, and the values it may have (unary tests)."""

    id: str
    label: str
    text: str
    type_ref: str
    values: str


@dataclass(frozen=True, slots=True)
class Output:
    """A column of conclusions; `default` is the text for when no rule matches."""

    id: str
    name: str
    label: str
    type_ref: str
    values: str
    default: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: the texts of its cells, and of its annotations."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotations: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`hit_policy` and `aggregation` as the file has them: UNIQUE, COLLECT and SUM, and so on."""

    id: str
    hit_policy: str
    aggregation: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    annotations: tuple[str, ...]
    rules: tuple[Rule, ...]
    type_ref: str = ""


Boxed = (
    Text
    | Context
    | Invocation
    | Listed
    | Relation
    | FunctionDefinition
    | Conditional
    | Filter
    | Loop
    | Table
)


# --- the requirements graph (chapter 6)


@dataclass(frozen=True, slots=True)
class Item:
    """A type (clause 7.3.3). `allowed` and `constraint` are unary tests.

    On a collection `allowed` is about each item and `constraint` about the list. `function` holds
    the types of the parameters, then that of the result.
    """

    name: str
    type_ref: str
    collection: bool
    allowed: str
    constraint: str
    components: tuple[Item, ...]
    function: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class InputData:
    key: str
    id: str
    name: str
    type_ref: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`requires` are the keys of decisions, input data, knowledge models and services, in order."""

    key: str
    id: str
    name: str
    type_ref: str
    logic: Boxed | None
    requires: tuple[str, ...]
    question: str = ""
    answers: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function under a name."""

    key: str
    id: str
    name: str
    type_ref: str
    logic: FunctionDefinition | None
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """A decision service; its parameters are the input data, then the input decisions."""

    key: str
    id: str
    name: str
    type_ref: str
    outputs: tuple[str, ...]
    encapsulated: tuple[str, ...]
    input_decisions: tuple[str, ...]
    input_data: tuple[str, ...]

    @property
    def parameters(self) -> tuple[str, ...]:
        """Give the keys of what the service is given."""
        return (*self.input_data, *self.input_decisions)


Node = InputData | Decision | Knowledge | Service


@dataclass(frozen=True, slots=True)
class Import:
    """Another file under a name; its elements are reached as `name.element`."""

    name: str
    namespace: str
    kind: str


@dataclass(frozen=True, slots=True)
class File:
    """Everything one DMN file says. A key is `namespace#id`."""

    namespace: str
    name: str
    imports: tuple[Import, ...]
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]
