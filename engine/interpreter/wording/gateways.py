"""What can be wrong with gateways: those on events, and the direction they say they have."""

from __future__ import annotations

SENTENCES = {
    "direction-converging": (
        (
            "Deze gateway heet samenvoegend (gatewayDirection Converging), maar er gaan {leaving} "
            "pijlen uit. De pijlen tellen. Splits in een tweede gateway, of maak er Mixed van."
        ),
        (
            "This gateway is called converging (gatewayDirection Converging), but {leaving} flows "
            "leave it. The flows count. Split in a second gateway, or make it Mixed."
        ),
    ),
    "direction-diverging": (
        (
            "Deze gateway heet splitsend (gatewayDirection Diverging), maar er komen {arriving} "
            "pijlen in. De pijlen tellen. Voeg samen in een gateway ervoor, of maak er Mixed van."
        ),
        (
            "This gateway is called diverging (gatewayDirection Diverging), but {arriving} flows "
            "enter it. The flows count. Join in a gateway before it, or make it Mixed."
        ),
    ),
    "direction-mixed": (
        (
            "Deze gateway heet samenvoegend én splitsend (gatewayDirection Mixed), maar het aantal "
            "pijlen erin is {arriving} en eruit {leaving}. De pijlen tellen. Teken de pijlen die "
            "ontbreken, of maak er Converging of Diverging van."
        ),
        (
            "This gateway is called converging and diverging (gatewayDirection Mixed), but the "
            "number of flows in is {arriving} and out {leaving}. The flows count. Draw the flows "
            "that are missing, or make it Converging or Diverging."
        ),
    ),
    "direction-unknown": (
        (
            "De richting '{direction}' (gatewayDirection) bestaat niet; de pijlen tellen. Kies "
            "uit: {known}, of laat het weg."
        ),
        (
            "There is no direction '{direction}' (gatewayDirection); the flows count. Choose from: "
            "{known}, or leave it out."
        ),
    ),
    "behind-event-gateway": (
        "Achter een gateway op gebeurtenissen staat {other}, dat niet op een gebeurtenis wacht.",
        "Behind an event-based gateway stands {other}, which does not wait for an event.",
    ),
    "event-gateway-shared": (
        "Naar {other} gaat nog een andere pijl. Achter een gateway op gebeurtenissen mag dat niet.",
        "Another flow leads to {other}. Behind an event-based gateway that is not allowed.",
    ),
    "event-gateway-boundary": (
        "{other} achter een gateway op gebeurtenissen kan geen randgebeurtenis of lus hebben.",
        "{other} behind an event-based gateway cannot have a boundary event or a loop.",
    ),
    "event-gateway-start": (
        (
            "Een proces begint niet met een gateway waarachter een tijd of voorwaarde staat "
            "({other}). Gebruik voor een tijd een startgebeurtenis."
        ),
        (
            "A process does not start with a gateway behind which a time or a condition stands "
            "({other}). Use a start event for a time."
        ),
    ),
    "event-gateway-none": (
        "Achter deze gateway op gebeurtenissen staat geen gebeurtenis, dus het proces staat stil.",
        "No event stands behind this event-based gateway, so the process stops here.",
    ),
    "event-gateway-one": (
        "Achter deze gateway op gebeurtenissen staat maar één gebeurtenis. Zet er meer, of geen.",
        "Only one event stands behind this event-based gateway. Add more, or leave it out.",
    ),
    "event-gateway-all": (
        (
            "Alleen een gateway op gebeurtenissen die het proces start, wacht op alle "
            "gebeurtenissen (Parallel). Gebruik hier een parallelle gateway."
        ),
        (
            "Only an event-based gateway that starts the process waits for all events (Parallel). "
            "Use a parallel gateway here."
        ),
    ),
    "event-gateway-signal": (
        (
            "Een signaal ({other}) hoort niet bij één zaak, dus een proces dat op alle "
            "gebeurtenissen wacht, zou er nog eens mee starten. Gebruik een bericht."
        ),
        (
            "A signal ({other}) belongs to no case, so a process that waits for all events would "
            "start with it once more. Use a message."
        ),
    ),
    "event-gateway-mixed": (
        (
            "Achter een gateway op gebeurtenissen staan een ontvangsttaak en een "
            "berichtgebeurtenis naast elkaar. BPMN laat dat niet toe: kies voor allemaal hetzelfde."
        ),
        (
            "A receive task and a message event stand side by side behind an event-based gateway. "
            "BPMN does not allow that: choose the same for all of them."
        ),
    ),
}
