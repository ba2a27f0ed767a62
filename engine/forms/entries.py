"""From what a person typed to a value: one function per kind of field.

Each takes the text as typed and gives the value. Raises Unreadable, which says what is wrong.
"""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from engine.errors import EngineError
from engine.forms import wording
from engine.model import Words

#: What nobody sees, or what shows a text in another order than it has: the soft hyphen, marks of
#: width, direction and separation, fillers, and what hides a second text in a first.
_HIDDEN = (
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
#: Joiners belong in emoji and in some scripts, but only behind something to join.
_LOOSE_JOINER = r"(?<!\S)[\u200c\u200d]"
#: Control characters and halves of characters too; of lines, their ends and tabs are fine.
_UNSEEN = re.compile(rf"[\x00-\x1f\x7f-\x9f\ud800-\udfff{_HIDDEN}]|{_LOOSE_JOINER}")
_UNSEEN_IN_LINES = re.compile(
    rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_HIDDEN}]|{_LOOSE_JOINER}"
)
_DOTS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_COMMA = re.compile(r"-?[0-9]+(,[0-9]+)?")
_POINT = re.compile(r"-?([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]+)\.[0-9]+")
#: A point that may be one of thousands, with a digit too many or too few around it.
_AMBIGUOUS = re.compile(r"-?[1-9]([0-9]{3,}\.[0-9]{3}|[0-9]*\.[0-9]{4,})")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2}|[a-z]+)\2([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})( ?uur)?")
_FIRST_YEAR, _LAST_YEAR = 1800, 2299
_LONGEST_SHOWN = 60


class Unreadable(EngineError):
    """What was typed cannot be an answer to this question."""

    nl = "{nl}"
    en = "{en}"

    def __init__(self, nl: str, en: str) -> None:
        self.words = Words(nl, en)
        super().__init__(nl=nl, en=en)


def trimmed(text: str) -> str:
    """Give a text without white space around it, with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def text(typed: str, *, lines: bool) -> str:
    """Take a text; what cannot be seen, or turns the direction, is refused."""
    found = trimmed(typed)
    hidden = (_UNSEEN_IN_LINES if lines else _UNSEEN).search(found)
    if hidden:
        raise _invisible(hidden[0])
    return found


def unseen(typed: str) -> str | None:
    """Give the first character in lines that cannot be seen, or turns the direction; None if none.

    That is what makes them no answer, for who has no form to show it in.
    """
    hidden = _UNSEEN_IN_LINES.search(trimmed(typed))
    return hidden[0] if hidden else None


def remark(typed: str) -> str:
    """Take a reason or a comment: lines, judged as those of an answer."""
    return text(typed, lines=True)


def number(typed: str, example: str = "12.500,00") -> Decimal:
    """Take a number the way it is written in Dutch: "1.250,50"; "1250.50" is clear too.

    `example` is how a number for this question can be written.
    """
    found = re.sub(r"^(-?)(€|EUR)\s*(?=[-0-9])", r"\1", trimmed(typed))
    found = re.sub(r",-{1,2}$", "", re.sub(r"[\s\u00a0\u202f]", "", found))
    if sum(each.isdigit() for each in found) > wording.MOST_DIGITS or _AMBIGUOUS.fullmatch(found):
        raise _no_number(typed, example)
    if _DOTS.fullmatch(found) or _COMMA.fullmatch(found):
        return wording.plain(Decimal(found.replace(".", "").replace(",", ".")))
    if _POINT.fullmatch(found):
        return wording.plain(Decimal(found.replace(",", "")))
    raise _no_number(typed, example)


def integer(typed: str, example: str = "12") -> Decimal:
    """Take a whole number."""
    found = number(typed, example)
    if wording.places(found):
        raise Unreadable(
            f"{shown(typed)} is geen heel getal. Schrijf bijvoorbeeld {example}.",
            f"{shown(typed)} is not a whole number. Write for example {example}.",
        )
    return found


def day(typed: str) -> date:
    """Take a date: 13-04-2026, 13 april 2026 or 2026-04-13."""
    found = trimmed(typed).lower()
    dutch, iso = _DUTCH_DATE.fullmatch(found), _ISO_DATE.fullmatch(found)
    if dutch:
        year, month, number_of_day = dutch[4], _month(dutch[3]), dutch[1]
    elif iso:
        year, month, number_of_day = iso[1], int(iso[2]), iso[3]
    else:
        raise Unreadable(
            f"{shown(typed)} is geen datum. Schrijf bijvoorbeeld 13-04-2026.",
            f"{shown(typed)} is not a date. Write for example 13-04-2026.",
        )
    return _existing(typed, int(year), month, int(number_of_day))


def clock(typed: str) -> time:
    """Take a time: 14.30 or 14:30."""
    found = _TIME.fullmatch(trimmed(typed))
    if found:
        hour, minute = int(found[1]), int(found[2])
        if hour < 24 and minute < 60:  # noqa: PLR2004 - a day has 24 hours of 60 minutes
            return time(hour, minute)
    raise Unreadable(
        f"{shown(typed)} is geen tijd. Schrijf bijvoorbeeld 14.30.",
        f"{shown(typed)} is not a time. Write for example 14.30.",
    )


def yes_no(typed: str) -> bool:
    """Take yes or no."""
    found = {"ja": True, "nee": False}.get(trimmed(typed).lower())
    if found is None:
        raise Unreadable(f"{shown(typed)} is geen ja of nee.", f"{shown(typed)} is not yes or no.")
    return found


def shown(typed: str) -> str:
    """Quote what a person typed; a number stands without marks."""
    short = seen(typed)
    return short if re.fullmatch(r"[0-9.,:/€ +-]+", short) else f"'{short}'"


def seen(typed: str) -> str:
    """Give what a person typed: printable, on one line, not too long."""
    found = "".join(each if each.isprintable() else " " for each in trimmed(typed))
    return found if len(found) <= _LONGEST_SHOWN else found[: _LONGEST_SHOWN - 1] + "…"


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    for names in wording.MONTHS.values():
        for place, name in enumerate(names, 1):
            if name.lower() == written or name.lower()[:3] == written:
                return place
    return 0


def _existing(typed: str, year: int, month: int, number_of_day: int) -> date:
    try:
        found = date(year, month, number_of_day)
    except ValueError:
        raise Unreadable(
            f"{shown(typed)} is geen bestaande datum. Schrijf bijvoorbeeld 13-04-2026.",
            f"{shown(typed)} is not a date that exists. Write for example 13-04-2026.",
        ) from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Unreadable(
            f"Het jaar {year} kan niet kloppen. Schrijf bijvoorbeeld 13-04-2026.",
            f"The year {year} cannot be right. Write for example 13-04-2026.",
        )
    return found


def _no_number(typed: str, example: str) -> Unreadable:
    return Unreadable(
        f"{shown(typed)} is geen duidelijk getal. Schrijf bijvoorbeeld {example}.",
        f"{shown(typed)} is not a clear number. Write for example {example}.",
    )


def _invisible(character: str) -> Unreadable:
    code = f"U+{ord(character):04X}"
    return Unreadable(
        f"In de tekst zit een onzichtbaar teken ({code}). Haal het weg, of typ de tekst opnieuw.",
        f"The text holds an invisible character ({code}). Remove it, or type the text again.",
    )
