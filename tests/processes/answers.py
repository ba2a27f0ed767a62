"""Answers that people give in the stories: right, and as short as the forms allow."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

LONG = "Dit is een toelichting van meer dan tweehonderd tekens. " * 5

IDEA = {
    "titel": "Fietspad tussen Emmen en Coevorden",
    "omschrijving": LONG,
    "verandering_inwoners": "Inwoners fietsen veilig naar school en werk.",
    "programmalijnen": ["aantrekkelijke_regio"],
    "indiener_naam": "Noor Nijland",
    "indiener_email": "noor@voorbeeld.nl",
    "indiener_soort": "inwoner",
    "privacy_akkoord": True,
}

REGISTERED = {
    "idee_dubbel": "nee",
    "programmalijnen": ["aantrekkelijke_regio"],
    "opgaven": ["voorzieningen"],
    "idee_duidelijk": True,
}

TALK = {
    "gesprek_datum": date(2026, 1, 12),
    "gesprek_verslag": "Goed gesprek.",
    "bijdrage_hoofddoel_1": "groot",
    "bijdrage_hoofddoel_1_toelichting": LONG,
    "bijdrage_hoofddoel_2": "geen",
    "din_subdoelen": ["AR1"],
    "regionaal_belang": True,
    "regionaal_belang_toelichting": "Het pad loopt door twee gemeenten.",
}

LOCAL = TALK | {"regionaal_belang": False}

REPORT = {
    "orientatieverslag": LONG,
    "regulier_lijnwerk": False,
    "loopt_elders": False,
    "doel_soort": "vast_resultaat",
    "meer_jaren": False,
    "budget_en_periode_vast": True,
    "aanname_onzeker": False,
}

ELSEWHERE = {
    "loopt_elders": True,
    "loopt_elders_toelichting": "Bij de Fietsersbond.",
    "elders_stand": "in_uitvoering",
    "partner_deskundig": True,
}

#: what makes the table of the exploration advise an outcome
REPORTS = {
    "uitwerken": REPORT,
    "alliantie": REPORT | ELSEWHERE | {"programma_bepaalt_resultaat": False},
    "in_opdracht": REPORT | ELSEWHERE | {"programma_bepaalt_resultaat": True},
    "doorverwezen": REPORT | {"regulier_lijnwerk": True},
    "niet_verder": REPORT,
}

PROPOSAL = {
    "huidige_situatie": "Er is geen pad.",
    "verandering": "Er komt een pad.",
    "samenwerkingsvormen": "Samen met de gemeenten.",
    "bevindingen_vorige_deal": "n.v.t.",
    "landelijke_doelen": "Meer mensen op de fiets.",
    "uitvoerders": "Gemeente Emmen",
    "resultaten": [{"naam": "Pad", "datum": date(2026, 12, 1), "meetwijze": "Het ligt er."}],
    "din_bijdragen": [{"subdoel": "AR1", "onderbouwing": LONG}],
    "planning_start": date(2026, 6, 1),
    "planning_eind": date(2027, 6, 1),
    "begroting": [
        {
            "soort": "Aanleg",
            "bedrag": Decimal(200000),
            "jaar": Decimal(2026),
            "programmalijn": "aantrekkelijke_regio",
        }
    ],
    "gevraagde_bijdrage": Decimal(100000),
    "cofinanciering": [
        {"bron": "Gemeente Emmen", "bedrag": Decimal(100000), "status": "toegezegd"}
    ],
    "andere_bronnen": [{"bron": "EFRO", "uitkomst": "Niet mogelijk."}],
    "staatssteun_mogelijk": False,
    "borging_nodig": True,
    "borging": "De gemeente onderhoudt het pad.",
    **{f"voorstel_principe_{n}": "Past hierbij." for n in range(1, 6)},
}

PRINCIPLES = {
    **{f"inbreng_principe_{n}": "Besproken." for n in range(1, 6)},
    "inbreng_criteria": "Let op de cofinanciering.",
}

ALLIANCE = {
    "alliantie_partij": "Fietsersbond",
    "alliantie_doelen_passen": True,
    "alliantie_vorm": "alliantie_met_subsidie",
    "alliantie_doel": "Een veilig pad.",
    "alliantie_activiteiten": "Aanleggen.",
    "alliantie_start": date(2026, 6, 1),
    "alliantie_eind": date(2027, 6, 1),
    "gevraagde_bijdrage": Decimal(100000),
    "alliantie_bijdragen": "Kennis en geld.",
    "alliantie_afspraken": "Elk kwartaal een gesprek.",
}

NO_INTEREST = {
    "belang": False,
    **{f"{code}_te_beoordelen": True for code in ("k1", "k2", "k3", "h1", "h2")},
    **{f"{code}_score": Decimal(3) for code in ("k1", "k2", "k3", "h1", "h2")},
    **{f"{code}_toelichting": LONG for code in ("k1", "k2", "k3", "h1", "h2", "k4", "k5")},
    "k4_elders": False,
    "k5_cofinanciering": "ja",
    **{f"p{n}_oordeel": "voldoet" for n in range(1, 6)},
}

ADVICE = {
    "advies": "positief",
    **{f"advies_{code}": "Goed." for code in ("k1", "k2", "k3", "k4", "k5", "h1", "h2")},
    "advies_datum": date(2026, 3, 1),
    "advies_voorzitter": "vera",
}

APPROVED = {
    "besluit": "goedgekeurd",
    "besluit_motivering": LONG,
    "advies_gevolgd": True,
    "besluit_bedrag": Decimal(80000),
    "besluit_programmalijn": "aantrekkelijke_regio",
    "besluit_openbaar": True,
}

SENT_BACK = {
    "besluit": "teruggestuurd",
    "besluit_motivering": LONG,
    "advies_gevolgd": False,
    "advies_niet_gevolgd_motivering": "De stuurgroep wil eerst een beter plan.",
    "besluit_programmalijn": "aantrekkelijke_regio",
    "terugstuurpunten": ["Maak de begroting kleiner."],
    "besluit_openbaar": True,
}

REJECTED = {
    "besluit": "afgewezen",
    "besluit_motivering": LONG,
    "advies_gevolgd": True,
    "besluit_programmalijn": "aantrekkelijke_regio",
    "besluit_openbaar": True,
}

ESCALATION = {
    "escalatie_omschrijving": "De leden worden het niet eens.",
    "escalatie_geprobeerd": "Twee rondes.",
    "escalatie_gevraagd": "Een uitweg.",
    "escalatie_vertrouwelijk": False,
}

NO_CONSENSUS = ESCALATION | {
    "escalatie_code": "geen_consensus",
    "escalatie_rondes": Decimal(2),
}

NO_CAPACITY = ESCALATION | {
    "escalatie_code": "geen_capaciteit",
    "escalatie_werkdagen": Decimal(11),
}

OBJECTION = {
    "bezwaarmaker_naam": "Piet Pol",
    "bezwaarmaker_adres": "Dorpsstraat 1, 7800 AA Emmen",
    "bezwaar_gemachtigde": False,
    "besluit_kenmerk": "2026-017",
    "besluit_datum": date(2026, 3, 2),
    "gronden_volgen": False,
    "gronden": ["Het advies van de experts klopt niet.", "Ik ben niet gehoord."],
    "bezwaar_ondertekend": True,
}

RECEIVED = {
    "ontvangstwijze": "portaal",
    "bezwaar_ontvangen_op": date(2026, 4, 1),
    "bezwaar_juist_orgaan": True,
    "bekendmaking": date(2026, 3, 2),
}

ADMISSIBLE = {
    "is_besluit": True,
    "is_belanghebbende": True,
    "is_bevoegd": True,
    "vereiste_naam_adres": True,
    "vereiste_dagtekening": True,
    "vereiste_omschrijving": True,
    "vereiste_gronden": True,
    "vereiste_ondertekening": True,
    "gronden": OBJECTION["gronden"],
    "ontvankelijkheid": "ontvankelijk",
}

HEARING = {
    "hoor_datum": date(2026, 5, 12),
    "hoor_plaats": "Assen",
    "hoor_aanwezigen": ["Piet Pol"],
    "hoor_gehoord": True,
    "hoor_verslag": "De partijen zijn gehoord.",
    "hoor_nieuwe_feiten": False,
}

COMMITTEE = {
    "advies_gronden": [
        {
            "grond_omschrijving": "Advies",
            "soort": "inhoud",
            "overweging": "Het klopt.",
            "oordeel": "ongegrond",
        }
    ],
    "commissie_advies": "ongegrond",
    "commissie_kosten": False,
    "commissie_leden": ["Bea", "Bram", "Brit"],
    "commissie_voorzitter": "Bea",
    "commissie_datum": date(2026, 5, 20),
}

DECISION = {
    "bezwaar_dictum": "ongegrond",
    "bezwaar_heroverweging": "Alles is opnieuw bekeken.",
    "commissie_gevolgd": True,
    "rechtsmiddelenclausule": True,
    "beslissing_ondertekenaar": "G. Deputeerde",
    "beslissing_namens": "Gedeputeerde Staten van Drenthe",
}
