"""The ways a token may go from each element of a container, whatever its variables are."""

from __future__ import annotations

from itertools import combinations

from engine.interpreter.bpmn import Xml, flag, local, reference, text
from engine.interpreter.document import Document, event_kind
from engine.interpreter.lint.chart import Chart, ends, waits_for_all
from engine.interpreter.lint.conditions import never_taken
from engine.interpreter.lint.links import link_targets

Way = tuple[str, ...]  #: places that get a token, as often as they get one

_ONE_OF = ("exclusiveGateway", "eventBasedGateway")
_STOPS = frozenset(("terminate", "error", "cancel"))
MOST_TOKENS = 60  #: of which the ways are looked at
MOST_SUBSETS = 4  #: flows of which every choice is looked at; of more only one, or all


class Ways:
    """Per element what may come of a token there; places are flows, written `number target`.

    `edges` are the boundary events that stand on each activity; `needs` is how many tokens an
    activity takes at once, when that is more than one.
    """

    def __init__(
        self, document: Document, container: Xml, chart: Chart, known: frozenset[str]
    ) -> None:
        self._document = document
        self._chart = chart
        self._links = link_targets(document, container)
        self.never = {
            flow
            for node_id, node in chart.nodes.items()
            for flow in never_taken(node, chart.leaving.get(node_id, []), known)
        }
        self.edges: dict[str, list[str]] = {}
        for node_id, node in chart.nodes.items():
            if local(node) == "boundaryEvent" and not self._kinds(node) & {"compensate"}:
                host = reference(node.get("attachedToRef")) or ""
                self.edges.setdefault(host, []).append(node_id)
        self.needs = {
            node_id: needed
            for node_id, node in chart.nodes.items()
            if (needed := _quantity(node, "startQuantity")) > 1
        }
        self.target: dict[str, str] = {}
        self._places: dict[str, list[tuple[Xml | None, str]]] = {}
        self.arriving: dict[str, list[str]] = {node_id: [] for node_id in chart.nodes}
        self._number()

    def stops(self, node_id: str) -> bool:
        """Say whether a token here takes all others away, or leaves the container."""
        return bool(self._kinds(self._chart.nodes[node_id]) & _STOPS)

    def out_of(self, node_id: str) -> list[tuple[str | None, Way]]:
        """Give each way on, with the boundary event that happens on it if one does."""
        times = _quantity(self._chart.nodes[node_id], "completionQuantity")
        own = [way * times for way in self._choices(node_id)]
        found: list[tuple[str | None, Way]] = [(None, way) for way in own]
        for edge in self.edges.get(node_id, []):
            interrupts = flag(self._chart.nodes[edge], "cancelActivity", otherwise="true")
            for more in self._choices(edge):
                found += [(edge, more)] if interrupts else [(edge, way + more) for way in own]
        return found

    def _choices(self, node_id: str) -> list[Way]:
        node = self._chart.nodes[node_id]
        places = self._places[node_id]
        live = [(flow, place) for flow, place in places if flow not in self.never]
        if local(node) in _ONE_OF and not waits_for_all(node):
            return [(place,) for _, place in live] or [()]
        always = [place for flow, place in live if self._is_certain(node, flow)]
        maybe = [place for _, place in live if place not in always]
        return [(*always, *some) for some in _subsets(maybe, least=0 if always else 1)] or [()]

    def leads_to(self, node_id: str) -> list[str]:
        """Give the ids of what comes right behind an element, on its edge, or over a link."""
        behind = [self.target[place] for _, place in self._places[node_id]]
        return behind + self.edges.get(node_id, [])

    def _is_certain(self, node: Xml, flow: Xml | None) -> bool:
        if flow is None or local(node) == "parallelGateway":
            return True
        default = reference(node.get("default"))
        is_default = default is not None and flow.get("id") == default
        return text(flow, "conditionExpression") is None and not is_default

    def _kinds(self, node: Xml) -> set[str]:
        return {event_kind(one) for one in self._document.definitions(node)}

    def _number(self) -> None:
        for node_id in self._chart.nodes:
            flows = self._chart.leaving.get(node_id, [])
            targets: list[tuple[Xml | None, str]] = [(flow, ends(flow)[1]) for flow in flows]
            targets += [(None, other) for other in self._links.get(node_id, [])]
            self._places[node_id] = []
            for n, (flow, target) in enumerate(targets):
                place = f"{node_id} {n} {target}"
                self.target[place] = target
                self._places[node_id].append((flow, place))
                self.arriving[target].append(place)


def _quantity(node: Xml, name: str) -> int:
    """Give how many tokens an activity needs or gives; of many only that they are too many."""
    written = (node.get(name) or "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    digits = written.lstrip("0") or "0"
    return min(int(digits[:6]), MOST_TOKENS + 1)


def _subsets(places: list[str], *, least: int) -> list[Way]:
    if len(places) > MOST_SUBSETS:
        few = [(place,) for place in places]
        return [*([()] if least == 0 else []), *few, tuple(places)]
    return [way for size in range(least, len(places) + 1) for way in combinations(places, size)]
