"""The commands of `regie`, one function each, grouped by what they are about."""

from __future__ import annotations

import argparse

from engine.commands import (
    deciding,
    diagrams,
    histories,
    incidents,
    people,
    serving,
    starts,
    steering,
    verifying,
    work,
    working,
)

__all__ = ["parser"]


def parser() -> argparse.ArgumentParser:
    """Describe every command with its options."""
    top = argparse.ArgumentParser(
        prog="regie",
        description="Run the agreed way of working of a regional collaboration.",
        epilog="Settings come from REGIE_DATA, REGIE_PORT, REGIE_DATABASE_URL and others: "
        "see docs/operations.md. Exit codes: 0 done, 1 refused (with a sentence), 2 misuse.",
    )
    verbs = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in (
        *(serving, working, diagrams, deciding, work, starts),
        *(steering, incidents, histories, verifying, people),
    ):
        group.add_to(verbs)
    return top
