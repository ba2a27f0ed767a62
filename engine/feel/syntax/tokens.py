"""The lexer: a FEEL text cut into numbers, strings, words and symbols, with their places."""

from __future__ import annotations

import re
import sys
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
    """One piece of the text; `start` and `end` are offsets, `line` and `column` count from 0."""

    kind: str
    text: str
    start: int
    end: int
    line: int
    column: int


# The characters a name may start with and go on with (DMN 1.5, grammar rules 28 and 29).
_NAME_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_PART = _NAME_START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_SPACE = r"\s\u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"

_PIECE = re.compile(
    rf"""
      (?P<skip>   (?: [{_SPACE}] | //[^\n]* | /\*.*?\*/ )+ )
    | (?P<number> (?: [0-9]+ (?: \.[0-9]+ )? | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? )
    | (?P<string> " (?: [^"\\\r\n] | \\[^\r\n] )* " )
    | (?P<word>   [{_NAME_START}] [{_NAME_PART}]* )
    | (?P<open>   " | /\* )
    | (?P<symbol> \*\* | \.\. | <= | >= | != | == | -> | . )
    """,
    re.VERBOSE | re.DOTALL,
)

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
    line = line_start = 0
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        assert kind is not None
        start, end = piece.span()
        if kind == "skip":
            breaks = text.count("\n", start, end)
            if breaks:
                line += breaks
                line_start = text.rindex("\n", start, end) + 1
        elif kind == "open":
            raise _unclosed(text, piece)
        else:
            tokens.append(Token(kind, piece.group(), start, end, line, start - line_start))
    tokens.append(Token(END, "", len(text), len(text), line, len(text) - line_start))
    return tokens


def content(text: str, token: Token) -> str:
    """Give what a string token says: quotes off, escapes resolved."""
    inside = token.text[1:-1]
    if "\\" not in inside:
        return _without_surrogates(text, token, inside)
    said = _ESCAPE.sub(lambda found: _unescaped(text, token, found), inside)
    return _without_surrogates(text, token, said)


def _without_surrogates(text: str, token: Token, said: str) -> str:
    paired = _SURROGATES.sub(
        lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), said
    )
    if _LONE_SURROGATE.search(paired):
        found = Words("een half teken (los surrogaat)", "half a character (a lone surrogate)")
        raise FeelSyntax(text, token.start, found, Words("een heel teken", "a whole character"))
    return paired


def _unescaped(text: str, token: Token, found: re.Match[str]) -> str:
    escape = found.group()
    if escape in _PLAIN_ESCAPES:
        return _PLAIN_ESCAPES[escape]
    if len(escape) > len("\\u") and int(f"0x{escape[2:]}", 0) <= sys.maxunicode:
        return chr(int(f"0x{escape[2:]}", 0))
    allowed = Words(
        r"een van \" \\ \' \n \r \t \uXXXX \UXXXXXX", r"one of \" \\ \' \n \r \t \uXXXX \UXXXXXX"
    )
    at = token.start + 1 + found.start()
    raise FeelSyntax(text, at, Words(f"'{escape}'", f"'{escape}'"), allowed)


def _unclosed(text: str, piece: re.Match[str]) -> FeelSyntax:
    if piece.group() == '"':
        found = Words('een tekst zonder sluitend "', 'a string without a closing "')
        return FeelSyntax(text, piece.start(), found, Words('een sluitend "', 'a closing "'))
    found = Words("een opmerking zonder einde", "a comment without an end")
    return FeelSyntax(text, piece.start(), found, Words("'*/'", "'*/'"))
