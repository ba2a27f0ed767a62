"""The tokens of an instance: those a step needs are taken down, the others stay written text.

A snapshot is a JSON list. Its first line is the instance itself; then follows one token a line,
so that a step with a thousand waiting tokens reads and writes only the few that move.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.interpreter.scopes import Inside
from engine.interpreter.tokens import Token
from engine.model import Place

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance

#: The canonical form of `engine.values`; an encoder that is made once is twice as fast.
written_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


class Shelf:
    """Finds tokens by number or by place, and writes them down again."""

    __slots__ = ("_instance", "_taken", "_text", "tokens")

    def __init__(self, instance: Instance, text: str) -> None:
        self._instance = instance
        self._text = text
        self._taken: dict[int, str] = {}
        self.tokens: dict[int, Token] = {}

    def token(self, token_id: int) -> Token | None:
        """Give a token by its number; None when it is gone."""
        if token_id in self.tokens or token_id in self._taken:
            return self.tokens.get(token_id)
        start = self._text.find(f"\n,[{token_id},")
        return None if start < 0 else self._take(start)

    def at(self, place: Place) -> Iterator[Token]:
        """Give the tokens that stand or listen at this place."""
        seen: set[int] = set()
        start = self._text.find(needle := f",{written_json(place.element_id)},{place.visit},")
        while start >= 0:
            line = self._text.rfind("\n", 0, start)
            token = self.token(int(self._text[line + 3 : self._text.index(",", line + 3)]))
            if token is not None and token.place == place and token.id not in seen:
                seen.add(token.id)
                yield token
            start = self._text.find(needle, start + 1)
        for token_id in sorted(self.tokens.keys() - seen):
            if self.tokens[token_id].place == place:
                yield self.tokens[token_id]

    def take_all(self) -> None:
        """Take every token down."""
        start = self._text.find("\n")
        while start >= 0:
            self.token(int(self._text[start + 3 : self._text.index(",", start + 3)]))
            start = self._text.find("\n", start + 1)

    def everyone(self) -> list[Token]:
        """Take every token down and give them, lowest number first."""
        self.take_all()
        return [self.tokens[token_id] for token_id in sorted(self.tokens)]

    def forget(self, token_id: int) -> None:
        del self.tokens[token_id]

    def written(self) -> str:
        """Write all tokens down, lowest number first."""
        text, taken = self._text, self._taken
        for token_id, line in taken.items():
            token = self.tokens.get(token_id)
            text = text.replace(line, _line(token) if token else "", 1)
        new = sorted(token_id for token_id in self.tokens if token_id not in taken)
        return text + "".join(_line(self.tokens[token_id]) for token_id in new)

    def _take(self, start: int) -> Token:
        end = self._text.find("\n", start + 1)
        line = self._text[start:] if end < 0 else self._text[start:end]
        token_id, element_id, visit, scope_id, state, *kept = json.loads(line[2:])
        self._taken[token_id] = line
        scope = self._instance.scope(scope_id)
        token = Token(scope, self._instance.definition.behaviours[element_id], token_id, visit)
        token._set_state(state)
        token.internal_data = kept[0] if kept else {}
        token.entered = "ear" not in token.internal_data and "flow" not in token.internal_data
        if "inside" in token.internal_data:
            record: dict[str, Any] = token.internal_data.pop("inside")
            self._instance.subprocesses[token_id] = Inside(token, token.task_spec.inside, record)
        return token


def _line(token: Token) -> str:
    row = [token.id, token.task_spec.name, token.visit, token.workflow.names.owner, token._state]
    kept = token.internal_data
    inside = token.top.subprocesses.get(token.id)
    if inside is not None:
        kept = {**kept, "inside": inside.written()}
    return f"\n,{written_json([*row, kept] if kept else row)}"
