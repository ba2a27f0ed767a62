"""Stretches of the way that stories of objections go."""

from __future__ import annotations

from datetime import date

from engine import cases
from engine.model import Person, Role
from tests.processes import answers

#: a topic of each kind
TOPICS = {"inhoud": "weging", "procedure": "termijn", "beide": "twijfel"}

EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))


def confirmed(region, number):
    """Confirm that the objection came in."""
    region.do(number, "bevestig_bezwaar", ontvangst_bevestigd=region.clock().date())


def admitted(region, number):
    """Find the objection admissible."""
    confirmed(region, number)
    region.do(number, "controleer_ontvankelijkheid", **answers.ADMISSIBLE)


def split(region, number, *kinds):
    """Offer a talk that does not help, and say for each ground what it is about."""
    region.do(number, "bied_gesprek_aan", gesprek_gevoerd=False, gesprek_ingetrokken=False)
    for kind in kinds:
        region.do(number, "splits_gronden", onderwerp=TOPICS[kind])


def heard(region, number):
    """Hear the parties and let the committee advise."""
    region.do(
        number,
        "plan_hoorzitting",
        hoorzitting_houden=True,
        hoorzitting_datum=date(2026, 5, 12),
        hoorzitting_plaats="Assen",
        hoorzitting_genodigden=["Piet Pol"],
    )
    region.do(
        number, "leg_ter_inzage", ter_inzage_vanaf=date(2026, 5, 4), ter_inzage_waar="Provinciehuis"
    )
    region.do(number, "hoor_partijen", **answers.HEARING)
    region.do(number, "breng_advies_uit", **answers.COMMITTEE)


def drafted(region, number, **more):
    """Draft the decision."""
    region.do(
        number,
        "stel_beslissing_op",
        **{
            "concept_dictum": "ongegrond",
            "concept_heroverweging": "Alles is opnieuw bekeken.",
            "concept_volgt_advies": True,
        }
        | more,
    )


def told(region, number):
    """Make the decision known, and tell the programme."""
    region.do(
        number,
        "maak_bekend",
        beslissing_bekendmaking=region.clock().date(),
        rechtsmiddelen_vermeld=True,
    )
    region.do(number, "meld_uitkomst_programma", programma_geinformeerd_op=region.clock().date())


def term(region, number, name):
    """Give a term of the case as its page shows it."""
    with region.store.read() as tx:
        return cases.terms_of(tx, cases.view(tx, number, EVE).case)[name]
