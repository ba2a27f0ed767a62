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
    "unknown-in-set": (
        (
            "Een {set} noemt '{ref}', maar zo'n {kind} staat er niet bij. "
            "Noem een bestaande, of haal de verwijzing weg."
        ),
        (
            "One {set} names '{ref}', but there is no such {kind} beside it. "
            "Name one that is there, or remove the reference."
        ),
    ),
    "several-sets": (
        (
            "Hier staat meer dan één {kind} ({names}). Tussen sets wordt niet gekozen: alle "
            "gegevens gaan zoals hun lijnen zeggen, ook wat leeg is. Laat één set over."
        ),
        (
            "There is more than one {kind} here ({names}). No choice is made between sets: all "
            "data go as their lines say, also what is empty. Keep one set."
        ),
    ),
    "given-back-by-items": (
        (
            "Wat hier tegelijk wordt aangeroepen, schrijft allemaal in '{name}', elk in een eigen "
            "kopie. Wie het laatst klaar is, schrijft over wat de andere gaven. Geef per onderdeel "
            "een uitkomst (regie:outputs met outputDataItem), of roep ze een voor een aan."
        ),
        (
            "What is called here at the same time all writes '{name}', each in a copy of its own. "
            "Who is done last overwrites what the others gave. Give a result for each item "
            "(regie:outputs with outputDataItem), or call them one by one."
        ),
    ),
    "given-back-beside": (
        (
            "Terwijl deze aanroep loopt, kan ook {others} in '{name}' schrijven. De aanroep heeft "
            "een eigen kopie, en die overschrijft dat als hij klaar is. Laat ze na elkaar gaan, "
            "of laat regie:outputs iets met een andere naam teruggeven."
        ),
        (
            "While this call runs, {others} may write '{name}' too. The call has a copy of its "
            "own, and overwrites that when it is done. Let one come after the other, or let "
            "regie:outputs give back something by another name."
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
