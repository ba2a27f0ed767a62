"""What the header offers to whom. An entry shows as soon as there is a page behind it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for

from engine.model import Person, Role
from webui import here, language


def _(sentence: str) -> str:
    """Mark a sentence for translation; it is looked up when the menu is shown."""
    return sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu; `roles` may see it, everybody who signed in when there are none.

    `for_bodies`: members of bodies may see it too, whatever their roles.
    """

    endpoint: str
    words: str
    roles: frozenset[Role] = frozenset()
    for_bodies: bool = False

    def is_for(self, person: Person) -> bool:
        """Tell whether this page is of use to a person."""
        if self.for_bodies and person.all_bodies:
            return True
        return bool(self.roles & person.roles) or not (self.roles or self.for_bodies)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as one reader sees it; `count` is how much waits there, None for no count."""

    address: str
    words: str
    is_here: bool
    count: int | None = None


TASKS = "inbox.mine"
MAIN = (
    Entry(TASKS, _("Taken"), frozenset({Role.ADMINISTRATOR}), for_bodies=True),
    Entry("case.all", _("Zaken"), frozenset({Role.AUDITOR, Role.ADMINISTRATOR}), for_bodies=True),
    Entry("studio.processes", _("Processen"), frozenset(Role)),
    Entry("audit.start", _("Terugkijken"), frozenset({Role.AUDITOR})),
    Entry("admin.start", _("Beheer"), frozenset({Role.ADMINISTRATOR})),
    Entry("case.search", _("Zoeken")),
)
PERSONAL = (
    Entry("people.me", _("Mijn gegevens")),
    Entry("people.substitution", _("Vervanging instellen")),
)


def register(app: Flask) -> None:
    """Give the templates the menus."""
    app.jinja_env.globals.update(
        main_menu=main, personal_menu=personal, page_or_none=page_or_none, switch=switch, home=home
    )


def main() -> list[Item]:
    """Give the main menu of the reader; empty for a visitor."""
    return _shown(MAIN)


def personal() -> list[Item]:
    """Give the menu under the name of the reader."""
    return _shown(PERSONAL)


def first() -> str:
    """Give the address where the reader starts: her tasks, or else what her role is for."""
    items = [item.address for item in main()]
    return items[0] if items else url_for(TASKS)


def page_or_none(endpoint: str) -> str | None:
    """Give the address of a page, None as long as nobody made it."""
    return here.address_of(endpoint) if endpoint in current_app.view_functions else None


def home() -> str:
    """Give the address where everybody starts."""
    return f"{request.script_root}/"


def switch() -> str:
    """Give the address of this page in the other language."""
    if request.endpoint is None:
        return _switched(home(), {})
    if request.method in ("GET", "HEAD"):
        return _switched(here.path(), request.args.to_dict(flat=False))
    here_too = current_app.create_url_adapter(request)  # the page of the form, if it has one
    is_page = here_too is not None and here_too.test(method="GET")
    return _switched(here.path() if is_page else home(), {})


def _switched(address: str, wishes: dict[str, list[str]]) -> str:
    """Give an address, with what was wished of its page, in the other language."""
    asked = urlencode({**wishes, language.PARAMETER: [language.other()]}, doseq=True)
    return f"{address}?{asked}"


def _shown(entries: tuple[Entry, ...]) -> list[Item]:
    visit = here.visit()
    if visit is None:
        return []
    return [
        Item(
            address,
            language.gettext(entry.words),
            (request.blueprint or "") == entry.endpoint.partition(".")[0],
            here.count().open if entry.endpoint == TASKS else None,
        )
        for entry in entries
        if entry.is_for(visit.person)
        if (address := page_or_none(entry.endpoint))
    ]
