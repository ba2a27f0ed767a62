"""Somebody who writes for long, in a thread of her own."""

from contextlib import contextmanager
from threading import Event, Thread

LONGEST_SECONDS = 20  #: so that a test ends, whoever waits for her


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
