"""Small diagrams to draw: named ones, and structured ones made up by hypothesis."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:regie="https://example.org/regie" targetNamespace="https://example.org">'
)
WORDS = ["Toets", "aanvraag", "budgetruimte", "en", "besluit", "zienswijze", "op", "stuurgroep"]
TASKS = ["userTask", "serviceTask", "task", "businessRuleTask", "callActivity"]

#: the same made-up diagrams in every run; how long one takes says nothing
quick = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def diagram(body: str, lanes: str = "", around: str = "") -> bytes:
    """Wrap elements in one process with the id `proces`."""
    process = f'<bpmn:process id="proces" name="Proef">{lanes}{body}</bpmn:process>'
    return f"{HEAD}{around}{process}</bpmn:definitions>".encode()


def node(kind: str, id_: str, name: str = "", inside: str = "", **facts: str) -> str:
    """Write one element."""
    more = "".join(f" {key}={quoteattr(value)}" for key, value in facts.items())
    return f"<bpmn:{kind} id={quoteattr(id_)} name={quoteattr(name)}{more}>{inside}</bpmn:{kind}>"


def flow(source: str, target: str, name: str = "") -> str:
    """Write one sequence flow, named after its ends."""
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"'
        f" name={quoteattr(name)}/>"
    )


def lane(id_: str, *nodes: str) -> str:
    """Write one lane, called as its id."""
    held = "".join(f"<bpmn:flowNodeRef>{one}</bpmn:flowNodeRef>" for one in nodes)
    return f'<bpmn:lane id="{id_}" name="{id_}">{held}</bpmn:lane>'


SMALL = diagram(
    node("startEvent", "begin", "Ontvangen")
    + node("userTask", "toets", "Toets de aanvraag")
    + node(
        "boundaryEvent", "laat", "14 dagen", "<bpmn:timerEventDefinition/>", attachedToRef="toets"
    )
    + node("userTask", "maan", "Stuur een herinnering")
    + node("endEvent", "gemaand", "Herinnerd")
    + node("exclusiveGateway", "goed", "Akkoord?")
    + node("userTask", "besluit", "Leg het besluit vast")
    + node("endEvent", "klaar", "Besloten")
    + node("endEvent", "niet", "Afgewezen")
    + flow("begin", "toets")
    + flow("toets", "goed")
    + flow("laat", "maan")
    + flow("maan", "gemaand")
    + flow("goed", "besluit", "ja")
    + flow("goed", "niet", "nee")
    + flow("besluit", "klaar"),
    lanes="<bpmn:laneSet>"
    + lane("Loket", "begin", "toets", "maan", "gemaand")
    + lane("Stuurgroep", "goed", "besluit", "klaar", "niet")
    + "</bpmn:laneSet>",
)


@dataclass
class _Writer:
    """Writes a structured process: every block has one way in and one way out."""

    pick: object
    lanes: int
    left: int
    parts: list[str] = field(default_factory=list)
    held: dict[int, list[str]] = field(default_factory=dict)
    count: int = 0
    flows: int = 0
    scopes: int = 0

    def add(self, kind, inside="", **facts):
        self.count += 1
        id_ = f"n{self.count}"
        words = " ".join(self.pick(WORDS) for _ in range(self.pick(range(5))))
        self.parts.append(node(kind, id_, words, inside, **facts))
        if not self.scopes:
            self.held.setdefault(self.pick(range(max(self.lanes, 1))), []).append(id_)
        return id_

    def join(self, source, target):
        self.flows += 1
        name = self.pick(["", "", "ja", "nee, nog niet", "met voorwaarden"])
        self.parts.append(
            f'<bpmn:sequenceFlow id="f{self.flows}" sourceRef="{source}" targetRef="{target}"'
            f' name="{name}"/>'
        )

    def block(self):
        """Write one block; give its first and last element."""
        self.left -= 1
        kinds = ["task"] if self.left <= 0 else ["task", "row", "choice", "loop", "edge", "inside"]
        return getattr(self, self.pick(kinds))()

    def task(self):
        id_ = self.add(self.pick(TASKS))
        return id_, id_

    def row(self):
        first, one = self.block()
        other, last = self.block()
        self.join(one, other)
        return first, last

    def choice(self):
        kind = self.pick(["exclusiveGateway", "parallelGateway"])
        split, meet = self.add(kind), self.add(kind)
        for _ in range(self.pick((2, 3))):
            first, last = self.block()
            self.join(split, first)
            self.join(last, meet)
        return split, meet

    def loop(self):
        meet, split = self.add("exclusiveGateway"), self.add("exclusiveGateway")
        first, last = self.block()
        self.join(meet, first)
        self.join(last, split)
        self.join(split, meet)
        return meet, split

    def edge(self):
        first, host = self.task()
        timer = self.add("boundaryEvent", "<bpmn:timerEventDefinition/>", attachedToRef=host)
        after, _ = self.block()
        self.join(timer, after)
        return first, host

    def inside(self):
        outer, self.parts = self.parts, []
        self.scopes += 1
        start, end = self.add("startEvent"), self.add("endEvent")
        first, last = self.block()
        self.join(start, first)
        self.join(last, end)
        self.scopes -= 1
        content, self.parts = "".join(self.parts), outer
        id_ = self.add("subProcess", content)
        return id_, id_

    def process(self):
        start, end = self.add("startEvent"), self.add("endEvent")
        first, last = self.block()
        self.join(start, first)
        self.join(last, end)
        lanes = "".join(lane(f"baan{n}", *self.held.get(n, [])) for n in range(self.lanes))
        lane_set = f"<bpmn:laneSet>{lanes}</bpmn:laneSet>" if lanes else ""
        return diagram("".join(self.parts), lane_set)


def made_up(pick, blocks: int) -> bytes:
    """Make up a process of nested blocks; `pick` chooses one of some options."""
    return _Writer(pick, pick(range(4)), blocks).process()


@st.composite
def structured(draw, blocks=7):
    """Make up a process of nested blocks, with none to three lanes."""
    return made_up(lambda options: draw(st.sampled_from(options)), blocks)
