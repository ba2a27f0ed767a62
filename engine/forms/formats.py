"""Texts with a shape of their own: e-mail, telephone, IBAN, KvK number, postcode, web address.

`tidied` brings what a person typed into the one way it is kept; `right` says whether it is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from engine.forms.entries import shown
from engine.model import Words

_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
_LONGEST_EMAIL = 254
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_DUTCH_PHONE = re.compile(r"\+31[1-9][0-9]{8}")
_POSTCODE = re.compile(r"[1-9][0-9]{3} [A-Z]{2}")
_URI = re.compile(r"https?://[^\s/?#@<>\"]+\.[^\s/?#@<>\"]+([/?#][^\s<>\"]*)?")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_DUTCH_IBAN_LENGTH = 18


class Format(NamedTuple):
    """One shape of text: how it is kept, whether it is right, and an example."""

    tidied: Callable[[str], str]
    right: Callable[[str], bool]
    name: Words
    example: str

    def wrong(self, typed: str) -> Words:
        """Say that something typed has not this shape."""
        return Words(
            f"{shown(typed)} is geen {self.name.nl}. Schrijf bijvoorbeeld {self.example}.",
            f"{shown(typed)} is not {self.name.en}. Write for example {self.example}.",
        )


def _phone(typed: str) -> str:
    digits = re.sub(r"[\s().\u00a0-]", "", typed.replace("(0)", ""))
    if digits.startswith("00"):
        return "+" + digits[2:]
    return "+31" + digits[1:] if digits.startswith("0") else digits


def _right_phone(kept: str) -> bool:
    pattern = _DUTCH_PHONE if kept.startswith("+31") else _PHONE
    return pattern.fullmatch(kept) is not None


def _right_email(kept: str) -> bool:
    local = kept.partition("@")[0]
    dotted = local.startswith(".") or local.endswith(".") or ".." in local
    return len(kept) <= _LONGEST_EMAIL and not dotted and _EMAIL.fullmatch(kept) is not None


def _iban(typed: str) -> str:
    return re.sub(r"[\s\u00a0]", "", typed).upper()


def _right_iban(kept: str) -> bool:
    if not _IBAN.fullmatch(kept):
        return False
    if kept.startswith("NL") and len(kept) != _DUTCH_IBAN_LENGTH:
        return False
    turned = "".join(str(int(each, 36)) for each in kept[4:] + kept[:4])
    return int(turned) % 97 == 1


def _kvk(typed: str) -> str:
    return re.sub(r"[\s.\u00a0]", "", typed)


def _postcode(typed: str) -> str:
    close = re.sub(r"[\s\u00a0]", "", typed).upper()
    return f"{close[:4]} {close[4:]}"


FORMATS: dict[str, Format] = {
    "email": Format(
        str.strip, _right_email, Words("e-mailadres", "an e-mail address"), "naam@voorbeeld.nl"
    ),
    "tel": Format(
        _phone, _right_phone, Words("telefoonnummer", "a telephone number"), "0592 12 34 56"
    ),
    "iban": Format(_iban, _right_iban, Words("IBAN", "an IBAN"), "NL91 ABNA 0417 1643 00"),
    "kvk": Format(
        _kvk,
        lambda kept: re.fullmatch("[0-9]{8}", kept) is not None,
        Words("KvK-nummer van 8 cijfers", "a KvK number of 8 digits"),
        "12345678",
    ),
    "postcode": Format(
        _postcode,
        lambda kept: _POSTCODE.fullmatch(kept) is not None,
        Words("postcode", "a postcode"),
        "9405 BM",
    ),
    "uri": Format(
        str.strip,
        lambda kept: _URI.fullmatch(kept) is not None,
        Words("webadres", "a web address"),
        "https://www.voorbeeld.nl",
    ),
}
