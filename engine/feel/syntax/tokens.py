"""The lexer: a FEEL text cut into numbers, strings, words and symbols, with their places."""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import NamedTuple

from engine.feel import limits
from engine.feel.faults import FeelSyntax
from engine.model import Words

NUMBER = "number"
STRING = "string"
WORD = "word"
SYMBOL = "symbol"
END = "end"


class Token(NamedTuple):
    """One piece of the text; `start` and `end` are offsets in it."""

    kind: str
    text: str
    start: int
    end: int


_PIECE = re.compile(
    r"""
    (?: \s+ | //[^\n]* | /\*.*?\*/ | \u180e | \u200b | \ufeff )*
    (?:
        (?P<word>   [^\s\x00->@\[-^`{-\xbf\xd7\xf7] [^\s\x00-/:->@\[-^`{-\xb6\xb8-\xbf\xd7\xf7]* )
      | (?P<number> (?: [0-9]+ (?: \.[0-9]+ )? | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? )
      | (?P<string> " (?: [^"\\\r\n] | \\[^\r\n] )* " )
      | (?P<open>   " | /\* )
      | (?P<symbol> \*\* | \.\. | <= | >= | != | == | -> | . )
      | (?P<end>    \Z )
    )
    """,
    re.VERBOSE | re.DOTALL,
)

# What a name may start with and go on with (DMN 1.5, grammar rules 28 and 29). `_PIECE` takes in
# more beyond ASCII, because this is slow to prepare and seldom needed.
_NAME_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = rf"[{_NAME_START}][{_NAME_START}0-9\u00b7\u0300-\u036f\u203f-\u2040]*"


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    return re.compile(_NAME)


_ESCAPE = re.compile(r"""\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)""")
_PLAIN_ESCAPES = {
    "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\'": "'", '\\"': '"', "\\\\": "\\",
}  # fmt: skip
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def cut(text: str) -> list[Token]:
    """Cut a text into tokens, comments and white space left out, ending with an `END` token."""
    if len(text) > limits.TEXT:
        found = Words(f"een tekst van {len(text)} tekens", f"a text of {len(text)} characters")
        most = Words(f"hoogstens {limits.TEXT} tekens", f"at most {limits.TEXT} characters")
        raise FeelSyntax(text, limits.TEXT, found, most)
    tokens: list[Token] = []
    end = 0
    while True:
        piece = _PIECE.match(text, end)
        assert piece is not None
        token = _token(text, piece)
        tokens.append(token)
        if token.kind == END:
            return tokens
        end = token.end


def _token(text: str, piece: re.Match[str]) -> Token:
    kind = piece.lastgroup
    assert kind is not None
    said = piece[kind]
    start = piece.end() - len(said)
    if kind == WORD and not said.isascii():
        name = _name().match(text, start, piece.end())
        kind, said = (SYMBOL, said[0]) if name is None else (WORD, name.group())
    elif kind == "open":
        raise _unclosed(text, piece)
    return Token(kind, said, start, start + len(said))


def content(text: str, token: Token) -> str:
    """Give what a string token says: quotes off, escapes resolved."""
    inside = token.text[1:-1]
    if "\\" not in inside:
        return _without_surrogates(text, token, inside)
    said = _ESCAPE.sub(_unescaped, inside)
    return _without_surrogates(text, token, said)


def _without_surrogates(text: str, token: Token, said: str) -> str:
    paired = _SURROGATES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), said
    )
    if _LONE_SURROGATE.search(paired):
        found = Words("een half teken (los surrogaat)", "half a character (a lone surrogate)")
        whole = Words("een heel teken", "a whole character")
        raise FeelSyntax(text, token.start, found, whole, token.end)
    return paired


def _unescaped(found: re.Match[str]) -> str:
    """Give what an escape stands for; a backslash before anything else is just a backslash."""
    escape = found.group()
    if len(escape) > len("\\u") and int(f"0x{escape[2:]}", 0) <= sys.maxunicode:
        return chr(int(f"0x{escape[2:]}", 0))
    return _PLAIN_ESCAPES.get(escape, escape)


def _unclosed(text: str, piece: re.Match[str]) -> FeelSyntax:
    if piece["open"] == '"':
        found = Words('een tekst zonder sluitend "', 'a string without a closing "')
        return FeelSyntax(text, piece.start("open"), found, Words('een sluitend "', 'a closing "'))
    found = Words("een opmerking zonder einde", "a comment without an end")
    return FeelSyntax(text, piece.start("open"), found, Words("'*/'", "'*/'"))
