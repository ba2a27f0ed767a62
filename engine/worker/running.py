"""One worker process: it rings, works, and goes on when the database was away."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
from procrastinate import App
from procrastinate.exceptions import ProcrastinateException
from procrastinate.jobs import DeleteJobCondition

from engine.scheduler import AlarmClock, Bell, tidying
from engine.services import BUNDLED, Service
from engine.settings import Settings
from engine.store import Store
from engine.worker import jobs, place
from engine.worker.queue import DELIVER, FIRE, PERFORM, START, Queue
from engine.worker.ringing import ring

#: which jobs, and how many at a time; apart, so that slow services keep no timer waiting
CREWS = (((FIRE, START, DELIVER, jobs.TAKE_OVER), 2), ((jobs.ALONE,), 1), ((PERFORM,), 4))
PAUSE_SECONDS = 2

logger = logging.getLogger(__name__)


def prepare(settings: Settings) -> None:
    """Make the queue where it is not there yet."""
    place.make(settings.url)


def run(found_store: Store, settings: Settings, known: Mapping[str, Service] = BUNDLED) -> None:
    """Work until SIGTERM or SIGINT; what was begun is finished first."""
    queue = Queue(settings.url)

    def put_in_what_is_due() -> None:
        ring(found_store, queue)

    alarm = AlarmClock((Bell("ring", put_in_what_is_due), tidying(found_store, settings)))
    alarm.start()
    try:
        asyncio.run(_work(jobs.app(found_store, settings, known)))
    finally:
        alarm.stop()
        queue.close()


async def _work(app: App) -> None:
    """Let the crews work; start them anew after whatever stopped them, until told to stop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(sum(count for _, count in CREWS)))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    while not stop.is_set():
        try:
            await _shift(app, stop)
        except (ProcrastinateException, psycopg.Error) as problem:
            logger.warning("the queue does not answer: %s", problem.__cause__ or problem)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)


async def _shift(app: App, stop: asyncio.Event) -> None:
    """Work until told to stop, or until one of the crews cannot go on.

    A worker that could not write down what became of a job holds it as long as it lives. So that
    ends the shift: under its next name it is another worker, and the job is taken over.
    """
    broken = asyncio.Event()

    def lost(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        logger.warning("a job was not written down: %s", context.get("exception", context))
        broken.set()

    asyncio.get_running_loop().set_exception_handler(lost)
    async with app.open_async():
        await jobs.take_over(app)
        crews = [asyncio.create_task(_crew(app, names, count)) for names, count in CREWS]
        ends = [asyncio.create_task(event.wait()) for event in (stop, broken)]
        await asyncio.wait([*crews, *ends], return_when=asyncio.FIRST_COMPLETED)
        for task in (*crews, *ends):
            task.cancel()
        ended = await asyncio.gather(*crews, return_exceptions=True)
    for problem in ended:
        if isinstance(problem, Exception):
            raise problem


def _crew(app: App, names: tuple[str, ...], count: int) -> Coroutine[Any, Any, None]:
    return app.run_worker_async(
        queues=list(names),
        concurrency=count,
        delete_jobs=DeleteJobCondition.ALWAYS,
        install_signal_handlers=False,
        listen_notify=True,
    )
