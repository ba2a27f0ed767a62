"""The decision tables that come with the product, ready to be asked in a test."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from engine import decisions, terms
from tests.processes import shipped

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)


@cache
def catalogue():
    """Give every decision by its id."""
    files = {decisions.namespace_of(content): content for content in shipped.TABLES.values()}
    return decisions.catalogue(files, terms.FUNCTIONS)


def decided(decision_id, **inputs):
    """Ask a table; give the numbers of the rules that matched, and the outcome."""
    outcome, findings = catalogue()[decision_id].decide(inputs, AT)
    [looked_up] = [each for each in findings if each.table_id]
    return looked_up.rules, outcome


def table(decision_id):
    """Give a table as it stands in its file."""
    return decisions.find(catalogue()[decision_id].decisions, decision_id).logic
