"""The statuses of cases in English; diagrams say them in Dutch."""

from __future__ import annotations

from webui import here, language

ENGLISH = {
    "Nieuw": "New",
    "Ontvangen": "Received",
    "Wacht op aanvulling": "Waiting for extra information",
    "In oriëntatie": "In exploration",
    "In ontwerp": "In design",
    "Rijp voor toetsing": "Ready for assessment",
    "In toetsing": "Being assessed",
    "Advies uitgebracht": "Advice given",
    "Op de agenda": "On the agenda",
    "Aangehouden": "Put on hold",
    "Teruggestuurd voor aanpassing": "Sent back for changes",
    "Goedgekeurd": "Approved",
    "Goedgekeurd met voorwaarden": "Approved with conditions",
    "Afgewezen": "Rejected",
    "Subsidie aangevraagd": "Grant applied for",
    "Subsidie verleend": "Grant awarded",
    "Subsidie geweigerd": "Grant refused",
    "Subsidie vastgesteld": "Grant settled",
    "In uitvoering: op koers": "In execution: on track",
    "In uitvoering: bijsturen": "In execution: adjust",
    "In uitvoering: in gevaar": "In execution: at risk",
    "Afgerond": "Finished",
    "Gestopt": "Stopped",
    "Overgedragen aan de lijn": "Handed to line organisation",
    "Geëscaleerd": "Escalated",
    "Bezwaar in behandeling": "Objection being handled",
    "Wacht op herstel verzuim": "Waiting for repair",
    "Hoorzitting gepland": "Hearing planned",
    "Verdaagd": "Adjourned",
    "Beslist: gegrond": "Decided: upheld",
    "Beslist: deels gegrond": "Decided: partly upheld",
    "Beslist: ongegrond": "Decided: dismissed",
    "Beslist: niet-ontvankelijk": "Decided: inadmissible",
    "Te laat": "Overdue",
    "In beroep": "Under appeal",
    "Onherroepelijk": "Final",
    "Ingetrokken": "Withdrawn",
    "Nog actueel": "Up to date",
    "Mogelijk verouderd": "Possibly outdated",
}


def said(status: str) -> str:
    """Say a status in the language of the reader; one of somebody's own stays as it is."""
    return status if language.chosen() == here.DUTCH else ENGLISH.get(status, status)
