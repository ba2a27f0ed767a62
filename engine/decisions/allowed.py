"""Which values a type allows, as a file writes it: what a page lists and a check goes by."""

from __future__ import annotations

from engine.decisions.boxed import Item
from engine.decisions.library import Library

_ALIASES = 50  #: types that may be called by another name in turn


def allowed_values(library: Library, ref: str, *entries: str) -> str:
    """Give the tests of the values that a type allows, or one of its entries; empty if none."""
    for _ in range(_ALIASES):
        found = _found(library, ref)
        if found is None:
            break
        library, item, entries = _inside(*found, entries)
        if item.collection:  # what is allowed is about the items
            return "" if entries else item.constraint
        if not entries and (item.allowed or item.constraint):
            return item.allowed or item.constraint
        ref = item.type_ref
    return ""


def _inside(
    library: Library, item: Item, entries: tuple[str, ...]
) -> tuple[Library, Item, tuple[str, ...]]:
    """Go into the components of an item as far as it has them; give the entries that are left."""
    by_name = {one.name: one for one in item.components}
    if not entries or entries[0] not in by_name:
        return library, item, entries
    return _inside(library, by_name[entries[0]], entries[1:])


def _found(library: Library, ref: str) -> tuple[Library, Item] | None:
    """Find the definition of a type, and the file it stands in."""
    own = library.items.get(ref)
    if own is not None:
        return None if own.type_ref == ref else (library, own)
    for name, other in library.imported.items():
        if name and ref.startswith(f"{name}."):
            return _found(other, ref[len(name) + 1 :])
    return None
