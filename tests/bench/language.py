"""How fast FEEL is read and evaluated, and how fast a decision table decides.

Beside it simpleeval, the nearest thing in Python, on the same condition in its own words.
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from decimal import Decimal

from simpleeval import SimpleEval

from engine import decisions, feel

AT = datetime(2026, 1, 1, tzinfo=UTC)
CONDITION = 'bedrag > 10000 and soort = "bezwaar" and dagen <= 42'
IN_PYTHON = 'bedrag > 10000 and soort == "bezwaar" and dagen <= 42'
SCOPE = {"bedrag": Decimal(25000), "soort": "bezwaar", "dagen": Decimal(30)}
RULES, INPUTS = 20, 5
TURNS = 5  #: medians of so many
SECONDS = 0.4

HEAD = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="file" name="T" '
    'namespace="urn:bench">'
)


def table() -> bytes:
    """Write a table of 20 rules and 5 inputs, of which the last rule matches."""
    names = [f"x{n}" for n in range(INPUTS)]
    data = "".join(
        f'<inputData id="d{n}" name="{n}"><variable name="{n}" typeRef="number"/></inputData>'
        for n in names
    )
    needs = "".join(
        f'<informationRequirement><requiredInput href="#d{n}"/></informationRequirement>'
        for n in names
    )
    asked = "".join(
        f'<input><inputExpression typeRef="number"><text>{n}</text></inputExpression></input>'
        for n in names
    )
    rules = "".join(_rule(number) for number in range(RULES))
    return (
        f'{HEAD}{data}<decision id="t" name="t"><variable name="t" typeRef="number"/>{needs}'
        f'<decisionTable hitPolicy="UNIQUE">{asked}<output typeRef="number"/>{rules}'
        "</decisionTable></decision></definitions>"
    ).encode()


def _rule(number: int) -> str:
    cells = [f"[{number * 10}..{number * 10 + 9}]", "&gt; 0", "&lt; 1000", "-", "not(7)"]
    inputs = "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for cell in cells)
    return f"<rule>{inputs}<outputEntry><text>{number}</text></outputEntry></rule>"


def measure() -> dict[str, int]:
    """Give how many a second, medians."""
    condition = feel.parse(CONDITION)
    table_read = decisions.read(table())
    asked = {f"x{n}": Decimal(195 if n == 0 else 5) for n in range(INPUTS)}
    other = SimpleEval(names={"bedrag": 25000, "soort": "bezwaar", "dagen": 30})
    parsed = other.parse(IN_PYTHON)
    in_python = other.eval
    return {
        "condition evaluated": _rate(lambda _: feel.evaluate(condition, SCOPE, at=AT)),
        "condition evaluated by simpleeval": _rate(
            lambda _: in_python(IN_PYTHON, previously_parsed=parsed)
        ),
        "condition parsed": _rate(lambda n: feel.parse(f"{CONDITION} or dagen = {n}")),
        f"table of {RULES} rules and {INPUTS} inputs": _rate(
            lambda _: decisions.decide(table_read, "t", asked, at=AT)
        ),
    }


def _rate(work) -> int:
    rates = []
    number = 0
    for _ in range(TURNS):
        done, begin = 0, time.perf_counter()
        while (took := time.perf_counter() - begin) < SECONDS:
            for _ in range(100):
                number += 1
                work(number)
            done += 100
        rates.append(done / took)
    return round(statistics.median(rates))
