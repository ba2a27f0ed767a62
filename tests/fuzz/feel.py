"""Try random FEEL for a while: `python -m tests.fuzz.feel --seconds 60 [--seed N]`.

Whatever the text is, reading, checking and evaluating it must end in a FEEL value or in an error of
FEEL's own, within a tenth of a second. Time is what the thread had of a processor, not what passed
on the clock, so that a machine that is busy with other things raises no false alarm. Prints what it
did and the slowest text; the exit code is 1 when something else happened.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from engine import feel, terms
from engine.errors import EngineError
from engine.values import YearsMonths
from tests.fuzz.texts import text

MOST_SECONDS = 0.1
CLEARED = 100  #: texts after which what was read is forgotten
AT = datetime(2026, 11, 21, 11, tzinfo=UTC)
#: What a case may hold that is large: long strings, lists and contexts, and lists of those.
LARGE = [
    "x" * 89_000, "x" * 88_000 + "y", "a;" * 40_000, "1" * 90_000, "\u00df" * 50_000,
    "$1" * 40_000, [Decimal(n * 7919 % 10_007) for n in range(10_000)],
    [f"{'x' * 900}{n}" for n in range(9_000)], {f"k{n}": Decimal(n) for n in range(5_000)},
    [{"a": Decimal(n), "b": [Decimal(n)]} for n in range(5_000)],
    [AT + timedelta(n) for n in range(2_000)], [[Decimal(n)] for n in range(2_000)],
]  # fmt: skip
VALUES = [
    None, True, Decimal(3), Decimal("1e6000"), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", AT, AT.date(),
    timedelta(days=1), YearsMonths(14), [Decimal(n) for n in range(50)], [[]], {"a": Decimal(1)},
    [{"a": Decimal(n), "b": "x" * n} for n in range(20)], ["a" * 2000] * 20,
    *LARGE,
]  # fmt: skip
NAMES = ["a", "b", "x", "?", "naam met spaties"]


class Attempt(NamedTuple):
    """What became of a text; `wrong` is None when it ended well."""

    text: str
    seconds: float
    wrong: str | None


def attempt(made: str, scope: dict[str, object]) -> Attempt:
    """Read, check and evaluate a text in each way there is; tell of the one that took longest."""
    slowest = 0.0
    wrong = None
    for way in (_expression, _unary_tests, _script):
        begin = time.thread_time()
        try:
            way(made, scope)
        except EngineError:  # of FEEL, or of a function that refuses what it is given
            pass
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            wrong = f"{way.__name__}: {type(error).__name__}: {error}"
        slowest = max(slowest, time.thread_time() - begin)
    return Attempt(made, slowest, wrong)


_KNOWN = frozenset((*NAMES, *terms.FUNCTIONS))


def _expression(made: str, scope: dict[str, object]) -> None:
    _evaluated(feel.parse(made, known=_KNOWN), scope)


def _unary_tests(made: str, scope: dict[str, object]) -> None:
    _evaluated(feel.parse_unary_tests(made, known=_KNOWN), scope)


def _script(made: str, scope: dict[str, object]) -> None:
    script = feel.parse_script(f"y = {made}", known=_KNOWN)
    feel.check(script, dict.fromkeys((*scope, *terms.FUNCTIONS)))
    for _, value in feel.run(script, scope, at=AT, functions=terms.FUNCTIONS):
        feel.kind(value)


def _evaluated(expression: feel.Expression, scope: dict[str, object]) -> None:
    feel.check(expression, dict.fromkeys((*scope, *terms.FUNCTIONS)))
    feel.kind(feel.evaluate(expression, scope, at=AT, functions=terms.FUNCTIONS))


def scope(random: Random) -> dict[str, object]:
    """Give the names a text may read some values."""
    return {name: random.choice(VALUES) for name in NAMES}


def settle() -> None:
    """Let no clean-up of memory go over what the fuzzer itself holds: that is no work of a text."""
    gc.collect()
    gc.freeze()


def run(seconds: float, seed: int, report: Callable[[str], object]) -> int:
    """Try texts for some time; give how many ended badly or took too long."""
    random = Random(seed)  # noqa: S311 - nothing is kept secret with it
    settle()
    until = time.monotonic() + seconds
    slowest = Attempt("", 0.0, None)
    tried = bad = 0
    while time.monotonic() < until:
        found = attempt(text(random), scope(random))
        tried += 1
        if tried % CLEARED == 0:
            _clear()
        slowest = max(slowest, found, key=lambda one: one.seconds)
        if found.wrong or found.seconds > MOST_SECONDS:
            bad += 1
            report(f"{found.wrong or 'too slow'} ({found.seconds:.3f} s): {found.text!r}")
    report(f"{tried} texts from seed {seed}, {bad} of them bad")
    report(f"slowest {slowest.seconds * 1000:.1f} ms: {slowest.text!r}")
    return bad


def _clear() -> None:
    """Forget the texts: thousands that are read once are no work of a product, but of a fuzzer."""
    for read in (feel.parse, feel.parse_unary_tests, feel.parse_script):
        read.cache_clear()


def main() -> int:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long to try")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where to begin")
    given = parser.parse_args()
    return 1 if run(given.seconds, given.seed, print) else 0


if __name__ == "__main__":
    sys.exit(main())
