"""Which files may be added to a form: by name, first bytes and size."""

from __future__ import annotations

from engine.forms.entries import seen
from engine.model import Words

MOST_BYTES = 25 * 1024 * 1024
#: How many of the first bytes `check_file` wants to see.
HEAD_BYTES = 128
_LONGEST_NAME = 200
_NOT_IN_NAMES = '/\\:*?"<>|'
_ODF = b"mimetypeapplication/vnd.oasis.opendocument."
_ZIP = b"PK\x03\x04"
_STARTS: dict[str, bytes] = {
    "pdf": b"%PDF-",
    "odt": _ZIP,
    "ods": _ZIP,
    "docx": _ZIP,
    "xlsx": _ZIP,
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
_ODF_KINDS = {"odt": b"text", "ods": b"spreadsheet"}
ENDINGS = tuple(_STARTS)


def check_file(name: str, head: bytes, size: int) -> Words | None:
    """Say what is wrong with a file, or None; `head` is its first `HEAD_BYTES` bytes."""
    ending = name.rpartition(".")[2].lower()
    if unfair := _unfair_name(name):
        return unfair
    if ending not in _STARTS or "." not in name:
        return Words(
            f"'{name}' is geen soort bestand dat kan. Het kan wel als {_listed('of')}.",
            f"'{name}' is not a kind of file we take. We do take {_listed('or')}.",
        )
    if size == 0:
        return Words(f"'{name}' is leeg.", f"'{name}' is empty.")
    if size > MOST_BYTES:
        return Words(
            f"'{name}' is {_megabytes(size, ',')} MB. Hoogstens 25 MB kan.",
            f"'{name}' is {_megabytes(size, '.')} MB. At most 25 MB is possible.",
        )
    if not _looks_like(ending, head):
        return Words(
            f"'{name}' is van binnen geen {ending}-bestand. Bewaar het opnieuw als {ending}.",
            f"'{name}' is not a {ending} file inside. Save it again as {ending}.",
        )
    return None


def _unfair_name(name: str) -> Words | None:
    """Say what is wrong with a name, so that it is known which file it is."""
    quoted = f"'{seen(name)}'"
    found = sorted(set(name) & set(_NOT_IN_NAMES))
    if len(name) > _LONGEST_NAME:
        return Words(
            f"De naam {quoted} heeft {len(name)} tekens. Hoogstens {_LONGEST_NAME} kan.",
            f"The name {quoted} has {len(name)} characters. At most {_LONGEST_NAME} is possible.",
        )
    if found:
        return Words(
            f"In de naam {quoted} staat {' '.join(found)} en dat kan niet. Geef een andere naam.",
            f"The name {quoted} has {' '.join(found)} in it. Give the file another name.",
        )
    if not name.isprintable():
        return Words(
            f"In de naam {quoted} zit een onzichtbaar teken. Geef het bestand een andere naam.",
            f"The name {quoted} holds an invisible character. Give the file another name.",
        )
    if not name:
        return Words("Het bestand heeft geen naam.", "The file has no name.")
    if name.startswith("."):
        return Words(
            f"De naam {quoted} begint met een punt. Geef het bestand een andere naam.",
            f"The name {quoted} begins with a dot. Give the file another name.",
        )
    return None


def _looks_like(ending: str, head: bytes) -> bool:
    if not head.startswith(_STARTS[ending]):
        return False
    if ending in _ODF_KINDS:
        return _ODF + _ODF_KINDS[ending] in head
    return _STARTS[ending] != _ZIP or _ODF not in head


def _megabytes(size: int, point: str) -> str:
    return f"{size / 1024 / 1024:.1f}".replace(".", point)


def _listed(last: str) -> str:
    shown = [each for each in ENDINGS if each != "jpeg"]
    return f"{', '.join(shown[:-1])} {last} {shown[-1]}"
