"""Blocks of random diagrams in which work is undone, and transactions that are called off."""

from __future__ import annotations

from tests.engine.interpreter import blocks
from tests.engine.interpreter.blocks import Block
from tests.engine.interpreter.diagrams import (
    CANCEL,
    COMPENSATE,
    TERMINATE,
    both,
    boundary,
    element,
    end,
    go,
    handler,
    mark,
    start,
    sub,
    throw,
    undo,
    user,
)

AND_ON = '<compensateEventDefinition waitForCompletion="false"/>'


def work(made, name: str, depth: int) -> Block:
    """Draw an activity with another that undoes it."""
    hosts = (blocks._mark, blocks._user, blocks._user, blocks._sub, blocks._many)
    host, undoing = made.random.choice(hosts)(made, name, depth), made.name()
    drawn = made.random.choice((_by_script, _by_script, _by_person, _by_more))
    return Block(host.xml + undo(name, undoing) + drawn(made, undoing, depth), name, name)


def takes_back(made, name: str, depth: int) -> Block:
    """All that was done so far in this scope is undone, and nothing twice."""
    one, more = work(made, made.name(), depth), made.block(depth)
    done, again = _names(made, 2)
    xml = one.xml + more.xml + throw(name, _asked(made)) + mark(done)
    xml += throw(again, COMPENSATE) + go(f"{one.last} {more.first}")
    return Block(xml + go(f"{more.last} {name} {done} {again}"), one.first, again)


def takes_back_one(made, name: str, depth: int) -> Block:
    """Of two activities one is undone."""
    one, other = work(made, made.name(), depth), work(made, made.name(), depth)
    only = f'<compensateEventDefinition activityRef="{one.first}"/>'
    xml = one.xml + other.xml + throw(name, only)
    return Block(
        xml + go(f"{one.last} {other.first}") + go(f"{other.last} {name}"), one.first, name
    )


def undoes_itself(made, name: str, depth: int) -> Block:
    """A sub-process knows itself how it is undone, and perhaps asks for what its parts know."""
    before = len(made.counters)
    one, first, final, own, horn, then = work(made, made.name(), depth), *_names(made, 5)
    inside = one.xml + start(first) + end(final) + go(f"{first} {one.first}")
    inside = blocks._declared(made, before) + inside + go(f"{one.last} {final}")
    asks = throw(horn, _asked(made)) if made.random.random() < 0.5 else user(horn)
    undoing = handler(own, COMPENSATE, asks, mark(then), go(f"{own}_s {horn} {then} {own}_e"))
    return Block(sub(name, inside, undoing), name, name)


def undone_by_handler(made, name: str, depth: int) -> Block:
    """Something from outside lets an event sub-process undo what was done around it."""
    before = len(made.counters)
    one, more = work(made, made.name(), depth), made.block(depth)
    first, final, own, horn, then = _names(made, 5)
    inside = one.xml + more.xml + start(first) + end(final) + go(f"{first} {one.first}")
    inside += go(f"{one.last} {more.first}") + go(f"{more.last} {final}")
    inside = blocks._declared(made, before) + inside
    undoing = (throw(horn, _asked(made)), mark(then), go(f"{own}_s {horn} {then} {own}_e"))
    interrupting = made.random.random() < 0.5
    event = handler(own, made.event(), *undoing, interrupting=interrupting)
    return Block(sub(name, inside, event), name, name)


def called_off(made, name: str, depth: int) -> Block:
    """One branch of a transaction cancels it, while the other is anywhere."""
    inside = _two_branches(made, depth, CANCEL)
    edge, join, never, then = *_names(made, 3), made.block(depth)
    xml = sub(name, inside, tag="transaction")
    if made.random.random() < 0.3:
        return Block(xml, name, name)
    xml += boundary(edge, name, CANCEL) + then.xml + element("exclusiveGateway", join) + mark(never)
    xml += go(f"{edge} {then.first}") + go(f"{then.last} {join}") + go(f"{name} {never} {join}")
    return Block(xml, name, join)


def terminated(made, name: str, depth: int) -> Block:
    """One branch of a sub-process ends all of it."""
    return Block(sub(name, _two_branches(made, depth, TERMINATE)), name, name)


def _two_branches(made, depth: int, last: str) -> str:
    """Draw the inside of a sub-process with two branches, one of which ends in `last`."""
    before = len(made.counters)
    one, other = work(made, made.name(), depth), work(made, made.name(), depth)
    more = made.block(depth)
    first, split, last_one, final = _names(made, 4)
    inside = start(first) + both(split) + one.xml + other.xml + more.xml
    inside += end(last_one, last) + end(final)
    inside += go(f"{first} {split} {one.first}") + go(f"{one.last} {more.first}")
    inside += go(f"{more.last} {last_one}") + go(f"{split} {other.first}")
    return blocks._declared(made, before) + inside + go(f"{other.last} {final}")


def _asked(made) -> str:
    """Draw what asks to undo, and waits for it or goes on."""
    return made.random.choice((COMPENSATE, AND_ON))


def _by_script(_made, name: str, _: int) -> str:
    return mark(name, isForCompensation="true")


def _by_person(_made, name: str, _: int) -> str:
    return user(name, isForCompensation="true")


def _by_more(made, name: str, depth: int) -> str:
    inside, _ = blocks._inside(made, depth)
    return sub(name, inside, isForCompensation="true")


def _names(made, many: int) -> list[str]:
    return [made.name() for _ in range(many)]


UNDOABLES = (
    work,
    takes_back,
    takes_back_one,
    undoes_itself,
    undone_by_handler,
    called_off,
    terminated,
)
