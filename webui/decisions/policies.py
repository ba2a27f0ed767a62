"""Which rules of a table count, in words (DMN 1.5, clause 8.2.11)."""

from __future__ import annotations

from webui.language import gettext as _


def policy(hit_policy: str, aggregation: str) -> str:
    """Say what happens with the rules that apply; one we do not know is given as it stands."""
    sentences = {
        "UNIQUE": _("Er geldt hoogstens één regel."),
        "FIRST": _("De eerste regel die geldt, beslist."),
        "ANY": _("Er mogen meer regels gelden, als zij dezelfde uitkomst geven."),
        "PRIORITY": _("Van de regels die gelden beslist de belangrijkste uitkomst."),
        "RULE ORDER": _("Alle regels die gelden tellen, in de volgorde van de tabel."),
        "OUTPUT ORDER": _("Alle regels die gelden tellen, de belangrijkste uitkomst eerst."),
        "COLLECT": _("Alle regels die gelden tellen."),
        "COLLECT SUM": _("De uitkomsten van alle regels die gelden worden opgeteld."),
        "COLLECT MIN": _("Van de regels die gelden telt de laagste uitkomst."),
        "COLLECT MAX": _("Van de regels die gelden telt de hoogste uitkomst."),
        "COLLECT COUNT": _("De uitkomst is het aantal regels dat geldt."),
    }
    name = f"{hit_policy} {aggregation}" if hit_policy == "COLLECT" else hit_policy
    return sentences.get(name.strip(), name.strip())
