"""What can be wrong with data that goes in and out of elements."""

from __future__ import annotations

SENTENCES = {
    "unknown-data": (
        "De gegevens '{ref}' bestaan niet. Verbind de lijn met een data-object.",
        "The data '{ref}' do not exist. Connect the line to a data object.",
    ),
    "data-store": (
        (
            "De gegevensopslag '{store}' is alleen getekend: er wordt niets uit gelezen en niets "
            "in geschreven. Gebruik een data-object, of een dienst."
        ),
        (
            "The data store '{store}' is only drawn: nothing is read from it and nothing is "
            "written to it. Use a data object, or a service."
        ),
    ),
    "data-without-target": (
        "Een lijn met gegevens gaat nergens naartoe. Verbind haar met een data-object.",
        "A line with data leads nowhere. Connect it to a data object.",
    ),
    "data-from-many": (
        (
            "Een lijn komt van meer dan één stuk gegevens. "
            "Schrijf in FEEL (transformation) wat eruit komt."
        ),
        (
            "A line comes from more than one piece of data. "
            "Write in FEEL (transformation) what it gives."
        ),
    ),
    "data-in-two-ways": (
        "Een lijn heeft een transformation en een assignment. Laat er één over.",
        "A line has a transformation and an assignment. Keep one.",
    ),
    "data-assignment": (
        "Een toewijzing (assignment) heeft een from in FEEL en een to met een naam, niet '{to}'.",
        "An assignment has a from in FEEL and a to with a name, not '{to}'.",
    ),
}
