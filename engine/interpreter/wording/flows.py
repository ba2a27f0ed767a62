"""What can be wrong with flows, gateways and the ways in and out of a process."""

from __future__ import annotations

SENTENCES = {
    "flow-ends": (
        "Een pijl begint of eindigt bij '{ref}', dat niet in hetzelfde (sub)proces staat.",
        "A flow starts or ends at '{ref}', which is not in the same (sub-)process.",
    ),
    "flow-out-of-end": (
        "Uit een eindgebeurtenis mag geen pijl komen.",
        "No flow may leave an end event.",
    ),
    "flow-into-start": (
        "Naar een start- of randgebeurtenis mag geen pijl gaan.",
        "No flow may enter a start or boundary event.",
    ),
    "default-elsewhere": (
        "De standaardpijl {flow} vertrekt niet van dit onderdeel.",
        "The default flow {flow} does not leave this element.",
    ),
    "flow-without-condition": (
        "De pijl {flow} heeft geen voorwaarde en is niet de standaardpijl. Geef een van beide.",
        "The flow {flow} has no condition and is not the default flow. Give it either.",
    ),
    "condition-does-not-count": (
        "De voorwaarde op de pijl {flow} telt niet: hierachter gaan alle pijlen door.",
        "The condition on the flow {flow} does not count: all flows behind this go on.",
    ),
    "condition-on-default": (
        "De voorwaarde op de pijl {flow} telt niet: het is de standaardpijl.",
        "The condition on the flow {flow} does not count: it is the default flow.",
    ),
    "two-lanes": (
        "Dit onderdeel staat in meer dan één baan ({lanes}). Zet het in één baan.",
        "This element stands in more than one lane ({lanes}). Put it in one.",
    ),
    "adhoc-order": (
        "De volgorde '{ordering}' bestaat niet. Kies Parallel of Sequential.",
        "The ordering '{ordering}' does not exist. Choose Parallel or Sequential.",
    ),
    "adhoc-start": (
        "In een ad-hoc-subproces staat geen startgebeurtenis. Haal haar weg.",
        "No start event stands in an ad-hoc sub-process. Remove it.",
    ),
    "adhoc-end": (
        (
            "In een ad-hoc-subproces staat geen eindgebeurtenis. Haal haar weg; moet hier iets "
            "gemeld worden, gebruik dan een werpende gebeurtenis."
        ),
        (
            "No end event stands in an ad-hoc sub-process. Remove it; if something must be told "
            "here, use a throwing event."
        ),
    ),
    "unreachable": (
        "Niets leidt naar dit onderdeel, dus het gebeurt nooit. Verbind het of haal het weg.",
        "Nothing leads to this element, so it never happens. Connect it or remove it.",
    ),
    "flow-never": (
        "De pijl {name} wordt nooit genomen. Haal hem weg, of verbeter de voorwaarden.",
        "The flow {name} is never taken. Remove it, or correct the conditions.",
    ),
    "no-default": (
        "Als geen voorwaarde klopt, staat het proces hier stil. Maak een pijl de standaardpijl.",
        "When no condition holds the process stops here. Make one flow the default flow.",
    ),
    "join-may-wait": (
        (
            "Hier kan het proces voor altijd blijven wachten: er komt niet altijd langs elke pijl "
            "iets aan. Gebruik een inclusieve of exclusieve gateway, of laat elke tak hier komen."
        ),
        (
            "The process may wait here for ever: not every flow always brings something. "
            "Use an inclusive or exclusive gateway, or let every branch come here."
        ),
    ),
    "join-never": (
        (
            "Hier blijft het proces altijd wachten: nooit komt langs elke pijl iets aan. "
            "Gebruik een exclusieve gateway om deze takken samen te voegen."
        ),
        (
            "The process always waits here: never does every flow bring something. "
            "Use an exclusive gateway to bring these branches together."
        ),
    ),
    "quantity-may-wait": (
        (
            "Dit werk begint als er {quantity} keer iets is aangekomen (startQuantity). Soms komt "
            "er minder, en dan wacht het voor altijd. Verlaag het aantal of verbeter de weg."
        ),
        (
            "This work begins when something has come {quantity} times (startQuantity). Sometimes "
            "less comes, and then it waits for ever. Lower the number or correct the way."
        ),
    ),
    "quantity-never": (
        (
            "Dit werk begint als er {quantity} keer iets is aangekomen (startQuantity), maar "
            "zo vaak komt er nooit iets. Verlaag het aantal, of laat meer pijlen hierheen gaan."
        ),
        (
            "This work begins when something has come {quantity} times (startQuantity), but that "
            "never happens. Lower the number, or let more flows come here."
        ),
    ),
    "never-happens": (
        "Dit onderdeel komt nooit aan de beurt. Verbeter de weg ernaartoe of haal het weg.",
        "This element never has its turn. Correct the way to it, or remove it.",
    ),
    "endless-round": (
        (
            "Vanaf hier gaat het proces eindeloos rond zonder op iets te wachten. "
            "Geef de ronde een uitgang met een voorwaarde, of zet er een taak in."
        ),
        (
            "From here the process goes round without end and waits for nothing. "
            "Give the round a way out with a condition, or put a task in it."
        ),
    ),
    "same-answer-round": (
        (
            "Deze ronde wacht op niets en verandert niets aan {names}: de keuze valt elke keer "
            "hetzelfde uit. Verander in de ronde waar de voorwaarde naar kijkt."
        ),
        (
            "This round waits for nothing and changes nothing about {names}: the choice is the "
            "same each time. Change in the round what the condition looks at."
        ),
    ),
    "no-way-to-start": (
        "Dit (sub)proces heeft niets om mee te beginnen.",
        "This (sub-)process has nothing to begin with.",
    ),
    "two-starts": (
        "Een subproces heeft één startgebeurtenis: niemand kan er kiezen. Laat er één over.",
        "A sub-process has one start event: nobody can choose in there. Keep one.",
    ),
    "start-nameless": (
        (
            "Dit proces begint op meer plaatsen, en deze startgebeurtenis heeft geen naam: wie het "
            "start, kan niet kiezen. Geef haar een naam."
        ),
        (
            "This process begins at more than one place, and this start event has no name: whoever "
            "starts it cannot choose. Give it a name."
        ),
    ),
    "start-named-twice": (
        (
            "Meer startgebeurtenissen van dit proces heten '{name}': wie het start, kan niet "
            "kiezen. Geef elk een eigen naam."
        ),
        (
            "Several start events of this process are called '{name}': whoever starts it cannot "
            "choose. Give each a name of its own."
        ),
    ),
    "typed-start-inside": (
        "Een subproces begint met een gewone startgebeurtenis.",
        "A sub-process begins with a plain start event.",
    ),
    "starting-receive": (
        (
            "Een ontvangsttaak waarmee een proces begint, is meteen klaar: een lus of "
            "randgebeurtenis erop gebeurt nooit. Haal die weg."
        ),
        (
            "A receive task that starts a process is done at once: a loop or boundary event on it "
            "never happens. Remove it."
        ),
    ),
    "start-kind": (
        "Een proces kan niet starten op een gebeurtenis van het soort {kind}.",
        "A process cannot start on an event of the kind {kind}.",
    ),
    "start-together": (
        (
            "Een begin dat al zijn gebeurtenissen nodig heeft (parallelMultiple) wacht op "
            "berichten en signalen, niet op {kind}. Begin daarop met een eigen startgebeurtenis."
        ),
        (
            "A start that needs all its events (parallelMultiple) waits for messages and signals, "
            "not for {kind}. Start on that with a start event of its own."
        ),
    ),
    "start-together-twice": (
        "Dit begin heeft '{name}' tweemaal nodig. Noem elke gebeurtenis eenmaal.",
        "This start needs '{name}' twice. Name each event once.",
    ),
    "conditional-start": (
        (
            "Een proces begint niet op een voorwaarde: voor het begin zijn er geen gegevens om "
            "naar te kijken. Laat het beginnen op een tijd, een bericht of een signaal."
        ),
        (
            "A process does not start on a condition: before it starts there is nothing known to "
            "look at. Let it start at a time, or with a message or a signal."
        ),
    ),
    "timed-start-reads": (
        (
            "Deze tijd kijkt naar '{name}', maar voor het begin heeft een proces geen gegevens. "
            "Schrijf een datum, duur of herhaling, of FEEL zonder gegevens."
        ),
        (
            "This time looks at '{name}', but before it starts a process knows nothing. "
            "Write a date, a duration or a repetition, or FEEL without variables."
        ),
    ),
    "event-sub-process-start": (
        "Een gebeurtenis-subproces heeft precies één startgebeurtenis, met een gebeurtenis.",
        "An event sub-process has exactly one start event, with an event.",
    ),
    "event-sub-process-flow": (
        "Een gebeurtenis-subproces heeft geen pijlen en geen randgebeurtenissen.",
        "An event sub-process has no flows and no boundary events.",
    ),
    "complex-without-condition": (
        "Deze complexe gateway voegt samen zonder voorwaarde (activationCondition).",
        "This complex gateway joins without a condition (activationCondition).",
    ),
    "activation-false": (
        (
            "De voorwaarde '{text}' klopt nooit, wat hier ook komt: wat bij deze gateway komt, "
            "wacht voor altijd. Schrijf wanneer het genoeg is, zoals activationCount >= 2."
        ),
        (
            "The condition '{text}' never holds, whatever comes: what comes to this gateway waits "
            "for ever. Write when it is enough, such as activationCount >= 2."
        ),
    ),
    "activation-never": (
        (
            "De voorwaarde '{text}' klopt nooit als langs elke pijl één keer iets komt, "
            "dus hier kan het proces voor altijd wachten. Verlaag het aantal."
        ),
        (
            "The condition '{text}' never holds when something comes once along every flow, "
            "so the process may wait here for ever. Lower the number."
        ),
    ),
}
