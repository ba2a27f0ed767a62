"""The command line `regie`: the words of the product, for people and for machines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from engine import commands
from engine.commands.refusing import refusal
from engine.commands.speaking import spoken
from engine.errors import EngineError
from engine.settings import from_environment


def main() -> int:
    """Run one command. Gives 0 when it was done, 1 when it was refused, 2 for misuse."""
    try:
        with _heard():
            return _carried_out()
    except BrokenPipeError:  # who reads along has seen enough; nothing more can be said there
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


@contextmanager
def _heard() -> Iterator[None]:
    """Let everything that was said go out before the program ends, which would only complain."""
    try:
        yield
    finally:
        sys.stdout.flush()


def _carried_out() -> int:
    arguments = commands.parser().parse_args()
    arguments.language = spoken(os.environ)
    try:
        return int(arguments.run(from_environment(os.environ), arguments))
    except EngineError as refused:
        for line in refusal(refused, arguments.language):
            print(line, file=sys.stderr)  # noqa: T201 - this is the command line
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
