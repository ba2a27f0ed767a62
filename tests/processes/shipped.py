"""The diagrams, forms and lists that come with the product, read once for the tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from lxml import etree

from engine import forms, terms

ROOT = Path(__file__).resolve().parents[2]
DIAGRAMS = {path.parent.name: path for path in sorted(ROOT.glob("processes/*/*.bpmn"))}
TABLES = {path.stem: path.read_bytes() for path in sorted(ROOT.glob("processes/*/*.dmn"))}
FORMS = {path.stem: path for path in sorted((ROOT / "forms").glob("*.json"))}
LISTS = {path.stem: path for path in sorted((ROOT / "processes/masterdata").glob("*.json"))}
FUNCTIONS = frozenset(terms.FUNCTIONS)

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
REGIE = "{urn:regie:bpmn}"

#: What comes in from outside: the form whose answers a message brings, or the names it may bring.
MESSAGES = {
    "idee ontvangen": "F01",
    "bezwaar ontvangen": "F08",
    "escalatie.gemeld": "F07",
    "aanvulling ontvangen": ("aanvulling",),
    "vraag gesteld": ("vraag_tekst",),
    "voorstel ingetrokken": "bericht_voorstel_ingetrokken",
    "escalatie.uitkomst": (),
    "verzuim hersteld": (),
    "bezwaar ingetrokken": "bericht_bezwaar_ingetrokken",
    "voorlopige voorziening": (),
    "verzoek rechtstreeks beroep": (),
}

#: The words of case statuses; nothing else may stand in a diagram.
STATUSES = {
    "Nieuw",
    "Ontvangen",
    "Wacht op aanvulling",
    "In oriëntatie",
    "In ontwerp",
    "Rijp voor toetsing",
    "In toetsing",
    "Advies uitgebracht",
    "Op de agenda",
    "Aangehouden",
    "Teruggestuurd voor aanpassing",
    "Goedgekeurd",
    "Goedgekeurd met voorwaarden",
    "Afgewezen",
    "In uitvoering: op koers",
    "Afgerond",
    "Gestopt",
    "Overgedragen aan de lijn",
    "Geëscaleerd",
    "Bezwaar in behandeling",
    "Wacht op herstel verzuim",
    "Hoorzitting gepland",
    "Verdaagd",
    "Beslist: gegrond",
    "Beslist: deels gegrond",
    "Beslist: ongegrond",
    "Beslist: niet-ontvankelijk",
    "Te laat",
    "Ingetrokken",
}


@cache
def tree(process_id: str) -> etree._Element:
    """Give the diagram of a process as XML."""
    return etree.fromstring(DIAGRAMS[process_id].read_bytes())


def nodes(process_id: str, *tags: str) -> list[etree._Element]:
    """Give the BPMN elements of a diagram with one of these tags, in file order."""
    return [each for tag in tags for each in tree(process_id).iter(BPMN + tag)]


def tasks(process_id: str) -> list[etree._Element]:
    """Give the user tasks of a process."""
    return nodes(process_id, "userTask")


@cache
def list_choices() -> dict[str, forms.Choices]:
    """Give the choices of every list that forms may draw from."""
    return {
        name: forms.parse_list(path.read_bytes())
        for name, path in LISTS.items()
        if "choices" in json.loads(path.read_text())
    }


@cache
def form(form_id: str) -> forms.Form:
    """Give a form as the product reads it."""
    return forms.parse(FORMS[form_id].read_bytes(), list_choices(), functions=FUNCTIONS)


@cache
def family(process_id: str) -> frozenset[str]:
    """Give the processes that share variables with this one: who calls whom, in both directions."""
    found = {process_id}
    links = {(one, other) for one in DIAGRAMS for other in called(one)}
    links |= {(other, one) for one, other in links}
    while more := {other for one, other in links if one in found} - found:
        found |= more
    return frozenset(found)


def called(process_id: str) -> set[str]:
    """Give the processes that this one calls."""
    return {str(each.get("calledElement")) for each in nodes(process_id, "callActivity")}


def catching(message: str) -> set[str]:
    """Give the processes that declare a message of this name."""
    return {
        process_id
        for process_id in DIAGRAMS
        for each in nodes(process_id, "message")
        if each.get("name") == message
    }
