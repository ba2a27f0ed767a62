"""Which files may be added to a form: by name, first bytes and size."""

from __future__ import annotations

from engine.model import Words

MOST_BYTES = 25 * 1024 * 1024
#: How many of the first bytes `check_file` wants to see.
HEAD_BYTES = 128
_LONGEST_NAME = 200
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
    if not _fair_name(name):
        return Words(
            "De naam van het bestand kan niet. Geef het een gewone, kortere naam.",
            "The name of the file will not do. Give it an ordinary, shorter name.",
        )
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


def _fair_name(name: str) -> bool:
    return (
        0 < len(name) <= _LONGEST_NAME
        and name.isprintable()
        and not set(name) & set('/\\:*?"<>|')
        and not name.startswith(".")
    )


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
