"""What people, time and other systems do to the instances of a world, one thing at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.events import Effect, IncidentRetried, MessageReceived, TaskCompleted, TimerFired
from engine.model import Place
from tests.engine.interpreter.worklists import Running


class Hands:
    """Causes by the id of the element they are meant for; the oldest place there gets them."""

    instances: list[Running]
    now: datetime

    def complete(self, element_id: str, **answers: object) -> None:
        """Complete the oldest open task at an element, and serve what follows."""
        for running in self.instances:
            for place in sorted(running.tasks):
                if place.element_id == element_id:
                    self.step(running, TaskCompleted(place, dict(answers)))
                    self.settle()
                    return
        raise AssertionError(f"no open task at {element_id}")

    def answer(self, place: Place, **answers: object) -> None:
        """Complete the task at a place."""
        running = next(one for one in self.instances if place in one.tasks)
        self.step(running, TaskCompleted(place, dict(answers)))
        self.settle()

    def retry(self, element_id: str) -> tuple[Effect, ...]:
        """Retry the incident at an element."""
        for running in self.instances:
            for place in sorted(running.incidents):
                if place.element_id == element_id:
                    effects = self.step(running, IncidentRetried(place))
                    self.settle()
                    return effects
        raise AssertionError(f"no incident at {element_id}")

    def fire(self, element_id: str) -> tuple[Effect, ...]:
        """Fire the timer at an element."""
        for running in self.instances:
            for place, event in sorted(running.timers):
                if place.element_id == element_id:
                    effects = self.step(running, TimerFired(place, event))
                    self.settle()
                    return effects
        raise AssertionError(f"no timer at {element_id}")

    def fire_at(self, place: Place) -> tuple[Effect, ...]:
        """Fire the timer at a place of the first instance."""
        return self.step(self.first, TimerFired(place))

    def receive(self, element_id: str, message: str, **payload: object) -> tuple[Effect, ...]:
        """Let a message arrive at an element."""
        for running in self.instances:
            for (place, event), ear in running.ears.items():
                if place.element_id == element_id and ear.name == message:
                    cause = MessageReceived(place, message, event, dict(payload))
                    effects = self.step(running, cause)
                    self.settle()
                    return effects
        raise AssertionError(f"nobody waits for {message} at {element_id}")

    def tick(self, **time: int) -> None:
        self.now += timedelta(**time)
