"""Read what translators write: a file of sentences with their translation, as gettext keeps them.

Only what our own file holds: sentences on one line, the plural beside the singular, comments.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

Catalogue = dict[str, tuple[str, ...]]


def read(lines: Iterable[str]) -> Catalogue:
    """Give the translation of every sentence; of a plural both, found by the singular.

    What has no translation stands for itself.
    """
    found: Catalogue = {}
    for written in _written(lines):
        sentence = written["msgid"]
        if "msgid_plural" in written:
            both = (written["msgstr[0]"], written["msgstr[1]"])
            found[sentence] = both if all(both) else (sentence, written["msgid_plural"])
        elif sentence:
            found[sentence] = (written["msgstr"] or sentence,)
    return found


def _written(lines: Iterable[str]) -> list[dict[str, str]]:
    """Give what stands behind each keyword, sentence by sentence. The head is that of nothing."""
    found: list[dict[str, str]] = []
    for line in lines:
        keyword, _, quoted = line.strip().partition(" ")
        if keyword == "msgid":
            found.append({})
        if keyword.startswith("msg"):
            found[-1][keyword] = json.loads(quoted)  # both escape alike
    return found
