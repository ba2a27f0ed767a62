r"""Sets of characters, such as `[a-z]`, `\d` and `\p{Lu}`, as tests on one character."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Test = Callable[[str], bool]


def single(character: str) -> Test:
    """Test for one character."""
    return lambda other: other == character


def letter(character: str) -> Test:
    """Test for one character in any case."""
    low, high = character.lower(), character.upper()
    return lambda other: other == character or other.lower() == low or other.upper() == high


def span(first: str, last: str) -> Test:
    """Test for a character between two others, both included."""
    return lambda other: first <= other <= last


def among(tests: list[Test]) -> Test:
    """Test for any of some tests."""
    return lambda other: any(test(other) for test in tests)


def without(test: Test, less: Test) -> Test:
    """Test for what one set has and the other has not."""
    return lambda other: test(other) and not less(other)


def negated(test: Test) -> Test:
    """Test for anything else."""
    return lambda other: not test(other)


#: How many tests it is worth to ask one about a character whose case does not matter.
CASES = 10


def any_case(test: Test) -> Test:
    """Test a character in each of its cases."""
    return lambda other: any(
        test(one) for one in (other, other.lower(), other.upper(), other.lower().upper())
    )


_MOST_REMEMBERED = 1_000


def remembering(test: Test) -> Test:
    """Ask a test about each character only once."""
    known: dict[str, bool] = {}

    def ask(other: str) -> bool:
        answer = known.get(other)
        if answer is None:
            answer = test(other)
            if len(known) < _MOST_REMEMBERED:
                known[other] = answer
        return answer

    return ask


def _of_category(*wanted: str) -> Test:
    return lambda other: unicodedata.category(other).startswith(wanted)


def _name_start(other: str) -> bool:
    return other in "_:" or unicodedata.category(other)[0] == "L"


def _name_part(other: str) -> bool:
    return other in "-._:\u00b7" or unicodedata.category(other)[0] in "LNM"


_LETTERS: dict[str, Test] = {
    "s": lambda other: other in " \t\n\r",
    "d": _of_category("Nd"),
    "w": negated(_of_category("P", "Z", "C")),
    "i": _name_start,
    "c": _name_part,
}
#: `\d` and its like; in capitals everything else.
CLASSES: dict[str, Test] = _LETTERS | {
    letter.upper(): negated(test) for letter, test in _LETTERS.items()
}

_CATEGORIES = frozenset(
    [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z", "Zs", "Zl", "Zp",
        "S", "Sm", "Sc", "Sk", "So", "C", "Cc", "Cf", "Co", "Cn",
    ]
)  # fmt: skip
_BLOCKS = {
    "BasicLatin": ("\u0000", "\u007f"),
    "Latin-1Supplement": ("\u0080", "\u00ff"),
    "LatinExtended-A": ("\u0100", "\u017f"),
    "LatinExtended-B": ("\u0180", "\u024f"),
    "IPAExtensions": ("\u0250", "\u02af"),
    "SpacingModifierLetters": ("\u02b0", "\u02ff"),
    "CombiningDiacriticalMarks": ("\u0300", "\u036f"),
    "Greek": ("\u0370", "\u03ff"),
    "GreekandCoptic": ("\u0370", "\u03ff"),
    "Cyrillic": ("\u0400", "\u04ff"),
    "Armenian": ("\u0530", "\u058f"),
    "Hebrew": ("\u0590", "\u05ff"),
    "Arabic": ("\u0600", "\u06ff"),
    "LatinExtendedAdditional": ("\u1e00", "\u1eff"),
    "GreekExtended": ("\u1f00", "\u1fff"),
    "GeneralPunctuation": ("\u2000", "\u206f"),
    "CurrencySymbols": ("\u20a0", "\u20cf"),
    "LetterlikeSymbols": ("\u2100", "\u214f"),
    "NumberForms": ("\u2150", "\u218f"),
    "Arrows": ("\u2190", "\u21ff"),
    "MathematicalOperators": ("\u2200", "\u22ff"),
}


def property_test(name: str) -> Test | None:
    r"""Give the test of `\p{name}`, a Unicode category or `Is` and a block; None if unknown."""
    if name in _CATEGORIES:
        return _of_category(name)
    block = _BLOCKS.get(name.removeprefix("Is")) if name.startswith("Is") else None
    return None if block is None else span(*block)
