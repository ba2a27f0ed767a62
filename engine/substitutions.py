"""Who acts for whom while somebody is away."""

from __future__ import annotations

from engine import people, store
from engine.errors import EngineError
from engine.model import Substitution
from engine.store import Transaction


class StandsInForHerself(EngineError):
    """A person cannot act for herself."""

    nl = "'{person_id}' kan zichzelf niet vervangen. Noem iemand anders."
    en = "'{person_id}' cannot stand in for herself. Name somebody else."

    def __init__(self, person_id: str) -> None:
        super().__init__(person_id=person_id)


class EndsBeforeItBegins(EngineError):
    """The last day lies before the first."""

    nl = "De vervanging eindigt op {until}, voor de eerste dag ({since}). Geef een latere dag."
    en = "The substitution ends on {until}, before its first day ({since}). Give a later day."

    def __init__(self, wrong: Substitution) -> None:
        super().__init__(until=f"{wrong.until:%d-%m-%Y}", since=f"{wrong.since:%d-%m-%Y}")


def substitute(tx: Transaction, new: Substitution) -> None:
    """Let somebody act for another from and until these days.

    Said again of the same first day, it changes the last one. Raises UnknownPerson,
    StandsInForHerself, EndsBeforeItBegins.
    """
    people.person(tx, new.absent_id)
    people.person(tx, new.substitute_id)
    if new.absent_id == new.substitute_id:
        raise StandsInForHerself(new.absent_id)
    if new.until < new.since:
        raise EndsBeforeItBegins(new)
    store.people.lock_account(tx, new.absent_id)
    if not store.people.end_substitution(tx, new):
        store.people.add_substitution(tx, new)
