"""Random diagrams with every element that is accepted, drawn without an order.

What they do cannot be told beforehand: it is judged by their history, and by what was told of it.
Those that lint refuses are drawn again.
"""

from __future__ import annotations

from random import Random

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.test_behaviors import complex_
from tests.engine.interpreter.diagrams import (
    ANY_ERROR,
    ANY_ESCALATION,
    CANCEL,
    COMPENSATE,
    ERROR,
    ESCALATION,
    MESSAGE,
    OTHER_ERROR,
    OTHER_ESCALATION,
    OTHER_SIGNAL,
    SIGNAL,
    TERMINATE,
    boundary,
    catch,
    diagram,
    element,
    end,
    flow,
    given,
    go,
    loop,
    many,
    own_data,
    process,
    script,
    start,
    sub,
    taken,
    throw,
    timer,
    undo,
    user,
    when,
)
from tests.machine.drawings import LARGEST, Drawing

DEPTH = 2
NAMES = ("x", "y", "z")
CALLED = ("c1", "c2")
#: what is sent is `m2`, which nobody waits for: else messages would go to and fro for ever
HEARD = (SIGNAL, OTHER_SIGNAL, MESSAGE, timer("PT5S"), timer("R2/PT3S", "timeCycle"))
THROWN = (SIGNAL, OTHER_SIGNAL, ESCALATION, OTHER_ESCALATION, COMPENSATE, SIGNAL + ESCALATION)
ENDS = ("", "", "", ERROR, OTHER_ERROR, ESCALATION, SIGNAL, TERMINATE, COMPENSATE)
GATEWAYS = ("parallelGateway", "inclusiveGateway", "complexGateway", "exclusiveGateway")
INSIDES = ("subProcess", "subProcess", "transaction", "adHocSubProcess")


def draw(seed: int) -> Drawing:
    """Draw the first diagram from this seed on that lint accepts and that can be read."""
    for more in range(1000):
        made = Anything(seed + more * 10**6)
        source = diagram(made.inside(DEPTH, "process"), others=made.called())
        problems = interpreter.problems(source) if len(source) < LARGEST else None
        if problems is not None and all(one.severity is not Severity.ERROR for one in problems):
            return Drawing(seed, source, ("p", *CALLED))
    raise AssertionError("lint refuses every diagram")


def changed(source: bytes, seed: int) -> bytes:
    """Draw another version: other numbers in its conditions, other times."""
    random, text = Random(seed), source.decode()  # noqa: S311 - the same for a seed
    for number in range(4):
        text = text.replace(f"&gt; {number}", f"&gt; {random.randint(0, 3)}")
    return text.replace("PT5S", f"PT{random.randint(1, 9)}S").encode()


class Anything:
    """Draws the inside of a process or sub-process: a row of elements, and flows across it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - the same for a seed
        self.counted = 0
        self.choosing: list[str] = []  #: gateways with a default flow

    def name(self, letter: str = "n") -> str:
        self.counted += 1
        return f"{letter}{self.counted}"

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def condition(self) -> str:
        return f"{self.random.choice(NAMES)} > {self.random.randint(0, 3)}"

    def called(self) -> str:
        """Draw the processes that are called: one waits for people, one does not."""
        parts = (user("c1u"), throw("c1t", ESCALATION), script("c1x", "x = 2"))
        last = end("c1e", self.random.choice(("", ERROR)))
        one = process("c1", start("c1s"), *parts, last, go("c1s c1u c1t c1x c1e"))
        more = script("c2x", "y = modulo(y + 1, 4)")
        return one + process("c2", start("c2s"), more, throw("c2t", ESCALATION), go("c2s c2x c2t"))

    def inside(self, depth: int, tag: str) -> str:
        """Draw a whole; of one that is ad-hoc some elements have no flow to the next."""
        is_loose = tag == "adHocSubProcess"
        row = [] if is_loose else [(self.name("s"), "startEvent", "")]
        row[:] = [(name, kind, start(name)) for name, kind, _ in row]
        row += [self.one(depth) for _ in range(self.random.randint(2, 5))]
        xml = "".join(drawn for _, _, drawn in row)
        names = [name for name, _, _ in row]
        if not is_loose:
            cancels = (CANCEL,) * 3 if tag == "transaction" else ()
            names.append(self.name("e"))
            xml += end(names[-1], self.random.choice(ENDS + cancels))
        for n, (name, kind, _) in enumerate(row):
            xml += self.flows(name, kind, names, n, is_loose=is_loose)
            xml += self.beside(name, kind, names[1:])
        for name in self.choosing:
            drawn = f'Gateway id="{name}"'
            xml = xml.replace(f"{drawn}>", f'{drawn} default="{name}d">')
        return xml + (self.handler(depth, tag) if self.often(0.4) else "")

    def flows(self, name: str, kind: str, names: list[str], n: int, *, is_loose: bool) -> str:
        """Draw the flow to the next element and, from a gateway, one across."""
        following = names[n + 1 : n + 2]
        if is_loose and self.often(0.6):
            following = []
        if kind == "eventBasedGateway":
            ways = "".join(go(f"{name} {name}{one}") for one in "ab")
            return ways + "".join(go(f"{name}{one} {to}") for one in "ab" for to in following)
        if kind not in GATEWAYS or not following:
            return "".join(go(f"{name} {to}") for to in following)
        across = self.random.choice(names[1:])
        if across in (name, *following):
            return go(f"{name} {following[0]}")
        if kind == "parallelGateway":
            return go(f"{name} {following[0]}") + go(f"{name} {across}")
        self.choosing.append(name)
        otherwise = flow(name, following[0], flow_id=f"{name}d")
        return otherwise + flow(name, across, self.condition())

    # --- elements

    def one(self, depth: int) -> tuple[str, str, str]:
        """Draw an element; give its name and kind too."""
        kinds = (self.task, self.task, self.task, self.event, self.event, self.gateway)
        if depth > 0 and self.often(0.35):
            return self.sub_process(depth)
        return self.random.choice(kinds)()

    def task(self, **attributes: str) -> tuple[str, str, str]:
        name, kind, inner = self.name(), self.random.randint(0, 6), self.repeated()
        if not attributes and self.often(0.1):
            quantity = self.random.choice(("startQuantity", "completionQuantity"))
            attributes[quantity] = "2"
        if self.often(0.15):
            own = f"i{name}"
            data = taken("", "", assigned=("x", own))
            data += given("", "", assigned=(f"{own} + 1", "z"))
            inner = own_data(own) + data + inner
        counted = f"{self.random.choice(NAMES)} = modulo({self.random.choice(NAMES)} + 1, 4)"
        drawn = (
            user(name, inner, **attributes),
            user(name, inner, **attributes),
            script(name, counted, inner, **attributes),
            script(name, counted, inner, **attributes),
            element("receiveTask", name, inner, messageRef="M1", **attributes),
            element("sendTask", name, inner, messageRef="M2", regie_payload="x", **attributes),
            element(
                "callActivity",
                name,
                inner,
                calledElement=self.random.choice(CALLED),
                **attributes,
            ),
        )[kind]
        return name, "task", drawn

    def repeated(self) -> str:
        """Draw how often an activity happens; mostly once."""
        if self.often(0.7):
            return ""
        most = str(self.random.randint(1, 3))
        told = self.name("told")
        event = self.random.choice((SIGNAL, ESCALATION))
        how = complex_(("numberOfCompletedInstances = 2", event), count=most)
        return self.random.choice(
            (
                loop(self.condition(), loopMaximum=most, testBefore="true"),
                loop(loopMaximum=most),
                many(most, sequential=self.often(0.5)),
                many(most, enough=self.condition()),
                how.replace("told_", f"{told}_"),
            )
        )

    def sub_process(self, depth: int) -> tuple[str, str, str]:
        name, tag = self.name("q"), self.random.choice(INSIDES)
        attributes = {}
        inner = self.inside(depth - 1, tag)
        if tag == "adHocSubProcess":
            inner += f"<completionCondition>{self.random.choice(NAMES)} = 2</completionCondition>"
            attributes["ordering"] = self.random.choice(("Parallel", "Sequential"))
            attributes["cancelRemainingInstances"] = self.random.choice(("true", "false"))
        return name, tag, sub(name, inner, self.repeated(), tag=tag, **attributes)

    def event(self) -> tuple[str, str, str]:
        name = self.name()
        if self.often(0.5):
            return name, "event", throw(name, self.random.choice(THROWN))
        heard, together = self.heard()
        return name, "event", catch(name, heard, **together)

    def heard(self) -> tuple[str, dict[str, str]]:
        """Draw what is waited for: one thing, one of two, or both."""
        one, other = self.random.sample((*HEARD, when(self.condition())), 2)
        if self.often(0.7):
            return one, {}
        return one + other, {"parallelMultiple": self.random.choice(("true", "false"))}

    def gateway(self) -> tuple[str, str, str]:
        name, kind = self.name("g"), self.random.choice((*GATEWAYS, "eventBasedGateway"))
        least = self.random.choice((0, 0, 1))
        enough = f"<activationCondition>activationCount > {least}</activationCondition>"
        drawn = element(kind, name, enough if kind == "complexGateway" else "")
        if kind == "eventBasedGateway":
            one, other = self.random.sample((*HEARD[:4], when(self.condition())), 2)
            drawn += catch(f"{name}a", one) + catch(f"{name}b", other)
        return name, kind, drawn

    # --- what stands on them and beside them

    def beside(self, name: str, kind: str, others: list[str]) -> str:
        """Draw an event on the edge of an activity, and what undoes it."""
        if kind not in ("task", *INSIDES) or not others:
            return ""
        xml = ""
        if self.often(0.45):
            edge, interrupting = self.name("b"), self.often(0.5)
            heard, together = self.heard()
            raised = [ERROR, ANY_ERROR, ESCALATION, ANY_ESCALATION]
            raised += [CANCEL] if kind == "transaction" else []
            if self.often(0.5):
                heard, together = self.random.choice(raised), {}
                interrupting = interrupting or heard not in (ESCALATION, ANY_ESCALATION)
            xml += boundary(edge, name, heard, interrupting=interrupting, **together)
            xml += go(f"{edge} {self.random.choice(others)}")
        if self.often(0.3):
            by, _, drawn = self.task(isForCompensation="true")
            xml += undo(name, by) + drawn
        return xml

    def handler(self, depth: int, tag: str) -> str:
        """Draw an event sub-process."""
        name, first, last, interrupting = *map(self.name, "hse"), self.often(0.5)
        heard, together = self.heard()
        if self.often(0.4):
            raised = [ERROR, ESCALATION, ANY_ESCALATION] + [COMPENSATE] * (tag != "process")
            heard, together = self.random.choice(raised), {}
            interrupting = interrupting or heard in (ERROR, COMPENSATE)
        begins = start(first, heard, isInterrupting=str(interrupting).lower(), **together)
        one, other = self.one(depth - 1), self.task()
        ends = end(last, self.random.choice(("", "", ERROR, TERMINATE, SIGNAL)))
        flows = self.flows(one[0], one[1], [one[0], other[0]], 0, is_loose=False)
        flows += go(f"{first} {one[0]}") + go(f"{other[0]} {last}")
        return sub(name, begins, one[2], other[2], ends, flows, triggeredByEvent="true")
