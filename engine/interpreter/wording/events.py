"""What can be wrong with events."""

from __future__ import annotations

SENTENCES = {
    "event-kind": (
        "Een gebeurtenis van het soort {kind} kan hier niet staan.",
        "An event of the kind {kind} cannot stand here.",
    ),
    "definition-elsewhere": (
        "Een gebeurtenis ({kind}) hoort niet in dit onderdeel. Zet haar op een gebeurtenis.",
        "An event ({kind}) does not belong in this element. Put it on an event.",
    ),
    "catches-nothing": (
        "Deze gebeurtenis wacht nergens op. Kies waarop hij wacht.",
        "This event waits for nothing. Choose what it waits for.",
    ),
    "unknown-event-definition": (
        "De gebeurtenisdefinitie '{ref}' bestaat niet.",
        "The event definition '{ref}' does not exist.",
    ),
    "unknown-reference": (
        "De verwijzing '{ref}' ({kind}) bestaat niet. Kies een bestaande.",
        "The reference '{ref}' ({kind}) does not exist. Choose one that does.",
    ),
    "without-message": (
        "Er is geen bericht gekozen. Kies welk bericht dit is.",
        "No message was chosen. Choose which message this is.",
    ),
    "without-signal": (
        "Er is geen signaal gekozen. Kies welk signaal dit is.",
        "No signal was chosen. Choose which signal this is.",
    ),
    "without-condition": (
        "De voorwaarde ontbreekt. Schrijf die in FEEL.",
        "The condition is missing. Write it in FEEL.",
    ),
    "timer-without-time": (
        "De tijd ontbreekt. Geef een datum, duur of herhaling.",
        "The time is missing. Give a date, a duration or a repetition.",
    ),
    "condition-of-nothing": (
        "De voorwaarde '{text}' kijkt nergens naar: zij geldt meteen, of nooit.",
        "The condition '{text}' looks at nothing: it holds at once, or never.",
    ),
    "never-a-time": (
        "De tijd '{text}' kan niet. {reason_nl}",
        "The time '{text}' cannot be. {reason_en}",
    ),
    "time-goes-back": (
        "De duur '{text}' is korter dan niets. Schrijf een duur vooruit, zoals PT1H.",
        "The duration '{text}' is less than nothing. Write one that goes forward, such as PT1H.",
    ),
    "two-times": (
        "Er staat meer dan één tijd. Laat er één over.",
        "There is more than one time. Keep one.",
    ),
    "cron": (
        (
            "De cron-uitdrukking '{text}' wordt niet uitgevoerd. "
            "Schrijf een ISO-herhaling, zoals R/P1D."
        ),
        "The cron expression '{text}' is not executed. Write an ISO repetition, such as R/P1D.",
    ),
    "not-interrupting": (
        "Een {kind} onderbreekt altijd. Kies een onderbrekende gebeurtenis.",
        "An event of the kind {kind} always interrupts. Choose an interrupting event.",
    ),
    "error-never": (
        (
            "Niets hierin geeft een fout{raised}, dus dit gebeurt nooit. Een beslissing, een "
            "voorwaarde of gegevens die niet kloppen, zijn geen fout maar een incident voor de "
            "beheerder. Laat een dienst, een aangeroepen proces of een eindgebeurtenis de fout "
            "geven, of haal dit weg."
        ),
        (
            "Nothing in here raises an error{raised}, so this never happens. A decision, condition "
            "or value that fails is no error but an incident for the administrator. Let a "
            "service, a called process or an end event raise the error, or remove this."
        ),
    ),
    "escalation-never": (
        (
            "Niets hierin geeft een escalatie{raised}, dus dit gebeurt nooit. "
            "Laat een werpende gebeurtenis erin escaleren, of haal dit weg."
        ),
        (
            "Nothing in here raises an escalation{raised}, so this never happens. "
            "Let a throwing event in it escalate, or remove this."
        ),
    ),
    "cancel-never": (
        (
            "Geen eindgebeurtenis in deze transactie annuleert haar, dus dit gebeurt nooit. "
            "Zet er een in, of haal dit weg."
        ),
        (
            "No end event in this transaction cancels it, so this never happens. "
            "Put one in it, or remove this."
        ),
    ),
    "error-without-code": (
        (
            "De fout die dit geeft, heeft geen code. Alleen wie elke fout opvangt of precies naar "
            "deze verwijst, vangt haar op. Geef haar een code (errorCode)."
        ),
        (
            "The error that this raises has no code. Only who catches every error or refers to "
            "this very one catches it. Give it a code (errorCode)."
        ),
    ),
    "escalation-without-code": (
        (
            "De escalatie die dit geeft, heeft geen code. Alleen wie elke escalatie opvangt of "
            "precies naar deze verwijst, vangt haar op. Geef haar een code (escalationCode)."
        ),
        (
            "The escalation that this raises has no code. Only who catches every escalation or "
            "refers to this very one catches it. Give it a code (escalationCode)."
        ),
    ),
    "cancel-elsewhere": (
        "Annuleren kan alleen binnen een transactie, en erop als randgebeurtenis.",
        "Cancel can only stand in a transaction, and on one as a boundary event.",
    ),
    "attached-to-nothing": (
        "Deze randgebeurtenis zit niet aan een activiteit in hetzelfde (sub)proces vast.",
        "This boundary event is not attached to an activity in the same (sub-)process.",
    ),
    "no-handler": (
        "Bij deze compensatie hoort een activiteit (isForCompensation), met een lijn verbonden.",
        "This compensation needs an activity (isForCompensation), connected by an association.",
    ),
    "handler-flows": (
        "Een activiteit voor compensatie heeft geen pijlen.",
        "A compensation activity has no sequence flows.",
    ),
    "handler-boundary": (
        "Een activiteit voor compensatie heeft geen randgebeurtenissen. Zet ze in een subproces.",
        "A compensation activity has no boundary events. Put them in a sub-process.",
    ),
    "handler-alone": (
        "Geen compensatie-gebeurtenis hoort bij deze activiteit, dus ze gebeurt nooit.",
        "No compensation event belongs to this activity, so it never happens.",
    ),
    "mixed-compensation": (
        "Compensatie en andere gebeurtenissen kunnen hier niet samen.",
        "Compensation and other events cannot stand together here.",
    ),
    "parallel-of-raised": (
        "Op een fout, escalatie of annulering wacht niets samen met andere gebeurtenissen.",
        "An error, escalation or cancel is not waited for together with other events.",
    ),
    "parallel-of-one": (
        (
            "Deze gebeurtenis heeft alles nodig wat zij noemt (parallelMultiple), maar noemt er "
            "maar één. Noem ook de andere, of haal parallelMultiple weg."
        ),
        (
            "This event needs all that it names (parallelMultiple), but names only one. "
            "Name the others too, or remove parallelMultiple."
        ),
    ),
    "undone-by-nobody": (
        (
            "Niemand maakt het hele proces ongedaan, dus dit gebeurt nooit. "
            "Zet het in het subproces dat ongedaan gemaakt wordt."
        ),
        (
            "Nobody undoes the whole process, so this never happens. "
            "Put it in the sub-process that is undone."
        ),
    ),
    "never-undone": (
        (
            "Niets in dit proces maakt iets ongedaan of annuleert, dus deze compensatie gebeurt "
            "nooit. Zet er een gebeurtenis voor compensatie in, of haal dit weg."
        ),
        (
            "Nothing in this process undoes or cancels anything, so this compensation never "
            "happens. Put a compensation event in it, or remove this."
        ),
    ),
    "nothing-to-undo": (
        "Bij '{ref}' hoort niets dat ongedaan maakt, dus er gebeurt hier niets.",
        "Nothing undoes '{ref}', so nothing happens here.",
    ),
    "awaited-twice": (
        (
            "Op het bericht '{message}' kan '{other}' tegelijk wachten. Komt het dan, dan wordt "
            "het geweigerd. Geef een van beide een ander bericht of een andere sleutel."
        ),
        (
            "'{other}' may wait for the message '{message}' at the same time. When it comes then, "
            "it is refused. Give one of them another message or another key."
        ),
    ),
    "awaited-by-items": (
        (
            "De onderdelen van deze taak wachten tegelijk op het bericht '{message}' met dezelfde "
            "sleutel. Komt het dan, dan wordt het geweigerd. Laat de sleutel (regie:key) van het "
            "onderdeel afhangen, of laat ze een voor een wachten."
        ),
        (
            "The items of this task wait for the message '{message}' at the same time with the "
            "same key. When it comes then, it is refused. Let the key (regie:key) depend on the "
            "item, or let them wait one by one."
        ),
    ),
    "ends-twice": (
        "Deze gebeurtenis eindigt op meer dan één manier ({kinds}). Laat er één over.",
        "This event ends in more than one way ({kinds}). Keep one.",
    ),
    "link-without-name": (
        "Deze link heeft geen naam.",
        "This link has no name.",
    ),
    "link-without-target": (
        "Er is geen ontvangende link met de naam {name} in hetzelfde (sub)proces.",
        "There is no catching link named {name} in the same (sub-)process.",
    ),
    "link-twice": (
        "Er is meer dan één ontvangende link met de naam {name}.",
        "There is more than one catching link named {name}.",
    ),
    "link-flow": (
        "Naar een ontvangende link gaat geen pijl, en uit een werpende komt er geen.",
        "No flow leads to a catching link, and none leaves a throwing one.",
    ),
    "link-mixed": (
        "Een link kan niet samen met andere gebeurtenissen.",
        "A link cannot stand together with other events.",
    ),
    "correlation": (
        "BPMN-correlatie wordt niet uitgevoerd. Zet regie:key op het bericht.",
        "BPMN correlation is not executed. Put regie:key on the message.",
    ),
}
