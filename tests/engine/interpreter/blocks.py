"""Random block-structured diagrams, with the trace that their structure alone says they leave."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
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
    undo,
    user,
)


@dataclass
class Block:
    """A piece of diagram: where it begins and ends, and what it leaves in the trace."""

    xml: str
    first: str
    last: str
    trace: list[str] = field(default_factory=list)


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
        kinds = KINDS if depth else (_mark, _mark, _user, _timer)
        return self.random.choice(kinds)(self, self.name(), depth - 1)


def _mark(_draw: Blocks, name: str, _: int) -> Block:
    return Block(mark(name), name, name, [name])


def _user(_draw: Blocks, name: str, _: int) -> Block:
    return Block(user(name), name, name)


def _timer(draw: Blocks, name: str, _: int) -> Block:
    seconds = draw.random.randint(1, 9)
    return Block(catch(name, timer(f"PT{seconds}S")), name, name)


def _seq(draw: Blocks, _: str, depth: int) -> Block:
    one, two = draw.block(depth), draw.block(depth)
    joined = one.xml + two.xml + go(f"{one.last} {two.first}")
    return Block(joined, one.first, two.last, one.trace + two.trace)


# --- gateways


def _branches(draw: Blocks, depth: int) -> list[Block]:
    return [draw.block(depth) for _ in range(draw.random.randint(2, 3))]


def _and(draw: Blocks, name: str, depth: int) -> Block:
    branches = _branches(draw, depth)
    xml = element("parallelGateway", name)
    xml += "".join(go(f"{name} {branch.first}") for branch in branches)
    return _closed(Block(xml, name, name), "parallelGateway", draw.name(), branches, branches)


def _xor(draw: Blocks, name: str, depth: int) -> Block:
    branches = _branches(draw, depth)
    taken = draw.random.randrange(len(branches))
    default = f"{name}_default"
    xml = element("exclusiveGateway", name, default=default)
    for n, branch in enumerate(branches[:-1]):
        xml += flow(name, branch.first, "true" if n == taken else "false")
    xml += flow(name, branches[-1].first, flow_id=default)
    split = Block(xml, name, name)
    return _closed(split, "exclusiveGateway", draw.name(), branches, [branches[taken]])


def _or(draw: Blocks, name: str, depth: int) -> Block:
    return _some(draw, Block(element("inclusiveGateway", name), name, name), depth)


def _task(draw: Blocks, name: str, depth: int) -> Block:
    return _some(draw, Block(mark(name), name, name, [name]), depth)


def _some(draw: Blocks, split: Block, depth: int) -> Block:
    branches = _branches(draw, depth)
    on = [draw.random.random() < 0.5 for _ in branches]
    on[0] = on[0] or not any(on)
    for branch, is_on in zip(branches, on, strict=True):
        split.xml += flow(split.first, branch.first, "true" if is_on else "false")
    taken = [branch for branch, is_on in zip(branches, on, strict=True) if is_on]
    return _closed(split, "inclusiveGateway", draw.name(), branches, taken)


def _closed(split: Block, tag: str, join: str, branches: list[Block], taken: list[Block]) -> Block:
    """Let all branches of a split come together at `join`; only those taken leave a trace."""
    xml = split.xml + element(tag, join)
    xml += "".join(branch.xml + go(f"{branch.last} {join}") for branch in branches)
    trace = split.trace + [one for branch in taken for one in branch.trace]
    return Block(xml, split.first, join, trace)


def _loop(draw: Blocks, name: str, depth: int) -> Block:
    counter, join, add, reset = (draw.name(one) for one in ("v", "n", "n", "n"))
    draw.counters.append(counter)
    body, times = draw.block(depth), draw.random.randint(1, 3)
    default = f"{join}_default"
    xml = element("exclusiveGateway", name) + body.xml
    xml += script(add, f"{counter} = if {counter} = null then 1 else {counter} + 1")
    xml += element("exclusiveGateway", join, default=default) + script(reset, f"{counter} = null")
    xml += go(f"{name} {body.first}") + go(f"{body.last} {add} {join}")
    xml += flow(join, name, f"{counter} < {times}") + flow(join, reset, flow_id=default)
    return Block(xml, name, reset, body.trace * times)


def _race(draw: Blocks, name: str, depth: int) -> Block:
    """The first of two timers goes on; the branch behind the other never happens."""
    first, never = draw.block(depth), draw.block(depth)
    soon, late, join = draw.name(), draw.name(), draw.name()
    xml = element("eventBasedGateway", name) + element("exclusiveGateway", join)
    xml += catch(soon, timer("PT2S")) + catch(late, timer("PT3S")) + first.xml + never.xml
    xml += go(f"{name} {soon} {first.first}") + go(f"{first.last} {join}")
    xml += go(f"{name} {late} {never.first}") + go(f"{never.last} {join}")
    return Block(xml, name, join, first.trace)


def _jump(draw: Blocks, name: str, depth: int) -> Block:
    body, target = draw.block(depth), draw.name()
    link = f'<linkEventDefinition name="{name}"/>'
    xml = throw(name, link) + catch(target, link) + body.xml + go(f"{target} {body.first}")
    return Block(xml, name, body.last, body.trace)


# --- sub-processes


def _inside(draw: Blocks, depth: int, last: str = "") -> tuple[str, list[str]]:
    """Draw what stands inside a sub-process; its counters are variables of its own."""
    before = len(draw.counters)
    body, first, final = draw.block(depth), draw.name(), draw.name()
    own = _declared(draw, before)
    xml = own + start(first) + body.xml + end(final, last)
    return xml + go(f"{first} {body.first}") + go(f"{body.last} {final}"), body.trace


def _declared(draw: Blocks, before: int) -> str:
    """Declare the counters that were used since `before`; they belong to this scope now."""
    counters, draw.counters[before:] = draw.counters[before:], []
    return "".join(data(counter) for counter in counters)


def _sub(draw: Blocks, name: str, depth: int) -> Block:
    inside, trace = _inside(draw, depth)
    tag = draw.random.choice(("subProcess", "transaction"))
    return Block(sub(name, inside, tag=tag), name, name, trace)


def _adhoc(draw: Blocks, name: str, depth: int) -> Block:
    ordering = draw.random.choice(("Parallel", "Sequential"))
    parts = [_sub(draw, draw.name(), depth) for _ in range(2)]
    xml = "".join(part.xml for part in parts)
    trace = [one for part in parts for one in part.trace]
    return Block(sub(name, xml, tag="adHocSubProcess", ordering=ordering), name, name, trace)


def _many(draw: Blocks, name: str, depth: int) -> Block:
    inside, trace = _inside(draw, depth)
    times = draw.random.randint(0, 3)
    how = many(str(times), sequential=draw.random.choice((True, False)))
    return Block(sub(name, how, inside), name, name, trace * times)


def _again(draw: Blocks, name: str, depth: int) -> Block:
    inside, trace = _inside(draw, depth)
    times = draw.random.randint(1, 3)
    return Block(sub(name, loop(loopMaximum=str(times)), inside), name, name, trace * times)


def _error(draw: Blocks, name: str, depth: int) -> Block:
    """A sub-process ends in an error; its boundary goes on instead."""
    inside, trace = _inside(draw, depth, ERROR)
    then, edge, join, never = draw.block(depth), draw.name(), draw.name(), draw.name()
    xml = sub(name, inside) + boundary(edge, name, ERROR) + then.xml
    xml += element("exclusiveGateway", join) + mark(never)
    xml += go(f"{edge} {then.first}") + go(f"{then.last} {join}") + go(f"{name} {never} {join}")
    return Block(xml, name, join, trace + then.trace)


def _handler(draw: Blocks, name: str, depth: int) -> Block:
    """A sub-process ends in an error, which its own event sub-process handles."""
    inside, trace = _inside(draw, depth, ERROR)
    esp, more = _event_sub_process(draw, depth, ERROR, "true")
    return Block(sub(name, inside, esp), name, name, trace + more)


def _twice(draw: Blocks, name: str, depth: int) -> Block:
    """A sub-process escalates once or twice; each time its handler runs beside it."""
    before = len(draw.counters)
    body, first, final = draw.block(depth), draw.name(), draw.name()
    own = _declared(draw, before)
    throws = [draw.name() for _ in range(draw.random.randint(1, 2))]
    xml = own + start(first) + body.xml + end(final)
    xml += "".join(throw(one, ESCALATION) for one in throws)
    xml += go(f"{first} {body.first}") + go(" ".join([body.last, *throws, final]))
    esp, more = _event_sub_process(draw, depth, ESCALATION, "false")
    return Block(sub(name, xml, esp), name, name, body.trace + more * len(throws))


def _event_sub_process(
    draw: Blocks, depth: int, event: str, interrupting: str
) -> tuple[str, list[str]]:
    before = len(draw.counters)
    body, name, first, final = draw.block(depth), draw.name(), draw.name(), draw.name()
    own = _declared(draw, before)
    xml = own + start(first, event, isInterrupting=interrupting) + body.xml + end(final)
    xml += go(f"{first} {body.first}") + go(f"{body.last} {final}")
    return sub(name, xml, triggeredByEvent="true"), body.trace


def _undoable(draw: Blocks, depth: int) -> tuple[str, str, str, list[str]]:
    """Draw a block and behind it work that is undone: the XML, where it begins and ends."""
    body, work, undoing = draw.block(depth), draw.name(), draw.name()
    xml = body.xml + mark(work) + undo(work, undoing) + mark(undoing, isForCompensation="true")
    return xml + go(f"{body.last} {work}"), body.first, work, [*body.trace, work, undoing]


def _undone(draw: Blocks, name: str, depth: int) -> Block:
    """What is done in a sub-process is undone at its end."""
    before = len(draw.counters)
    inside, first, last, trace = _undoable(draw, depth)
    begin, final = draw.name(), draw.name()
    xml = _declared(draw, before) + start(begin) + inside + end(final, COMPENSATE)
    xml += go(f"{begin} {first}") + go(f"{last} {final}")
    return Block(sub(name, xml), name, name, trace)


def _cancelled(draw: Blocks, name: str, depth: int) -> Block:
    """A transaction is cancelled and undone; its cancel boundary goes on instead."""
    before = len(draw.counters)
    inside, first, last, trace = _undoable(draw, depth)
    begin, final = draw.name(), draw.name()
    inner = _declared(draw, before) + start(begin) + inside + end(final, CANCEL)
    inner += go(f"{begin} {first}") + go(f"{last} {final}")
    then, edge, join, never = draw.block(depth), draw.name(), draw.name(), draw.name()
    xml = sub(name, inner, tag="transaction") + boundary(edge, name, CANCEL) + then.xml
    xml += element("exclusiveGateway", join) + mark(never)
    xml += go(f"{edge} {then.first}") + go(f"{then.last} {join}") + go(f"{name} {never} {join}")
    return Block(xml, name, join, trace + then.trace)


KINDS = (
    *(_mark, _user, _timer, _seq, _seq, _xor, _and, _or, _task, _loop),
    *(_sub, _error, _handler, _twice, _many, _again, _adhoc),
    *(_race, _jump, _undone, _cancelled),
)
