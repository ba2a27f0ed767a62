"""Whose turn it is, among the threads of one program: to write, or to try what takes long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock, local
from types import TracebackType

from engine.store.failures import DatabaseAway, DatabaseBusy

PATIENCE_SECONDS = 10
_QUEUES = tuple(Lock() for _ in range(64))


@contextmanager
def after_each_other(*subject: str) -> Iterator[None]:
    """Let threads that are about one subject come one after the other; others may share its queue.

    Nothing may depend on it: other programs do not wait, and who waited long goes on all the same.
    """
    queue = _QUEUES[hash(subject) % len(_QUEUES)]
    is_mine = queue.acquire(timeout=PATIENCE_SECONDS)
    try:
        yield
    finally:
        if is_mine:
            queue.release()


class AlreadyWriting(RuntimeError):
    """A thread writes, and would begin to write once more: it would wait for itself."""

    def __init__(self) -> None:
        super().__init__(
            "This thread is in a transaction that writes already; hand that one on instead."
        )


class Turn(AbstractContextManager[None]):
    """Entered by a thread that writes, once at a time."""

    def __init__(self) -> None:
        self._here = local()

    def __enter__(self) -> None:
        """Take the turn. Raises AlreadyWriting when this thread has it."""
        self._refuse_a_second()
        self.take()
        self._here.writes = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        where: TracebackType | None,
        /,
    ) -> None:
        self._here.writes = False
        self.give_up()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Enter without waiting. Raises DatabaseBusy when somebody else has the turn."""
        self._refuse_a_second()
        if not self.is_taken():
            raise DatabaseBusy
        self._here.writes = True
        try:
            yield
        finally:
            self._here.writes = False
            self.give_up()

    def _refuse_a_second(self) -> None:
        if getattr(self._here, "writes", False):
            raise AlreadyWriting

    def take(self) -> None:
        """Wait for the others, where the database does not see to that."""

    def is_taken(self) -> bool:
        """Take it if it is free, and tell whether it was; it always is where nobody waits here."""
        return True

    def give_up(self) -> None:
        """Let the next one write."""


class OneByOne(Turn):
    """The turn of threads that write one after the other.

    SQLite has one writer, and who waits for it looks again with ever longer pauses. A lock hands
    over at once within this program; between programs the database still decides.
    """

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        super().__init__()
        self._lock = Lock()
        self._patience_seconds = patience_seconds

    def take(self) -> None:
        """Wait until it is free, as long as SQLite itself would wait. Raises DatabaseAway."""
        if not self._lock.acquire(timeout=self._patience_seconds):
            raise DatabaseAway

    def is_taken(self) -> bool:
        return self._lock.acquire(blocking=False)

    def give_up(self) -> None:
        self._lock.release()
