"""The queue as who rings sees it: put in what is due and not in it yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procrastinate import SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager

from engine.worker import place

FIRE, PERFORM, DELIVER = "fire timers", "perform calls", "deliver post"
START = "start processes"


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is to do now: `kind`, for one instance, or for none.

    The post is of no instance, and neither is a process that starts by itself. Of the same work no
    two jobs wait, and no two are done at the same time.
    """

    kind: str
    instance_id: str = ""

    @property
    def lock(self) -> str:
        return f"{self.kind} {self.instance_id}".strip()


class Queue:
    """The queue in one database, open until it is closed."""

    def __init__(self, url: str) -> None:
        self._connector = SyncPsycopgConnector(conninfo=place.reach(url), min_size=1, max_size=1)
        self._jobs = JobManager(self._connector)
        self._connector.open()

    def fill(self, wanted: Iterable[Work]) -> int:
        """Put in what is not waited for or done already, in this order; return how much that is.

        When another worker rings at the same moment, it is left to that one.
        """
        known = {lock["name"] for lock in self._jobs.list_locks()}
        new = [_job(work) for work in wanted if work.lock not in known]
        if not new:
            return 0
        try:
            self._jobs.batch_defer_jobs(new)
        except AlreadyEnqueued:
            return 0
        return len(new)

    def close(self) -> None:
        """Let go of the connection."""
        self._connector.close()


def _job(work: Work) -> Job:
    return Job(
        queue=work.kind,
        task_name=work.kind,
        lock=work.lock,
        queueing_lock=work.lock,
        task_kwargs={"instance_id": work.instance_id} if work.instance_id else {},
    )
