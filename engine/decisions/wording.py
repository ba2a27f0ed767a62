"""The sentences about what is wrong in a file of decisions."""

from __future__ import annotations

from engine.model import Problem, Severity, Words

_SENTENCES: dict[str, tuple[str, str]] = {
    "too-large": (
        "Het bestand is te groot: hoogstens {megabytes} MB.",
        "The file is too large: at most {megabytes} MB.",
    ),
    "doctype": (
        "Het bestand bevat een DOCTYPE of ENTITY; dat is niet toegestaan.",
        "The file has a DOCTYPE or ENTITY, which is not allowed.",
    ),
    "not-xml": (
        "Het bestand is geen geldige XML: regel {line}, teken {column} klopt niet.",
        "The file is no valid XML: line {line}, character {column} is wrong.",
    ),
    "not-dmn": (
        "Het bestand is geen DMN van versie 1.1 tot en met 1.5.",
        "The file is no DMN of version 1.1 to 1.5.",
    ),
    "too-deep": (
        "De onderdelen van het bestand zitten te diep in elkaar: hoogstens {depth} niveaus.",
        "The parts of the file are nested too deeply: at most {depth} levels.",
    ),
    "too-many-nodes": (
        "Het bestand heeft te veel onderdelen: hoogstens {nodes}.",
        "The file has too many parts: at most {nodes}.",
    ),
    "missing-import": (
        "Het bestand gebruikt '{name}' ({namespace}), maar dat bestand is er niet bij.",
        "The file imports '{name}' ({namespace}), but that file is not there.",
    ),
    "import-not-dmn": (
        "Het bestand gebruikt '{name}' van het soort {kind}; alleen DMN kan worden gebruikt.",
        "The file imports '{name}' of the kind {kind}; only DMN can be used.",
    ),
    "import-cycle": (
        "De bestanden gebruiken elkaar in een kring: {path}.",
        "The files import each other in a circle: {path}.",
    ),
    "cycle": (
        "De beslissingen hangen in een kring van elkaar af: {path}.",
        "The decisions depend on each other in a circle: {path}.",
    ),
    "type-cycle": (
        "Het type {name} verwijst in een kring naar zichzelf.",
        "The type {name} refers to itself in a circle.",
    ),
    "unknown-type": ("Het type {name} bestaat niet.", "The type {name} does not exist."),
    "unknown-reference": (
        "Er is geen element met de id {reference}.",
        "There is no element with the id {reference}.",
    ),
    "same-name": (
        "De naam '{name}' komt meer dan eens voor.",
        "The name '{name}' occurs more than once.",
    ),
    "same-id": (
        "De id {id} komt meer dan eens voor.",
        "The id {id} occurs more than once.",
    ),
    "no-logic": (
        "De beslissing heeft geen tabel of expressie.",
        "The decision has no table or expression.",
    ),
    "unknown-hit-policy": (
        "De trefregel '{policy}' (hit policy) bestaat niet.",
        "The hit policy '{policy}' does not exist.",
    ),
    "unknown-aggregation": (
        "De optelling '{aggregation}' (aggregation) bestaat niet.",
        "The aggregation '{aggregation}' does not exist.",
    ),
    "aggregation-of-many": (
        "{aggregation} kan niet over meer dan een uitkomstkolom.",
        "{aggregation} cannot be taken over more than one output column.",
    ),
    "no-output-values": (
        "De trefregel {policy} heeft een lijst van uitkomstwaarden in volgorde nodig.",
        "The hit policy {policy} needs a list of output values in order.",
    ),
    "output-without-name": (
        "Bij meer dan een uitkomstkolom heeft elke kolom een naam nodig.",
        "With more than one output column every column needs a name.",
    ),
    "cells": (
        "Regel {rule} heeft {found} cellen, maar de tabel heeft {expected} kolommen.",
        "Rule {rule} has {found} cells, but the table has {expected} columns.",
    ),
    "row-cells": (
        "Rij {row} van de relatie heeft {found} cellen, maar er zijn {expected} kolommen.",
        "Row {row} of the relation has {found} cells, but there are {expected} columns.",
    ),
    "empty-cell": (
        "De cel in regel {rule}, kolom '{column}' is leeg; schrijf - als alles mag.",
        "The cell in rule {rule}, column '{column}' is empty; write - if anything will do.",
    ),
    "empty-output": (
        "De cel in regel {rule}, uitkomst '{column}' is leeg; schrijf null als er niets is.",
        "The cell in rule {rule}, output '{column}' is empty; write null if there is nothing.",
    ),
    "empty-expression": ("De expressie is leeg.", "The expression is empty."),
    "syntax": ("In {where}: {reason_nl}", "In {where_en}: {reason_en}"),
    "unknown-name": (
        "In {where}, regel {line}, positie {column}: {said}",
        "In {where_en}, line {line}, column {column}: {said_en}",
    ),
    "always-null": (
        "In {where}, regel {line}, positie {column}: {said}",
        "In {where_en}, line {line}, column {column}: {said_en}",
    ),
    "never-equal": (
        "In {where}: {given} is nooit gelijk aan een waarde van het type {wanted}.",
        "In {where_en}: {given} never equals a value of the type {wanted}.",
    ),
    "never-matches": (
        "Regel {rule} kan nooit gelden: {cell} laat in kolom '{column}' geen mogelijke waarde toe.",
        "Rule {rule} can never match: {cell} admits no possible value of column '{column}'.",
    ),
    "wrong-type": (
        "In {where}: dit geeft {given}, maar de kolom heeft het type {wanted}.",
        "In {where_en}: this gives {given}, but the column has the type {wanted}.",
    ),
    "wrong-invocation": (
        "In de aanroep: {said}",
        "In the invocation: {said_en}",
    ),
    "wrong-outcome": (
        "In {where}: dit geeft {given}, maar de uitkomst heeft het type {wanted}.",
        "In {where_en}: this gives {given}, but the outcome has the type {wanted}.",
    ),
    "never-allowed": (
        "In regel {rule}: {cell} staat niet bij de toegestane waarden van uitkomst '{column}'.",
        "In rule {rule}: {cell} is not among the allowed values of output '{column}'.",
    ),
    "language": (
        "De taal {language} wordt niet uitgevoerd; alleen FEEL.",
        "The language {language} is not executed; only FEEL is.",
    ),
    "external": (
        "Functies in {kind} worden niet uitgevoerd; alleen FEEL.",
        "Functions in {kind} are not executed; only FEEL is.",
    ),
    "overlap": (
        "Bij UNIQUE mag hoogstens één regel gelden, maar {first} en {second} bij {example}.",
        "Under UNIQUE at most one rule may match, but {first} and {second} do for {example_en}.",
    ),
    "overlap-of-any": (
        "Bij ANY moeten {first} en {second} hetzelfde zeggen, want beide gelden bij {example}.",
        "Under ANY {first} and {second} must agree, as both match for {example_en}.",
    ),
    "too-large-to-judge": (
        "De tabel is te groot om te zoeken naar gevallen zonder regel of met meer regels.",
        "The table is too large to look for cases without a rule or with several.",
    ),
    "gap": (
        "Geen enkele regel geldt bijvoorbeeld bij {example}.",
        "No rule matches, for example, {example_en}.",
    ),
}


def problem(code: str, element: tuple[str, str] = ("", ""), **facts: object) -> Problem:
    """Make a problem from its code, the id and name of its element, and the values it tells."""
    nl, en = _SENTENCES[code]
    words = Words(nl.format(**facts), en.format(**facts))
    severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
    return Problem(code, words, element[0] or None, element[1] or None, severity)


#: What is told and does not stop deployment.
_WARNINGS = frozenset(["unknown-name", "no-logic", "gap", "overlap-of-any", "too-large-to-judge"])
