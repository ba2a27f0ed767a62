"""Random diagrams for the machine: the blocks of the interpreter's tests, and blocks that wait.

What a block that waits leaves in the trace depends on what happens to it, so nothing is said of
that here; `model.py` plays it.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.engine.interpreter import blocks
from tests.engine.interpreter.blocks import Block, Blocks
from tests.engine.interpreter.diagrams import (
    CODELESS_ERROR,
    CODELESS_ESCALATION,
    ERROR,
    ESCALATION,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    flow,
    go,
    handler,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    timer,
    user,
)
from tests.machine.undoables import UNDOABLES

DEPTH = 3
LARGEST = 14_000  #: bytes of a diagram: larger ones say no more and take longer


@dataclass(frozen=True)
class Drawing:
    """A diagram with the processes in it; `p` is the one that people start."""

    seed: int
    source: bytes
    process_ids: tuple[str, ...]


class Waits(Blocks):
    """Draws blocks that wait for people, time, messages, signals and called processes too."""

    def __init__(self, seed: int, kinds: tuple, leaves: tuple) -> None:
        super().__init__(seed)
        self.kinds = kinds
        self.leaves = leaves
        self.beside: list[str] = []  #: definitions of messages and signals, called processes
        self.called: list[str] = []

    def block(self, depth: int) -> Block:
        kinds = self.kinds if depth > 0 else self.leaves
        return self.random.choice(kinds)(self, self.name(), depth - 1)

    def message(self) -> str:
        name = self.name("m")
        self.beside.append(f'<message id="{name}" name="{name}"/>')
        return f'<messageEventDefinition messageRef="{name}"/>'

    def signal(self) -> str:
        name = self.name("g")
        self.beside.append(f'<signal id="{name}" name="{name}"/>')
        return f'<signalEventDefinition signalRef="{name}"/>'

    def event(self) -> str:
        """Draw something from outside that a block may wait for."""
        return self.random.choice((self.message(), timer(f"PT{self.random.randint(1, 9)}S")))


def draw(seed: int, kinds: tuple | None = None, leaves: tuple | None = None) -> Drawing:
    """Draw the diagram of a seed, of a size that can be read."""
    for more in range(100):
        made = Waits(seed + more * 10**6, kinds or ALL, leaves or LEAVES)
        block = _first(made, DEPTH)
        body = start("first") + block.xml + end("last")
        body += go(f"first {block.first}") + go(f"{block.last} last")
        source = diagram(body, others="".join(made.beside))
        if len(source) < LARGEST:
            return Drawing(seed, source, ("p", *made.called))
    raise AssertionError("every diagram is too large")


def _first(made: Waits, depth: int) -> Block:
    """Draw some blocks one after the other or side by side, so that there is something to do."""
    how = made.random.choice((blocks._seq, blocks._and))
    return how(made, made.name(), depth)


# --- blocks that wait


def _marked(made: Waits, name: str, depth: int) -> Block:
    """Something waits, and it shows when it was done."""
    waits = made.random.choice((_user, _user, _message, _receive, blocks._timer))
    one, done = waits(made, name, depth), made.name()
    return Block(one.xml + mark(done) + go(f"{name} {done}"), name, done)


def _message(made: Waits, name: str, _: int) -> Block:
    return Block(catch(name, made.message()), name, name)


def _receive(made: Waits, name: str, _: int) -> Block:
    made.message()
    return Block(element("receiveTask", name, messageRef=f"m{made.counted}"), name, name)


def _heard(made: Waits, name: str, depth: int) -> Block:
    """One branch waits for the signal that the other throws when its work is done."""
    signal, before, after = made.signal(), made.block(depth), made.block(depth)
    ear, horn, work, join = _names(made, 4)
    xml = both(name, join) + catch(ear, signal) + throw(horn, signal) + user(work)
    xml += before.xml + after.xml + go(f"{name} {ear} {after.first}") + go(f"{after.last} {join}")
    xml += go(f"{name} {before.first}") + go(f"{before.last} {work} {horn} {join}")
    return Block(xml, name, join)


def _edge(made: Waits, name: str, depth: int) -> Block:
    """Work with something on its edge that takes over, or goes its own way beside it."""
    host = made.random.choice((_user, blocks._sub, blocks._many, _call))(made, name, depth)
    interrupting = made.random.random() < 0.6
    edge, then = made.name(), made.block(depth)
    xml = host.xml + boundary(edge, name, made.event(), interrupting=interrupting) + then.xml
    xml += go(f"{edge} {then.first}")
    if not interrupting:
        final = made.name()
        return Block(xml + end(final) + go(f"{then.last} {final}"), name, name)
    join, done = made.name(), made.name()
    xml += element("exclusiveGateway", join) + mark(done)
    return Block(xml + go(f"{name} {done} {join}") + go(f"{then.last} {join}"), name, join)


def _user(_made: Waits, name: str, _: int) -> Block:
    return Block(user(name), name, name)


def _escalated(made: Waits, name: str, depth: int) -> Block:
    """A sub-process escalates half-way; its edge takes over, or goes its own way beside it."""
    interrupting = made.random.random() < 0.5
    before = len(made.counters)
    one, two, horn, first, final = made.block(depth), made.block(depth), *_names(made, 3)
    inner = blocks._declared(made, before) + start(first) + one.xml + throw(horn, ESCALATION)
    inner += two.xml + end(final) + go(f"{first} {one.first}")
    inner += go(f"{one.last} {horn} {two.first}") + go(f"{two.last} {final}")
    edge, then = made.name(), made.block(depth)
    heard = made.random.choice((ESCALATION, CODELESS_ESCALATION))
    xml = sub(name, inner) + boundary(edge, name, heard, interrupting=interrupting)
    xml += then.xml + go(f"{edge} {then.first}")
    if not interrupting:
        late = made.name()
        return Block(xml + end(late) + go(f"{then.last} {late}"), name, name)
    join, never = made.name(), made.name()
    xml += element("exclusiveGateway", join) + mark(never)
    return Block(xml + go(f"{then.last} {join}") + go(f"{name} {never} {join}"), name, join)


def _listening(made: Waits, name: str, depth: int) -> Block:
    """A sub-process in which something from outside starts more, or takes over."""
    inside, _ = blocks._inside(made, depth)
    before = len(made.counters)
    more, esp = made.block(depth), made.name("h")
    own = blocks._declared(made, before)
    flows = go(f"{esp}_s {more.first}") + go(f"{more.last} {esp}_e")
    interrupting = made.random.random() < 0.5
    event = made.event()
    heard = handler(esp, event, own, more.xml, flows, interrupting=interrupting)
    return Block(sub(name, inside, heard), name, name)


def _call(made: Waits, name: str, depth: int) -> Block:
    called = _called(made, depth, "")
    return Block(element("callActivity", name, calledElement=called), name, name)


def _failing(made: Waits, name: str, depth: int) -> Block:
    """A called process ends in an error, which the edge of the call catches."""
    called = _called(made, depth, ERROR)
    edge, join, then = made.name(), made.name(), made.block(depth)
    caught = made.random.choice((ERROR, CODELESS_ERROR))
    xml = element("callActivity", name, calledElement=called) + boundary(edge, name, caught)
    xml += element("exclusiveGateway", join) + then.xml + go(f"{edge} {then.first}")
    return Block(xml + go(f"{then.last} {join}") + go(f"{name} {join}"), name, join)


def _called(made: Waits, depth: int, last: str) -> str:
    """Draw a process to call; its counters are its own."""
    inside, _ = blocks._inside(made, depth, last)
    called = made.name("c")
    made.called.append(called)
    made.beside.append(process(called, inside))
    return called


def _unsure(made: Waits, name: str, _: int) -> Block:
    """A choice that cannot be made before somebody did the work beside it: an incident."""
    known, work, tell, choice, yes, no, join, end_join = _names(made, 8)
    known = f"v{known}"
    made.counters.append(known)
    xml = both(name, end_join) + user(work) + script(tell, f"{known} = true")
    xml += element("exclusiveGateway", choice) + mark(yes) + mark(no)
    xml += element("exclusiveGateway", join)
    xml += flow(choice, yes, f"{known} = true") + flow(choice, no, f"{known} = false")
    xml += go(f"{name} {work} {tell} {end_join}") + go(f"{name} {choice}")
    return Block(xml + go(f"{yes} {join} {end_join}") + go(f"{no} {join}"), name, end_join)


def _names(made: Waits, many: int) -> list[str]:
    return [made.name() for _ in range(many)]


LEAVES = (blocks._mark, _marked, _marked)
WAITING = (_heard, _edge, _edge, _escalated, _listening, _call, _failing, _unsure)
ALL = (*blocks.KINDS, *WAITING, *WAITING, _marked, *UNDOABLES, *UNDOABLES)
