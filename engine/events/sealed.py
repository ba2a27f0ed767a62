"""The mark on fields that history keeps encrypted."""

from __future__ import annotations

SEALED = {"sealed": True}
