"""Invocations: which function a name means, and how its arguments reach it."""

from __future__ import annotations

from typing import Any

from engine.feel import limits
from engine.feel.builtins import BUILTINS
from engine.feel.compile.compiler import Code, Compiler, Layer
from engine.feel.compile.lookup import find, name, out
from engine.feel.frames import Evaluation, Frame
from engine.feel.functions import Builtin, Function
from engine.feel.invocation import invoke, invoke_named
from engine.feel.tree import Call, Name


def call(compiler: Compiler, node: Call, layer: Layer | None) -> Code:
    """Compile an invocation, with arguments by position or by name."""
    compiler.charge(limits.CALL)
    function = _function(compiler, node, layer)
    arguments = [compiler.code(argument, layer) for argument in node.arguments]
    names = node.names
    if names is not None:
        compiler.charge(limits.NAMED)
        return lambda frame: invoke_named(
            frame.evaluation,
            function(frame),
            names,
            [argument(frame) for argument in arguments],
        )
    return lambda frame: invoke(
        frame.evaluation, function(frame), [argument(frame) for argument in arguments]
    )


def _function(compiler: Compiler, node: Call, layer: Layer | None) -> Code:
    callee = node.function
    if not isinstance(callee, Name):
        return compiler.code(callee, layer)
    found = find(callee.name, layer)
    if found.layer is not None or found.items:
        return name(compiler, callee, layer)
    builtin = BUILTINS.get(callee.name)
    if builtin is not None:
        return _builtin(builtin, found.hops)
    compiler.calls.add(callee.name)
    return _from_outside(callee.name, found.hops)


_FUNCTIONS = frozenset([Function, Builtin])


def _builtin(builtin: Builtin, hops: int) -> Code:
    """Take the standard's function, unless the scope or the product has one of the same name."""
    called = builtin.name

    def read(frame: Frame) -> Any:  # noqa: ANN401 - a function
        found = out(frame, hops).values.get(called)
        if found.__class__ in _FUNCTIONS:
            return found
        own = frame.evaluation.functions
        return own.get(called, builtin) if own else builtin

    return read


def _from_outside(called: str, hops: int) -> Code:
    def read(frame: Frame) -> Any:  # noqa: ANN401 - a function, or what should have been one
        found = out(frame, hops).values.get(called)
        if found.__class__ in _FUNCTIONS:
            return found
        return frame.evaluation.functions.get(called) or _unknown(frame.evaluation, called)

    return read


def _unknown(run: Evaluation, called: str) -> Any:  # noqa: ANN401 - null
    return run.null(f"er is geen functie {called}", f"there is no function {called}")
