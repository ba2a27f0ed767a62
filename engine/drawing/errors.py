"""Why a diagram cannot be drawn, in sentences a process owner can act on."""

from __future__ import annotations

from engine.errors import EngineError


class DiagramNotDrawn(EngineError):
    """Base of every refusal of this package; catch this one to show a page without a picture."""

    nl = "Dit diagram kan niet worden getekend."
    en = "This diagram cannot be drawn."


class UnreadableDiagram(DiagramNotDrawn):
    nl = "Dit bestand is geen leesbaar BPMN-diagram (regel {line}). Open het in een BPMN-editor."
    en = "This file is not a readable BPMN diagram (line {line}). Open it in a BPMN editor."


class NothingToDraw(DiagramNotDrawn):
    nl = "In dit bestand staat geen proces om te tekenen."
    en = "There is no process in this file to draw."


class UnknownProcess(DiagramNotDrawn):
    nl = "In dit bestand staat geen proces met het id {process_id}."
    en = "There is no process with the id {process_id} in this file."


class DuplicateId(DiagramNotDrawn):
    nl = "Het id {element_id} komt in dit diagram twee keer voor. Geef elk element een eigen id."
    en = "The id {element_id} occurs twice in this diagram. Give each element an id of its own."


class DiagramTooLarge(DiagramNotDrawn):
    nl = (
        "Dit diagram heeft {count} {what_nl}; er worden er hoogstens {most} getekend."
        " Splits het met aanroepactiviteiten."
    )
    en = (
        "This diagram has {count} {what_en}; at most {most} are drawn."
        " Split it with call activities."
    )


class UnusablePosition(DiagramNotDrawn):
    nl = "Van {element_id} is niet te lezen waar het staat. Deel het diagram opnieuw in."
    en = "The position of {element_id} cannot be read. Lay the diagram out anew."


class NoRoom(DiagramNotDrawn):
    nl = "Voor de lijn {element_id} is geen weg gevonden. Teken het diagram zelf."
    en = "No way was found for the line {element_id}. Draw the diagram by hand."
