"""What can be wrong with the file as a whole."""

from __future__ import annotations

SENTENCES = {
    "too-large": (
        "Het bestand is groter dan {megabytes} MB. Splits het proces op.",
        "The file is larger than {megabytes} MB. Split the process up.",
    ),
    "doctype": (
        "Het bestand bevat een DOCTYPE of ENTITY. Haal die weg.",
        "The file holds a DOCTYPE or ENTITY. Remove it.",
    ),
    "not-xml": (
        "Het bestand is geen leesbare XML: regel {line}, teken {column} klopt niet.",
        "The file is not readable XML: line {line}, character {column} is wrong.",
    ),
    "not-bpmn": (
        "Het bestand is geen BPMN 2.0. Sla de tekening op als BPMN.",
        "The file is not BPMN 2.0. Save the diagram as BPMN.",
    ),
    "too-deep": (
        "De XML is dieper genest dan {depth} niveaus.",
        "The XML is nested deeper than {depth} levels.",
    ),
    "too-many-elements": (
        "De tekening heeft meer dan {elements} onderdelen. Splits het proces op.",
        "The diagram has more than {elements} parts. Split the process up.",
    ),
    "no-process": (
        "Er is geen proces met iets om uit te voeren.",
        "There is no process with anything to execute.",
    ),
    "unknown-process": (
        "Het proces {process} staat niet in deze tekening.",
        "The process {process} is not in this diagram.",
    ),
    "not-made-out": (
        "Het proces {process} is niet te lezen. {nl}",
        "The process {process} cannot be made out. {en}",
    ),
    "no-id": (
        "Een onderdeel ({kind}) heeft geen id. Geef het er een.",
        "A part ({kind}) has no id. Give it one.",
    ),
    "id-characters": (
        "De id '{id}' bevat een spatie, #, / of :. Gebruik letters, cijfers en _.",
        "The id '{id}' holds a space, #, / or :. Use letters, digits and _.",
    ),
    "not-yes-or-no": (
        "'{value}' bij {name} is geen ja of nee. Schrijf true of false.",
        "'{value}' for {name} is neither yes nor no. Write true or false.",
    ),
    "refers-to-nothing": (
        "De verwijzing '{ref}' ({kind}) wijst nergens naar. Verbeter haar of haal haar weg.",
        "The reference '{ref}' ({kind}) points to nothing. Correct it or remove it.",
    ),
    "nameless": (
        "Dit heeft geen naam, dus telt overal de id '{ref}'. Geef het een naam.",
        "This has no name, so its id '{ref}' counts everywhere. Give it a name.",
    ),
    "import-not-read": (
        (
            "Het bestand verwijst naar '{file}', dat niet gelezen wordt. "
            "Zet wat het proces daaruit nodig heeft in dit bestand."
        ),
        (
            "The file refers to '{file}', which is not read. "
            "Put what the process needs of it in this file."
        ),
    ),
    "must-understand": (
        (
            "Het bestand eist dat de uitbreiding '{name}' begrepen wordt (mustUnderstand), en die "
            "is hier onbekend. Haal de eis weg als het zonder kan."
        ),
        (
            "The file demands that the extension '{name}' is understood (mustUnderstand), and it "
            "is unknown here. Remove the demand if it can do without."
        ),
    ),
    "id-twice": (
        "De id {id} komt twee keer voor. Geef elk onderdeel een eigen id.",
        "The id {id} is used twice. Give every part an id of its own.",
    ),
}
