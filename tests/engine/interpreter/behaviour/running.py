"""Run a small diagram to where it goes by itself, or to where it waits for somebody."""

from __future__ import annotations

from tests.engine.interpreter.diagrams import diagram, start
from tests.engine.interpreter.world import World


def waiting(*parts, others="", variables=None):
    """Start a process that begins at `s`; nobody does any work yet."""
    world = World(diagram(start(), *parts, others=others))
    world.start("p", variables=variables)
    world.settle()
    return world


def ran(*parts, others="", **variables):
    """Start a process that begins at `s`; all work is done at once and time passes."""
    world = World(diagram(start(), *parts, others=others))
    world.start("p", variables=variables)
    world.run()
    return world


def order(world):
    """Give what the scripts of the first instance wrote in `trace`, in that order."""
    return world.variables().get("trace")


def open_tasks(world):
    """Give the ids of the elements where somebody has work, in order of the alphabet."""
    return sorted(place.element_id for one in world.instances for place in one.tasks)
