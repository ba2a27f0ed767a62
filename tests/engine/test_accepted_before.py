"""What an older program accepted goes on under a newer one, whatever that would refuse today."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine import deployments, interpreter, store, terms
from engine.model import Bundle, Severity
from engine.steps import BundleDamaged
from tests.engine.interpreter.diagrams import (
    catch,
    diagram,
    element,
    end,
    go,
    start,
    timer,
    user,
)
from tests.engine.office import ANN, FOLDER, FRED, form, labelled
from tests.proofs.judging import judge

#: rules overlap under UNIQUE, which is refused since tables are judged
TABLE = (FOLDER / "mandaat.dmn").read_bytes().replace(b'hitPolicy="FIRST"', b'hitPolicy="UNIQUE"')
#: required, and required only sometimes: a contradiction that is refused when it is offered
FORM = form(
    "oud", hoe={"type": "string", "ui": labelled("Hoe gaat het?", **{"required-if": "true"})}
)
DECIDES = {"regie_decision": "D4", "regie_result": "wie"}
#: a wait that goes back in time, which has been refused only since it is looked for
SOURCE = diagram(
    start(),
    catch("c", timer('duration("-PT1H")')),
    element("businessRuleTask", "b", regie_inputs="{bedrag: kosten, soort: soort}", **DECIDES),
    user("u", regie_form="oud"),
    end(),
    go("s c b u e"),
)


def accepted(office, source, **files):
    """Keep a bundle as an older program deployed it; its digest is the only thing judged."""
    definition = interpreter.read(source, "p", functions=terms.FUNCTIONS)
    bundle = Bundle("p", 1, "", source, **{"forms": {}, "lists": {}, "decisions": {}} | files)
    bundle = replace(bundle, digest=store.bundles.digest(bundle))
    with office.store.begin() as tx:
        store.bundles.add(tx, bundle, definition.name)
        store.bundles.make_current(tx, "p", bundle.digest, definition.starts, ANN.id)


def refusals(office, source):
    with office.store.begin() as tx:
        found = deployments.check(tx, source)
    return {one.code for one in found if one.severity is Severity.ERROR}


def test_a_case_of_a_version_that_would_be_refused_now_runs_completes_and_verifies(office):
    with office.store.begin() as tx:
        store.bundles.keep_in_library(tx, "form", {"oud": FORM})
        store.bundles.keep_in_library(tx, "decision", {"urn:test:mandaat": TABLE})
    assert refusals(office, TABLE) == {"overlap"}
    assert "time-goes-back" in refusals(office, SOURCE)
    assert "invalid-form" in refusals(office, SOURCE.replace(b"-PT1H", b"PT1H"))

    accepted(office, SOURCE, forms={"oud": FORM}, decisions={"urn:test:mandaat": TABLE})
    number = office.open("p", kosten=Decimal(60_000), soort="onderzoek")
    office.tick(minutes=1)
    office.complete(f"{number}.1/u#1", by=FRED, hoe="goed")

    assert office.case(number).closed_at is not None
    judge(office.store)


def test_a_version_in_which_something_cannot_be_made_out_is_refused_in_a_sentence(sqlite_office):
    source = diagram(start(), user("u", regie_form="hoe"), end(), go("s u e"))
    broken = source.replace(b'targetRef="u"', b'targetRef="weg"')
    bundle = Bundle("p", 1, "", broken, {}, {}, {})
    bundle = replace(bundle, digest=store.bundles.digest(bundle))
    with sqlite_office.store.begin() as tx:
        store.bundles.add(tx, bundle, "Kapot")
        store.bundles.make_current(tx, "p", bundle.digest, (), ANN.id)

    with pytest.raises(BundleDamaged) as refused:
        sqlite_office.open("p")
    assert bundle.digest in refused.value.sentence("nl")
    assert "The process p cannot be made out." in str(refused.value.__cause__)
