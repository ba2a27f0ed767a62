"""Whether what should be text is text: who writes in the file of a database can put any byte."""

from __future__ import annotations

from collections.abc import Iterator

from engine.replay.verdicts import Difference, Finding, differs
from engine.store import Transaction
from engine.store.any_text import NoText


def of_case(tx: Transaction, number: str) -> Iterator[Difference]:
    """Yield what is no text in the rows of a case."""
    return map(_told, tx.no_text(number))


def beside_cases(tx: Transaction) -> Iterator[Finding]:
    """Yield what is no text in what belongs to no case, such as the names of people."""
    return (Finding(_told(one)) for one in tx.no_text())


def _told(one: NoText) -> Difference:
    return differs(
        "In tabel {table} staat bij '{row}' iets dat geen leesbare tekst is ({column}).",
        "Table {table} holds something at '{row}' that is no readable text ({column}).",
        table=one.table,
        row=one.row,
        column=one.column,
    )
