"""Random block-structured diagrams, with the trace that their structure alone says they leave."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.engine.interpreter.diagrams import (
    ERROR,
    ESCALATION,
    boundary,
    catch,
    data,
    element,
    end,
    flow,
    go,
    loop,
    many,
    mark,
    script,
    start,
    sub,
    throw,
    timer,
    user,
)


@dataclass
class Block:
    """A piece of diagram: where it begins and ends, and what it leaves in the trace."""

    xml: str
    first: str
    last: str
    trace: list[str] = field(default_factory=list)


KINDS = (
    *("mark", "user", "timer", "seq", "seq", "xor", "and", "or", "task", "loop"),
    *("sub", "error", "handler", "twice", "many", "again", "adhoc"),
)


class Blocks:
    """Draws blocks inside blocks from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same for a seed
        self.counted = 0
        self.counters: list[str] = []

    def name(self, prefix: str = "n") -> str:
        self.counted += 1
        return f"{prefix}{self.counted}"

    def block(self, depth: int) -> Block:
        kinds = KINDS if depth else ("mark", "mark", "user", "timer")
        return getattr(self, f"_{self.random.choice(kinds)}")(self.name(), depth - 1)

    def _mark(self, name: str, _: int) -> Block:
        return Block(mark(name), name, name, [name])

    def _user(self, name: str, _: int) -> Block:
        return Block(user(name), name, name)

    def _timer(self, name: str, _: int) -> Block:
        seconds = self.random.randint(1, 9)
        return Block(catch(name, timer(f"PT{seconds}S")), name, name)

    def _seq(self, _: str, depth: int) -> Block:
        one, two = self.block(depth), self.block(depth)
        joined = one.xml + two.xml + go(f"{one.last} {two.first}")
        return Block(joined, one.first, two.last, one.trace + two.trace)

    # --- gateways

    def _branches(self, depth: int) -> list[Block]:
        return [self.block(depth) for _ in range(self.random.randint(2, 3))]

    def _and(self, name: str, depth: int) -> Block:
        branches = self._branches(depth)
        xml = element("parallelGateway", name)
        xml += "".join(go(f"{name} {branch.first}") for branch in branches)
        return self._closed(xml, name, "parallelGateway", branches, branches)

    def _xor(self, name: str, depth: int) -> Block:
        branches = self._branches(depth)
        taken = self.random.randrange(len(branches))
        default = f"{name}_default"
        xml = element("exclusiveGateway", name, default=default)
        for n, branch in enumerate(branches[:-1]):
            xml += flow(name, branch.first, "true" if n == taken else "false")
        xml += flow(name, branches[-1].first, flow_id=default)
        return self._closed(xml, name, "exclusiveGateway", branches, [branches[taken]])

    def _or(self, name: str, depth: int) -> Block:
        return self._some(element("inclusiveGateway", name), name, depth, [])

    def _task(self, name: str, depth: int) -> Block:
        return self._some(mark(name), name, depth, [name])

    def _some(self, xml: str, name: str, depth: int, trace: list[str]) -> Block:
        branches = self._branches(depth)
        on = [self.random.random() < 0.5 for _ in branches]
        on[0] = on[0] or not any(on)
        for branch, is_on in zip(branches, on, strict=True):
            xml += flow(name, branch.first, "true" if is_on else "false")
        taken = [branch for branch, is_on in zip(branches, on, strict=True) if is_on]
        block = self._closed(xml, name, "inclusiveGateway", branches, taken)
        block.trace += trace
        return block

    def _closed(
        self, xml: str, name: str, tag: str, branches: list[Block], taken: list[Block]
    ) -> Block:
        join = self.name()
        xml += element(tag, join) + "".join(b.xml + go(f"{b.last} {join}") for b in branches)
        return Block(xml, name, join, [one for branch in taken for one in branch.trace])

    def _loop(self, name: str, depth: int) -> Block:
        counter, join, add, reset = (self.name(one) for one in ("v", "n", "n", "n"))
        self.counters.append(counter)
        body, times = self.block(depth), self.random.randint(1, 3)
        default = f"{join}_default"
        xml = element("exclusiveGateway", name) + body.xml
        xml += script(add, f"{counter} = if {counter} = null then 1 else {counter} + 1")
        xml += element("exclusiveGateway", join, default=default) + script(
            reset, f"{counter} = null"
        )
        xml += go(f"{name} {body.first}") + go(f"{body.last} {add} {join}")
        xml += flow(join, name, f"{counter} < {times}") + flow(join, reset, flow_id=default)
        return Block(xml, name, reset, body.trace * times)

    # --- sub-processes

    def _inside(self, depth: int, last: str = "") -> tuple[str, list[str]]:
        """Draw what stands inside a sub-process; its counters are variables of its own."""
        before = len(self.counters)
        body, first, final = self.block(depth), self.name(), self.name()
        own = self._declared(before)
        xml = own + start(first) + body.xml + end(final, last)
        return xml + go(f"{first} {body.first}") + go(f"{body.last} {final}"), body.trace

    def _declared(self, before: int) -> str:
        """Declare the counters that were used since `before`; they belong to this scope now."""
        counters, self.counters[before:] = self.counters[before:], []
        return "".join(data(counter) for counter in counters)

    def _sub(self, name: str, depth: int) -> Block:
        inside, trace = self._inside(depth)
        tag = self.random.choice(("subProcess", "transaction"))
        return Block(sub(name, inside, tag=tag), name, name, trace)

    def _adhoc(self, name: str, depth: int) -> Block:
        ordering = self.random.choice(("Parallel", "Sequential"))
        parts = [self._sub(self.name(), depth) for _ in range(2)]
        xml = "".join(part.xml for part in parts)
        trace = [one for part in parts for one in part.trace]
        return Block(sub(name, xml, tag="adHocSubProcess", ordering=ordering), name, name, trace)

    def _many(self, name: str, depth: int) -> Block:
        inside, trace = self._inside(depth)
        times = self.random.randint(0, 3)
        how = many(str(times), sequential=self.random.choice((True, False)))
        return Block(sub(name, how, inside), name, name, trace * times)

    def _again(self, name: str, depth: int) -> Block:
        inside, trace = self._inside(depth)
        times = self.random.randint(1, 3)
        return Block(sub(name, loop(loopMaximum=str(times)), inside), name, name, trace * times)

    def _error(self, name: str, depth: int) -> Block:
        """A sub-process ends in an error; its boundary goes on instead."""
        inside, trace = self._inside(depth, ERROR)
        then, edge, join, never = self.block(depth), self.name(), self.name(), self.name()
        xml = sub(name, inside) + boundary(edge, name, ERROR) + then.xml
        xml += element("exclusiveGateway", join) + mark(never)
        xml += go(f"{edge} {then.first}") + go(f"{then.last} {join}") + go(f"{name} {never} {join}")
        return Block(xml, name, join, trace + then.trace)

    def _handler(self, name: str, depth: int) -> Block:
        """A sub-process ends in an error, which its own event sub-process handles."""
        inside, trace = self._inside(depth, ERROR)
        esp, more = self._event_sub_process(depth, ERROR, "true")
        return Block(sub(name, inside, esp), name, name, trace + more)

    def _twice(self, name: str, depth: int) -> Block:
        """A sub-process escalates once or twice; each time its handler runs beside it."""
        before = len(self.counters)
        body, first, final = self.block(depth), self.name(), self.name()
        own = self._declared(before)
        throws = [self.name() for _ in range(self.random.randint(1, 2))]
        xml = own + start(first) + body.xml + end(final)
        xml += "".join(throw(one, ESCALATION) for one in throws)
        xml += go(f"{first} {body.first}") + go(" ".join([body.last, *throws, final]))
        esp, more = self._event_sub_process(depth, ESCALATION, "false")
        return Block(sub(name, xml, esp), name, name, body.trace + more * len(throws))

    def _event_sub_process(
        self, depth: int, event: str, interrupting: str
    ) -> tuple[str, list[str]]:
        before = len(self.counters)
        body, name, first, final = self.block(depth), self.name(), self.name(), self.name()
        own = self._declared(before)
        xml = own + start(first, event, isInterrupting=interrupting) + body.xml + end(final)
        xml += go(f"{first} {body.first}") + go(f"{body.last} {final}")
        return sub(name, xml, triggeredByEvent="true"), body.trace
