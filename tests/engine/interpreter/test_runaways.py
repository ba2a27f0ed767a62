"""No step of a diagram that grows without end writes more than its limit and one move."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import entries, interpreter
from engine.events import ElementEntered, IncidentRaised, IncidentRetried, InstanceStarted
from engine.interpreter import weighing
from engine.limits import DEFAULT, LARGEST, Limits
from tests.engine.interpreter.diagrams import diagram, end, flow, go, script, start, user, xor
from tests.engine.interpreter.world import BEGIN

LINES = (
    "xs = append(xs, 1)",
    "xs = concatenate(xs, xs)",
    'xs = append(xs, {naam: "iemand met een lange naam", op: date("2026-01-01")})',
    'tekst = tekst + "nog een regel van deze tekst"',
    "k = {oud: xs, meer: tekst}",
    "ys = xs\nzs = ys",
)
CONDITIONS = ("n >= rondes", "n >= rondes and count(xs) >= 0", 'n >= rondes and tekst != "a"')
BEGINNING = {"xs": [Decimal(1)], "tekst": "", "n": Decimal(0), "rondes": Decimal(40)}
CAUSE = InstanceStarted("p", "digest", None, BEGINNING)


@st.composite
def runaways(draw):
    """Draw a round that writes more each time, and that looks at what it wrote."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=3))
    condition = draw(st.sampled_from(CONDITIONS))
    parts = (xor("m", "on"), script("x", "\n".join([*lines, "n = n + 1"])), user("t"), end())
    flows = (flow("m", "t", condition), flow("m", "x", flow_id="on"))
    return interpreter.read(diagram(start(), *parts, *flows, go("s m"), go("x m"), go("t e")), "p")


def moves(effects):
    """Give the weight of what each move wrote; a move begins when a token arrives."""
    weights = [0]
    for effect in effects:
        if isinstance(effect, ElementEntered):
            weights.append(0)
        if not isinstance(effect, IncidentRaised):
            weights[-1] += weighing.weigh([effect])
    return weights


@settings(deadline=None, max_examples=40)
@given(runaways(), st.integers(5, 3_000))
def test_no_step_writes_more_than_its_limit_and_one_move(definition, written):
    limits = Limits(written=written)
    outcome = interpreter.advance(definition, None, CAUSE, at=BEGIN, limits=limits)

    weights = moves(outcome.effects)
    assert sum(weights) <= written + max(weights)
    again = interpreter.advance(
        definition, None, CAUSE, at=BEGIN, limits=interpreter.limits_reached(outcome.effects)
    )
    assert entries.write(CAUSE, again.effects) == entries.write(CAUSE, outcome.effects)
    assert again.snapshot == outcome.snapshot


@settings(deadline=None, max_examples=20)
@given(runaways(), st.integers(5, 3_000))
def test_who_allows_more_and_tries_again_gets_what_was_never_stopped(definition, written):
    rounds = replace(CAUSE, variables=BEGINNING | {"rondes": Decimal(8)})
    whole = interpreter.advance(definition, None, rounds, at=BEGIN, limits=LARGEST)
    limits = replace(DEFAULT, written=written)
    outcome = interpreter.advance(definition, None, rounds, at=BEGIN, limits=limits)
    for incident in [one for one in outcome.effects if isinstance(one, IncidentRaised)]:
        retried = IncidentRetried(incident.place)
        outcome = interpreter.advance(
            definition, outcome.snapshot, retried, at=BEGIN, limits=LARGEST
        )

    assert interpreter.variables(definition, outcome.snapshot) == interpreter.variables(
        definition, whole.snapshot
    )
