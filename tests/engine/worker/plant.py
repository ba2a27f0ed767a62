"""Workers on one PostgreSQL: processes of their own that can be stopped, killed, or die by plan."""

import os
from contextlib import suppress
from dataclasses import replace
from threading import Event

import psycopg
from sqlalchemy import event

from engine import worker
from engine.store import open_store
from tests.forks import FORKS

A_MOMENT = 0.02
PATIENCE = 6000  #: moments, on a machine that does much else
KILLED = 137


def work(settings, now, dies_at):
    """Be a worker at a moment that stands still; die at the first statement that is so.

    `dies_at` is how it begins, and after a `|` what must stand among its values.
    """
    found_store = open_store(settings, lambda: now)
    if dies_at:
        begins, _, about = dies_at.partition("|")

        def look(_connection, _cursor, statement, values, *_):
            if statement.startswith(begins) and about in str(values):
                os._exit(KILLED)

        event.listen(found_store._engine, "before_cursor_execute", look)
    worker.prepare(settings)
    worker.run(found_store, settings)


class Plant:
    """The workers of one installation; `clock` tells the time to those that start from now on."""

    def __init__(self, settings, clock):
        self.settings = settings
        self.clock = clock
        self.workers = []

    def start(self, dies_at="", **settings):
        """Start one worker more; give its process."""
        arguments = (replace(self.settings, **settings), self.clock.now, dies_at)
        process = FORKS.Process(target=work, args=arguments)
        process.start()
        self.workers.append(process)
        return process

    def close(self):
        for process in self.workers:
            process.kill()
            process.join()

    def ask(self, query):
        """Ask the queue something; give all rows, or the number of rows that changed."""
        with psycopg.connect(worker.place.reach(self.settings.url)) as connection:
            done = connection.execute(query)
            return done.fetchall() if done.description else done.rowcount

    def crews(self):
        """Give the numbers of all who look for jobs; each process has some."""
        with suppress(psycopg.Error):
            return {number for (number,) in self.ask("SELECT id FROM procrastinate_workers")}
        return set()

    def waiting(self):
        """Give the locks of the jobs that wait, first come first."""
        query = (
            "SELECT lock FROM procrastinate_jobs WHERE lock <> '' AND status = 'todo' ORDER BY id"
        )
        return [lock for (lock,) in self.ask(query)]

    def busy_with(self, kind):
        """Tell whether some worker is at a job of this kind."""
        query = "SELECT queue_name FROM procrastinate_jobs WHERE status = 'doing'"
        return (kind,) in self.ask(query) if self.crews() else False

    def bury(self):
        """Let it be a minute since the workers that are dead were heard of."""
        past = "now() - interval '1 minute'"
        self.ask(f"UPDATE procrastinate_workers SET last_heartbeat = {past}")  # noqa: S608

    @staticmethod
    def wait_until(holds):
        """Look again and again until it holds."""
        for _ in range(PATIENCE):
            if found := holds():
                return found
            Event().wait(A_MOMENT)
        raise AssertionError("it never came so far")
