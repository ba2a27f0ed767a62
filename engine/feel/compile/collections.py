"""Lists, contexts and functions written out in a text."""

from __future__ import annotations

from typing import Any

from engine.feel import limits
from engine.feel.compile.compiler import Code, Compiler, Layer
from engine.feel.frames import Frame
from engine.feel.functions import Function
from engine.feel.tree import ContextLiteral, FunctionLiteral, ListLiteral


def listed(compiler: Compiler, node: ListLiteral, layer: Layer | None) -> Code:
    """Compile `[a, b]`."""
    items = [compiler.code(item, layer) for item in node.items]
    return lambda frame: [item(frame) for item in items]


def context(compiler: Compiler, node: ContextLiteral, layer: Layer | None) -> Code:
    """Compile `{a: 1, b: a + 1}`: an entry can read those before it, a function also itself."""
    entries = []
    known: list[str] = []
    for key, entry in node.entries:
        visible = [*known, key] if isinstance(entry, FunctionLiteral) else known
        entries.append((key, compiler.code(entry, Layer(visible, layer))))
        known.append(key)
    if len(set(known)) < len(known):
        return _twice(next(key for key in known if known.count(key) > 1))

    def apply(frame: Frame) -> dict[str, Any]:
        values: dict[str, Any] = {}
        inner = Frame(values, frame, frame.evaluation)
        for key, entry in entries:
            values[key] = entry(inner)
        return values

    return apply


def _twice(key: str) -> Code:
    nl = f"{key} staat twee keer in dezelfde context"
    en = f"{key} stands twice in the same context"
    return lambda frame: frame.evaluation.null(nl, en)


#: What an invocation adds to the nesting of the body it enters.
_CALL = 3


def function(compiler: Compiler, node: FunctionLiteral, layer: Layer | None) -> Code:
    """Compile `function(a, b) ...`; it sees the names that are in scope where it is written."""
    compiler.charge(limits.FUNCTION)
    names = tuple(name for name, _ in node.parameters)
    types = tuple(wanted for _, wanted in node.parameters)
    body = compiler.body(node.body, Layer(names, layer))
    nesting = body.nesting + _CALL

    def apply(frame: Frame) -> Function:
        run = frame.evaluation

        def call(*arguments: Any) -> Any:  # noqa: ANN401 - any values
            run.enter(nesting)
            run.spend(body.cost)
            values = dict(zip(names, arguments, strict=True))
            result = body.code(Frame(values, frame, run))
            run.leave(nesting)
            return result

        return Function("function", names, call, types)

    return apply
