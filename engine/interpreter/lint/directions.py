"""Checks that the direction of a gateway is that of its flows (BPMN 2.0.2, clause 10.6.1)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import GATEWAYS, Xml, local
from engine.interpreter.document import Document
from engine.interpreter.lint.chart import charts
from engine.interpreter.wording import problem
from engine.model import Problem

_FREE = "Unspecified"
_DIRECTIONS = (_FREE, "Converging", "Diverging", "Mixed")


def check(document: Document) -> Iterator[Problem]:
    """Warn of gateways whose direction is not that of their flows, which are what counts."""
    for _container, chart in charts(document):
        for node_id, node in chart.nodes.items():
            if local(node) in GATEWAYS:
                flows = (len(side.get(node_id, ())) for side in (chart.arriving, chart.leaving))
                yield from _direction(node, *flows)


def _direction(node: Xml, arriving: int, leaving: int) -> Iterator[Problem]:
    written = (node.get("gatewayDirection") or _FREE).strip()
    fits = {
        _FREE: True,
        "Converging": leaving <= 1,
        "Diverging": arriving <= 1,
        "Mixed": arriving > 1 and leaving > 1,
    }
    if written not in fits:
        yield problem("direction-unknown", node, direction=written, known=", ".join(_DIRECTIONS))
    elif not fits[written]:
        facts = {"arriving": arriving, "leaving": leaving}
        yield problem(f"direction-{written.lower()}", node, **facts)
