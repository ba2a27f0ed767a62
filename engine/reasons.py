"""Why the machine refuses something, as the end of a sentence in both languages."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from engine.model import Words

_NO_PERMISSION = Words("dat mag niet van deze machine", "this machine does not permit it")
_NO_ROOM = Words("er is geen ruimte meer", "there is no room left")
_OF_FILES: Mapping[int | None, Words] = {
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.ENOENT: Words("het is er niet", "it is not there"),
    errno.EEXIST: Words("er is al een bestand dat zo heet", "a file of that name is there already"),
    errno.EISDIR: Words("het is een map", "it is a folder"),
    errno.ENOTDIR: Words("een deel van het pad is geen map", "a part of the path is not a folder"),
    errno.EROFS: Words("de schijf is alleen om te lezen", "the disk can only be read"),
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.ENAMETOOLONG: Words("de naam is te lang", "the name is too long"),
    errno.EMFILE: Words("er zijn te veel bestanden open", "too many files are open"),
}


def refusal(problem: OSError) -> Words:
    """Tell why a file or folder was refused; what is not known here in the machine's own words."""
    known = _OF_FILES.get(problem.errno)
    if known is not None:
        return known
    said = problem.strerror or str(problem)
    return Words(f"de machine zegt '{said}'", f"the machine says '{said}'")


def not_permitted() -> Words:
    """Tell that somebody may not write there."""
    return _NO_PERMISSION
