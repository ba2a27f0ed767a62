"""Keep content secret: the only module that knows cryptography.

Each case has a data key of its own, wrapped by the key of the installation (a file that only its
owner may read). Destroying the wrapped key of a case erases what was sealed under it.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine import reasons
from engine.errors import EngineError
from engine.model import Words

KEY_BYTES = 32
NONCE_BYTES = 12
_COMPRESS_ABOVE = 200


class SealBroken(EngineError):
    """What was sealed does not open: it was changed, or the key is another one."""

    nl = "De inhoud kan niet worden geopend: zij is veranderd, of de sleutel hoort er niet bij."
    en = "The content does not open: it was changed, or the key is not the one it was sealed with."


class KeyFileUnusable(EngineError):
    """The key file cannot be read, or does not hold a key."""

    nl = "Het sleutelbestand {path} is niet bruikbaar: {reason_nl}."
    en = "The key file {path} cannot be used: {reason_en}."

    def __init__(self, path: Path, reason: Words) -> None:
        super().__init__(path=path, reason_nl=reason.nl, reason_en=reason.en)


def new_key() -> bytes:
    """Make a random key."""
    return os.urandom(KEY_BYTES)


def key_in_file(path: Path) -> bytes:
    """Read the key of the installation; make it, readable for the owner only, if it is not there.

    Raises KeyFileUnusable.
    """
    try:
        return _checked(path, path.read_bytes())
    except FileNotFoundError:
        return _created(path)
    except OSError as problem:
        raise KeyFileUnusable(path, reasons.refusal(problem)) from problem


def seal(key: bytes, content: bytes, place: bytes) -> bytes:
    """Encrypt with AES-256-GCM; it opens only under the same key and `place`."""
    packed = b"z" + zlib.compress(content, 6) if len(content) > _COMPRESS_ABOVE else b"p" + content
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, packed, place)


def unseal(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """Give back what `seal` was given. Raises SealBroken."""
    try:
        packed = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError, TypeError) as broken:
        raise SealBroken from broken
    return zlib.decompress(packed[1:]) if packed[:1] == b"z" else packed[1:]


def digest(content: bytes) -> bytes:
    """Give the SHA-256 of the content, 32 bytes."""
    return hashlib.sha256(content).digest()


def _checked(path: Path, key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise KeyFileUnusable(
            path,
            Words(
                f"het heeft {len(key)} bytes en geen {KEY_BYTES}",
                f"it has {len(key)} bytes, not {KEY_BYTES}",
            ),
        )
    return key


def _created(path: Path) -> bytes:
    key = new_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
    except OSError as problem:
        raise KeyFileUnusable(path, reasons.refusal(problem)) from problem
    return key
