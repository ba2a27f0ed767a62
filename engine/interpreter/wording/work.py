"""What is not executed, and what can be wrong with work, expressions and our vocabulary."""

from __future__ import annotations

SENTENCES = {
    "without-service": (
        "Zeg welke dienst dit werk doet (regie:service), of maak er een gebruikerstaak van.",
        "Say which service does this work (regie:service), or make it a user task.",
    ),
    "without-decision": (
        "Deze beslisregeltaak noemt geen beslissing. Zet de id van een DMN-beslissing erbij.",
        "This business rule task names no decision. Give it the id of a DMN decision.",
    ),
    "without-result": (
        "Geef aan in welke variabele de uitkomst komt (regie:result).",
        "Say which variable gets the outcome (regie:result).",
    ),
    "unknown-decision": (
        "De beslissing '{decision}' bestaat niet.{hint_nl}",
        "The decision '{decision}' does not exist.{hint_en}",
    ),
    "not-a-mapping": (
        "regie:{name} moet een FEEL-context zijn, zoals {{bedrag: gevraagd bedrag}}.",
        "regie:{name} must be a FEEL context, such as {{bedrag: gevraagd bedrag}}.",
    ),
    "not-executed": (
        "Een onderdeel van het soort {kind} wordt niet uitgevoerd. Teken het anders.",
        "A part of the kind {kind} is not executed. Draw it in another way.",
    ),
    "property-of-event": (
        "Een gebeurtenis heeft geen eigen variabelen. Zet {name} op het proces of het subproces.",
        "An event has no variables of its own. Put {name} on the process or the sub-process.",
    ),
    "performer": (
        "Wie het doet, staat in de baan of in regie:assignee. Haal {kind} weg.",
        "Who does it follows from the lane or from regie:assignee. Remove {kind}.",
    ),
    "nested-too-deep": (
        "Subprocessen zitten meer dan {depth} keer in elkaar.",
        "Sub-processes are nested more than {depth} times.",
    ),
    "script-format": (
        "Het script is in {format} geschreven. Alleen FEEL wordt uitgevoerd.",
        "The script is written in {format}. Only FEEL is executed.",
    ),
    "script-empty": (
        "Deze scripttaak heeft geen script, dus hier gebeurt niets. Schrijf het of haal haar weg.",
        "This script task has no script, so nothing happens here. Write it or remove the task.",
    ),
    "script-declares": (
        (
            "Het script schrijft in een variabele die '{name}' heet. "
            "Laat '{word}' weg: een variabele hoeft niet aangekondigd te worden."
        ),
        (
            "The script writes a variable that is called '{name}'. "
            "Leave out '{word}': a variable need not be declared."
        ),
    ),
    "transaction-method": (
        (
            "De methode {method} van deze transactie wordt niet uitgevoerd: annuleren maakt "
            "ongedaan met compensatie. Teken daarvoor wat ongedaan maakt, of haal de methode weg."
        ),
        (
            "The method {method} of this transaction is not executed: cancelling undoes by "
            "compensation. Draw what undoes, or remove the method."
        ),
    ),
    "expression-language": (
        "Deze expressie is in {language} geschreven. Alleen FEEL wordt uitgevoerd.",
        "This expression is written in {language}. Only FEEL is executed.",
    ),
    "other-language": (
        "Het bestand noemt {language} als taal van expressies. Ze worden als FEEL gelezen.",
        "The file names {language} as the language of expressions. They are read as FEEL.",
    ),
    "expression": (
        "De expressie '{text}' is geen FEEL. {reason_nl}",
        "The expression '{text}' is not FEEL. {reason_en}",
    ),
    "not-a-time": (
        "'{text}' is geen tijd in ISO 8601. Schrijf P2W, R3/P1D of @\"2026-03-01\".",
        "'{text}' is no time in ISO 8601. Write P2W, R3/P1D or @\"2026-03-01\".",
    ),
    "time-backwards": (
        "De duur in '{text}' is negatief: dat moment is er nooit. Schrijf een duur zonder min.",
        "The duration in '{text}' is negative: there is no such moment. Write it without a minus.",
    ),
    "time-until": (
        (
            "De herhaling '{text}' noemt haar einde. Schrijf hoe vaak en hoeveel tijd ertussen "
            "zit: R3/PT1H, of met een begin R3/2026-03-01T09:00/PT1H."
        ),
        (
            "The repetition '{text}' names its end. Write how often and how much time lies "
            "between: R3/PT1H, or with a beginning R3/2026-03-01T09:00/PT1H."
        ),
    ),
    "time-never": (
        "'{text}' zegt nul keer. Schrijf R3/P1D voor drie keer, of R/P1D voor steeds weer.",
        "'{text}' says zero times. Write R3/P1D for three times, or R/P1D for again and again.",
    ),
    "unknown-function": (
        "De expressie '{text}' roept de onbekende functie {name} aan.",
        "The expression '{text}' calls the unknown function {name}.",
    ),
    "not-a-number": (
        "{name} moet een heel getal van {least} of meer zijn.",
        "{name} must be a whole number of {least} or more.",
    ),
    "number-too-large": (
        "{name} mag hoogstens {most} zijn. Verlaag het aantal.",
        "{name} may be {most} at most. Lower it.",
    ),
    "number-beyond-all": (
        "{name} mag hoogstens {most} zijn. Verlaag het aantal.",
        "{name} may be {most} at most. Lower it.",
    ),
    # activities that happen more than once
    "loop-without-end": (
        "Deze herhaling heeft geen voorwaarde en geen maximum. Geef een van beide.",
        "This loop has no condition and no maximum. Give either.",
    ),
    "loop-never-ends": (
        (
            "De voorwaarde '{text}' geldt altijd, dus deze herhaling houdt uit zichzelf nooit op. "
            "Laat haar naar een variabele kijken, of geef een maximum (loopMaximum)."
        ),
        (
            "The condition '{text}' always holds, so this loop never ends by itself. "
            "Let it look at a variable, or give a maximum (loopMaximum)."
        ),
    ),
    "many-without-count": (
        "Geef aan hoe vaak dit gebeurt: een aantal of een lijst.",
        "Say how often this happens: a count or a list.",
    ),
    "never-a-count": (
        "Het aantal keer moet een heel getal van 0 of meer zijn, maar is '{text}'.",
        "The number of times must be a whole number of 0 or more, but is '{text}'.",
    ),
    "many-with-both": (
        "Geef een aantal of een lijst, niet allebei.",
        "Give a count or a list, not both.",
    ),
    "output-without-item": (
        (
            "Er is een lijst voor de uitkomsten, maar niet wat elke keer de uitkomst is "
            "(outputDataItem)."
        ),
        "There is a list for the results, but not what the result is each time (outputDataItem).",
    ),
    "item-without-list": (
        "Er is een naam voor elk onderdeel, maar geen lijst ({list}).",
        "There is a name for each item, but no list ({list}).",
    ),
    "loop-and-many": (
        "Een activiteit is een herhaling of gebeurt voor een lijst, niet allebei.",
        "An activity is a loop or happens for a list, not both.",
    ),
    "behavior-without-event": (
        "Bij het gedrag {behavior} hoort een gebeurtenis. Kies die.",
        "The behaviour {behavior} needs an event. Choose it.",
    ),
    "behavior-event": (
        (
            "Wat elke keer gemeld wordt ({kind}), is geen bestaand bericht, signaal, escalatie of "
            "fout. Kies er een."
        ),
        (
            "What is told each time ({kind}) is no existing message, signal, escalation or error. "
            "Choose one."
        ),
    ),
    "numbers-in-item": (
        (
            "Een enkel onderdeel kent {names} niet: dat is er leeg. Alleen de voorwaarden van de "
            "herhaling zelf (completionCondition) kennen het. Tel de lijst, of gebruik loopCounter."
        ),
        (
            "A single item does not know {names}: it is empty there. Only the conditions of the "
            "repetition itself (completionCondition) know it. Count the list, or use loopCounter."
        ),
    ),
    "shared-counter": (
        (
            "Deze stappen lopen tegelijk en schrijven allemaal in '{name}'. "
            "Maak er een eigen variabele (data-object) van het subproces van."
        ),
        (
            "These run at the same time and all write '{name}'. "
            "Make it a variable (data object) of the sub-process."
        ),
    ),
    # called processes, messages, people
    "calls-nothing": (
        "Kies welk proces wordt aangeroepen (calledElement).",
        "Choose which process is called (calledElement).",
    ),
    "calls-itself": (
        (
            "Dit proces roept zichzelf hier aan voordat iemand iets doet of kiest, dus het houdt "
            "niet op en wordt een storing. Zet er een taak, een keuze of een wachttijd voor."
        ),
        (
            "This process calls itself here before anybody does or decides anything, so it never "
            "ends and becomes an incident. Put a task, a choice or a wait before it."
        ),
    ),
    "unknown-activity": (
        "De activiteit '{ref}' die ongedaan gemaakt moet worden, bestaat niet.",
        "The activity '{ref}' that must be undone does not exist.",
    ),
    "activity-elsewhere": (
        (
            "De activiteit '{ref}' staat in een ander (sub)proces. "
            "Maak het subproces als geheel ongedaan, of zet de gebeurtenis erin."
        ),
        (
            "The activity '{ref}' is in another (sub-)process. "
            "Undo the sub-process as a whole, or put the event in it."
        ),
    ),
    "plain-task": (
        "Dit is een taak zonder soort: ze wacht op een mens. Maak er een gebruikerstaak van.",
        "This is a task without a kind: it waits for a person. Make it a user task.",
    ),
    "no-lane": (
        (
            "Deze taak ligt niet in een baan en heeft geen regie:assignee: niemand krijgt haar. "
            "Leg haar in een baan."
        ),
        ("This task is not in a lane and has no regie:assignee: nobody gets it. Put it in a lane."),
    ),
    "no-assignee": (
        (
            "Deze globale taak heeft geen regie:assignee, en in een baan kan zij niet liggen: "
            "niemand krijgt haar. Zeg met regie:assignee wie haar krijgt, of teken haar als taak "
            "in een baan van het proces dat haar aanroept."
        ),
        (
            "This global task has no regie:assignee, and cannot be in a lane: nobody gets it. "
            "Say by regie:assignee who gets it, or draw it as a task in a lane of the process "
            "that calls it."
        ),
    ),
    "no-form": (
        (
            "Deze gebruikerstaak heeft geen formulier: er is niets in te vullen. "
            "Kies er een (regie:form), of maak er een handmatige taak van."
        ),
        (
            "This user task has no form: there is nothing to fill in. "
            "Choose one (regie:form), or make it a manual task."
        ),
    ),
    # our vocabulary
    "unknown-attribute": (
        "Het kenmerk regie:{name} bestaat niet (op dit soort onderdeel).",
        "The attribute regie:{name} does not exist (on this kind of element).",
    ),
    "unknown-element": (
        "Het element regie:{name} bestaat niet. Regie gebruikt alleen kenmerken.",
        "The element regie:{name} does not exist. Regie uses attributes only.",
    ),
    "unknown-form": (
        "Het formulier '{form}' bestaat niet.",
        "The form '{form}' does not exist.",
    ),
    "not-a-name": (
        "'{name}' in regie:{attribute} is geen naam van een variabele.",
        "'{name}' in regie:{attribute} is not the name of a variable.",
    ),
    "foreign-mapping": (
        (
            "{name} van een andere leverancier verandert gegevens. Dat wordt hier niet uitgevoerd. "
            "Gebruik regie:inputs, regie:outputs of een scripttaak."
        ),
        (
            "{name} of another vendor changes data, but is not executed here. "
            "Use regie:inputs, regie:outputs or a script task."
        ),
    ),
    "foreign": (
        (
            "Kenmerken van andere leveranciers blijven in het bestand staan, "
            "maar doen hier niets: {names}."
        ),
        "Attributes of other vendors stay in the file, but do nothing here: {names}.",
    ),
}
