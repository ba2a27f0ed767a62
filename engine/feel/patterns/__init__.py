"""Regular expressions that always end: the patterns of `matches`, `replace` and `split`.

They are those of XPath (W3C Functions and Operators 3.1, clause 5.6), read and matched here and not
by `re`, which can take longer than anybody lives. Every state of a match is tried at most once and
is paid for with fuel.
"""

from __future__ import annotations

from engine.feel.patterns.matching import Found, find
from engine.feel.patterns.program import BadPattern, Program, prepare

__all__ = ["BadPattern", "Found", "Program", "find", "prepare"]
