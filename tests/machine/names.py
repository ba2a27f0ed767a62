"""The few scripts and conditions that random diagrams have, and the variables they are about."""

from __future__ import annotations

import re

WORDS = {"null": None, "true": True, "false": False}


def write(scope, name: str, value: object) -> None:
    """Change a variable in the nearest scope that has it, else in the outermost."""
    while scope.host is not None and name not in scope.names:
        scope = scope.host.scope
    scope.names[name] = value


def read(scope, name: str) -> object:
    """Give a variable of the nearest scope that has it; None when nobody wrote it."""
    while scope.host is not None and name not in scope.names:
        scope = scope.host.scope
    return scope.names.get(name)


def run(scope, script: str, trace: list[str]) -> None:
    """Add a mark to the trace, count one further, or write a word."""
    if mark := re.fullmatch(r'trace = append\(trace, "(\w+)"\)', script):
        trace.append(mark[1])
    elif counts := re.fullmatch(r"(\w+) = if \1 = null then 1 else \1 \+ 1", script):
        write(scope, counts[1], (read(scope, counts[1]) or 0) + 1)
    else:
        name, _, word = script.partition(" = ")
        write(scope, name, WORDS[word])


def holds(scope, condition: str) -> bool:
    """Tell whether a condition is true; a flow without one is always taken."""
    if condition in ("", "true", "false"):
        return condition != "false"
    name, operator, word = condition.split()
    value = read(scope, name)
    if operator == "<":
        return value is not None and value < int(word)
    return value is WORDS[word]
