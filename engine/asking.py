"""The form that a task or a start event asks, and whether answers are right."""

from __future__ import annotations

from collections.abc import Mapping

from engine import forms, steps, store, terms
from engine.errors import EngineError
from engine.forms import Form
from engine.model import Words
from engine.steps import UnknownBundle
from engine.store import Transaction
from engine.values import Variables

NOT_ASKED = Words("Dit wordt hier niet gevraagd.", "This is not asked here.")

_forms: dict[tuple[str, str], Form] = {}


class InvalidAnswers(EngineError):
    """The answers break the rules of the form; `errors` says which, by field."""

    nl = "Het formulier is nog niet goed ingevuld. {count} antwoorden kloppen niet."
    en = "The form is not filled in rightly yet. {count} answers are wrong."

    def __init__(self, errors: Mapping[str, Words]) -> None:
        super().__init__(count=len(errors))
        self.errors = errors


class FormMissing(EngineError):
    """The form is not among those that were deployed; only a change by hand does that."""

    nl = "Het formulier '{form_id}' is er niet. Vraag de beheerder ernaar te kijken."
    en = "The form '{form_id}' is not there. Ask the administrator to look into it."

    def __init__(self, form_id: str) -> None:
        super().__init__(form_id=form_id)


def form_of(tx: Transaction, digest: str, form_id: str | None) -> Form | None:
    """Give a form as it was when the bundle was deployed, with the people there are now.

    What the bundle froze never changes, so it is read once. Raises FormMissing, UnknownBundle.
    """
    if form_id is None:
        return None
    if (digest, form_id) not in _forms:
        bundle = store.bundles.find(tx, digest)
        if bundle is None:
            raise UnknownBundle(digest)
        lists = {name: forms.parse_list(content) for name, content in bundle.lists.items()}
        form = bundle.forms.get(form_id)
        if form is None:
            raise FormMissing(form_id)
        _forms[digest, form_id] = forms.parse(form, lists, functions=terms.FUNCTIONS)
    found = _forms[digest, form_id]
    live = {name: _members(tx, name) for name in found.lists if ":" in name}
    return forms.with_lists(found, live) if live else found


def forms_of_case(tx: Transaction, case_number: str) -> list[Form]:
    """Give every form that was or may be asked in a case."""
    found = []
    for digest in store.instances.digests(tx, case_number):
        form_ids = sorted(steps.definition(tx, digest).form_ids)
        found += [form_of(tx, digest, form_id) for form_id in form_ids]
    return [form for form in found if form is not None]


def accepted(tx: Transaction, form: Form | None, answers: Variables, known: Variables) -> Variables:
    """Give the answers with what the form computes. Raises InvalidAnswers."""
    if form is None:
        wrong = dict.fromkeys(answers, NOT_ASKED)
        computed: Variables = {}
    else:
        reading = forms.accept(form, answers, known=known, at=tx.now, functions=terms.FUNCTIONS)
        wrong, computed = reading.errors, reading.answers
    if wrong:
        raise InvalidAnswers(wrong)
    return computed


def _members(tx: Transaction, name: str) -> forms.Choices:
    """Give the people of a body as choices: the list `personen:Expertteam`."""
    body = name.partition(":")[2]
    return tuple(
        forms.Choice(one.id, Words(one.name, one.name)) for one in store.people.members(tx, body)
    )
