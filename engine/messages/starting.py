"""Start in a case what its own messages and signals start, as long as that has an end."""

from __future__ import annotations

from engine import instances
from engine.errands import Beginning
from engine.errors import EngineError
from engine.model import Who
from engine.store import Transaction


class TooManyBegun(EngineError):
    """A case has started more processes than one case should: they may start each other."""

    nl = (
        "In zaak {case_number} zijn al {most} processen begonnen, dus '{process_id}' is niet "
        "gestart. Beginnen ze door elkaars berichten?"
    )
    en = (
        "{most} processes have begun in case {case_number}, so '{process_id}' was not started. "
        "Do they start each other by messages?"
    )

    def __init__(self, case_number: str, process_id: str, most: int) -> None:
        super().__init__(case_number=case_number, process_id=process_id, most=most)


def start(tx: Transaction, beginning: Beginning, who: Who) -> None:
    """Start a process in the case of who sent what it starts with. Raises TooManyBegun."""
    instance_id = instances.start(tx, beginning, who)
    _, _, how_many = instance_id.rpartition(".")
    if int(how_many) > tx.limits.instances:
        case_number, process_id = beginning.case_number, beginning.process_id
        raise TooManyBegun(case_number, process_id, tx.limits.instances)
