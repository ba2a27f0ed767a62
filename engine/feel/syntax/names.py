"""Names of several words: finding the longest known one at a place in the text.

A FEEL name may hold spaces and even operators ("date and time", "a-b"). What a text means then
depends on the names that are known where it stands, so the parser asks here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from engine.feel.faults import FeelSyntax
from engine.feel.syntax.tokens import END, STRING, WORD, Token, cut

#: A name as its token texts, each with whether white space stands before it.
Pieces = tuple[tuple[str, bool], ...]
Index = dict[str, tuple[Pieces, ...]]


def pieces(name: str) -> Pieces:
    """Cut a name the way the lexer cuts the text it is looked for in."""
    tokens = cut(name)[:-1]
    ends = [token.start if not at else tokens[at - 1].end for at, token in enumerate(tokens)]
    return tuple((token.text, token.start > end) for token, end in zip(tokens, ends, strict=True))


def index(names: Iterable[str]) -> Index:
    """Arrange names of more than one piece by their first, the longest first."""
    found: dict[str, list[Pieces]] = {}
    for name in names:
        try:
            cut_name = pieces(name)
        except FeelSyntax:  # not a name anybody can write in FEEL
            continue
        if len(cut_name) > 1:
            found.setdefault(cut_name[0][0], []).append(cut_name)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


cached_index = lru_cache(maxsize=512)(index)


def longest(tokens: list[Token], at: int, indexes: Iterable[Index]) -> int:
    """Tell how many tokens the longest known name at this token takes (1 if none is known)."""
    best = 1
    first = tokens[at].text
    for known in indexes:
        for name in known.get(first, ()):
            if len(name) > best and _stands_at(tokens, at, name):
                best = len(name)
    return best


def _stands_at(tokens: list[Token], at: int, name: Pieces) -> bool:
    if at + len(name) >= len(tokens):
        return False
    for step in range(1, len(name)):
        text, spaced = name[step]
        token = tokens[at + step]
        if token.text != text or (token.start > tokens[at + step - 1].end) is not spaced:
            return False
    return True


def joined(tokens: list[Token]) -> str:
    """Spell the name that some tokens make, with single spaces where the text has white space."""
    spelled = tokens[0].text
    for before, token in pairwise(tokens):
        spelled += (" " if token.start > before.end else "") + token.text
    return spelled


def ahead(tokens: list[Token], at: int, stop: str) -> int:
    """Tell how many tokens stand before `stop`, if they can be a name; otherwise 0."""
    if tokens[at].kind != WORD:
        return 0
    place = at
    while tokens[place].text != stop and name_goes_on(tokens[place]):
        place += 1
    return place - at if tokens[place].text == stop else 0


def name_goes_on(token: Token) -> bool:
    """Tell whether a token can be a part of a name."""
    return token.kind not in {END, STRING} and token.text not in _NEVER_IN_A_NAME


_NEVER_IN_A_NAME = frozenset("()[]{},:;=<>!@") | {"..", "<=", ">=", "!=", "=="}
