"""Somebody who writes for long, in a thread of her own."""

from contextlib import contextmanager
from threading import Event, Thread

LONGEST_SECONDS = (
    20  #: so that who waits for her in spite of all is found by a test, not by a night
)


@contextmanager
def writing(found_store, write):
    """Let somebody hold what `write` changed, uncommitted, until the end, but not for ever."""
    holds, over = Event(), Event()

    def hold():
        with found_store.begin() as tx:
            write(tx)
            holds.set()
            over.wait(timeout=LONGEST_SECONDS)

    thread = Thread(target=hold)
    thread.start()
    try:
        assert holds.wait(timeout=LONGEST_SECONDS)
        yield
    finally:
        over.set()
        thread.join()
