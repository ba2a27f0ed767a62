"""Stretches of the way that many stories go, each as short as the forms allow."""

from __future__ import annotations

from datetime import timedelta

from tests.processes import answers

BOARD = ("iris", "jan", "kees")
ASSESSORS = ("xander", "yara", "zoe")


def idea(region, **more):
    """Send an idea in and register it; give the number of its case."""
    number = region.send("idee ontvangen", **answers.IDEA)
    region.do(number, "registreer_idee", **answers.REGISTERED | more)
    return number


def explored(region, outcome="uitwerken", **more):
    """Explore an idea until its outcome is known to everybody."""
    number = idea(region)
    region.do(
        number,
        "wijs_opgavemanager_toe",
        opgavemanager="karim",
        orientatie_partners=["gemeente_emmen", "gemeente_coevorden"],
        middelen_gevraagd=False,
    )
    talk = answers.LOCAL if outcome == "niet_verder" else answers.TALK
    region.do(number, "voer_gesprek", **talk)
    for _ in range(2):
        region.do(
            number, "zoek_verbindingen", verbinding_gevonden=False, verbinding_loopt_elders=False
        )
    region.do(number, "stel_orientatieverslag_op", **answers.REPORTS[outcome])
    today = region.clock().date()
    region.do(
        number,
        "besluit_in_overleg",
        orientatie_uitkomst=outcome,
        orientatie_reden=answers.LONG,
        overleg_datum=today,
        **more,
    )
    region.do(
        number,
        "informeer_indiener",
        indiener_geinformeerd_op=today,
        coordinatieteam_geinformeerd_op=today,
    )
    return number


def nominated(region, number, *, supplies=True):
    """Ask two partners for experts; they supply them or not."""
    region.do(
        number,
        "bepaal_deskundigheid",
        deskundigheden=[{"deskundigheid": "Verkeer"}],
        ontwerp_partners=["gemeente_emmen", "gemeente_coevorden"],
    )
    expert = {"naam": "Otto Otten", "deskundigheid": "Verkeer"}
    for can in (True, supplies):
        given = {"voordracht_deskundigen": [expert]} if can else {"voordracht_reden": "Te druk."}
        region.do(number, "draag_deskundigen_voor", voordracht_levert=can, **given)


def teamed(region, number):
    """Establish the design team and let it begin."""
    region.do(number, "controleer_onverenigbaarheid", onverenigbaarheid="geen")
    begun(region, number)


def begun(region, number):
    """Establish the team, choose the way of working and bring the principles in."""
    member = {"naam": "Otto Otten", "deskundigheid": "Verkeer", "soort_partij": "inwoner"}
    region.do(number, "stel_ontwerpteam_vast", ontwerpteam=[member])
    region.do(number, "kies_werkwijze", werkwijze="project", werkwijze_reden="Vast resultaat.")
    region.do(number, "breng_principes_in", **answers.PRINCIPLES)


def written(region, number):
    """Write the proposal and have it accepted for assessment."""
    region.do(number, "werk_voorstel_uit", **answers.PROPOSAL)
    region.do(number, "controleer_volledigheid", voorstel_volledig=True)
    region.do(
        number, "verklaar_rijp", rijp_toelichting="Alles klopt.", rijp_op=region.clock().date()
    )
    region.do(number, "neem_aan", voorstel_aangenomen=True)


def assessed(region, number):
    """Have three experts assess the proposal, and the chair advise."""
    region.do(number, "controleer_voor_toetsing", toets_volledig=True)
    region.do(number, "stel_beoordelaars_voor", beoordelaars_voorstel=list(ASSESSORS))
    region.do(number, "wijs_beoordelaars_aan", beoordelaars=list(ASSESSORS))
    for name in ASSESSORS:
        region.do(number, "beoordeel_voorstel", who=name, **answers.NO_INTEREST)
    advised(region, number)


def advised(region, number):
    """Let the chair of the expert team advise, and send the advice on."""
    region.do(number, "stel_advies_op", **answers.ADVICE)
    today = region.clock().date()
    region.do(number, "zend_advies", advies_verzonden_op=today, advies_naar_ontwerpteam=True)


def planned(region, number):
    """Put the proposal on the agenda of tomorrow, and wait until then."""
    region.do(
        number,
        "plan_op_agenda",
        vergadering_wijze="vergadering",
        vergadering_datum=region.clock().date() + timedelta(days=1),
        gevraagd_besluit="Stel geld beschikbaar.",
    )
    region.tick(days=1)


def gathered(region, number, *, absent=()):
    """Say who of the steering group is there."""
    region.do(
        number,
        "stel_aanwezigheid_vast",
        besluit_wijze="vergadering",
        aanwezigheid=[
            {"lid": name, "aanwezig": "afwezig" if name in absent else "aanwezig"} for name in BOARD
        ],
        penvoerder_aanwezig=True,
    )


def polled(region, number, *, against=()):
    """Let every member give a position."""
    for name in BOARD:
        if name in against:
            region.do(
                number, "geef_standpunt", who=name, standpunt="blokkade", standpunt_reden="Te duur."
            )
        else:
            region.do(number, "geef_standpunt", who=name, standpunt="akkoord")


def announced(region, number):
    """Give insight in the decision and publish it."""
    today = region.clock().date()
    region.do(number, "geef_inzage", inzage_ontwerpteam_op=today, inzage_indiener_op=today)
    region.do(number, "toets_openbaarheid", openbaarheid="openbaar")
    region.do(number, "publiceer_besluitenlijst", gepubliceerd_op=today)


def proposed(region):
    """Bring an idea as far as the meeting of the steering group."""
    number = explored(region)
    nominated(region, number)
    teamed(region, number)
    written(region, number)
    assessed(region, number)
    planned(region, number)
    return number
