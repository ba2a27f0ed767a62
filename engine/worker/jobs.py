"""What a worker does with each job: the same verbs that a process without a queue calls.

Each looks in our tables what is due, so a job that comes twice, late or for nothing does no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException

from engine import messages, services, starts, timers
from engine.errors import EngineError
from engine.services import Service
from engine.settings import Settings
from engine.store import Store
from engine.worker import place
from engine.worker.queue import DELIVER, FIRE, PERFORM, START

TAKE_OVER = "take over"
ALONE = "fire timers alone"  #: so that of two that were at work in a worker that died one is blamed
EVERY_TEN_SECONDS = "* * * * * */10"
DEATHS = 3  #: of workers that tried, before the timers of an instance are an incident
CONNECTIONS = 4

logger = logging.getLogger(__name__)


def app(found_store: Store, settings: Settings, known: Mapping[str, Service]) -> App:
    """Give the jobs that a worker knows, by name, for one database."""
    connector = PsycopgConnector(
        conninfo=place.reach(settings.url), min_size=1, max_size=CONNECTIONS
    )
    made = App(connector=connector)
    _of_no_instance(made, found_store)

    @made.task(name=FIRE, queue=FIRE, pass_context=True)
    def fire(context: JobContext, instance_id: str) -> None:
        with _until_the_next_ring():
            if context.job.attempts >= DEATHS:
                timers.give_up(found_store, instance_id, tries=context.job.attempts)
            else:
                timers.fire_due(found_store, of=instance_id)
            messages.deliver(found_store)

    @made.task(name=PERFORM, queue=PERFORM)
    def perform(instance_id: str) -> None:
        with _until_the_next_ring():
            if services.perform_due(found_store, settings, known, of=instance_id):
                messages.deliver(found_store)

    @made.periodic(cron=EVERY_TEN_SECONDS)
    @made.task(name=TAKE_OVER, queue=TAKE_OVER, pass_context=True)
    async def from_time_to_time(context: JobContext, timestamp: int) -> None:
        del timestamp  # when it should have been does not matter
        await take_over(context.app)

    return made


def _of_no_instance(made: App, found_store: Store) -> None:
    """Add the jobs that are for nobody in particular."""

    @made.task(name=DELIVER, queue=DELIVER)
    def deliver() -> None:
        with _until_the_next_ring():
            messages.deliver(found_store)
            messages.lay_aside(found_store)

    @made.task(name=START, queue=START)
    def start() -> None:
        with _until_the_next_ring():
            starts.open_due(found_store)
            messages.deliver(found_store)


async def take_over(working: App) -> None:
    """Let be done again what workers were at that were not heard of for half a minute."""
    for stalled in await working.job_manager.get_stalled_jobs():
        logger.warning("a worker died at '%s'; it is taken over", stalled.lock)
        queue = ALONE if stalled.task_name == FIRE else None
        with suppress(ConnectorException):  # another worker was first
            await working.job_manager.retry_job(stalled, queue=queue)


@contextmanager
def _until_the_next_ring() -> Iterator[None]:
    """Leave where it is what is refused now, by a database that is away: the next ring finds it."""
    try:
        yield
    except EngineError as problem:
        logger.warning("left until the next ring: %s", problem)
