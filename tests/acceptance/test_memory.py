"""How a running server takes its memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.acceptance.terminal import Terminal, free_port

HEAP = 64 * 2**20  #: what the GNU C library sets apart for a heap of one thread


def heaps_of_threads(pid):
    """Count the heaps that threads have for themselves: memory in use, and after it the rest."""
    found, began = 0, None
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
        where, rights, *_ = line.split()
        first, last = (int(end, 16) for end in where.split("-"))
        found += rights == "---p" and began is not None and last == began + HEAP
        began = first if rights == "rw-p" and first % HEAP == 0 else None
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells where a process has memory")
def test_the_threads_of_a_server_share_one_heap(tmp_path):
    with Terminal(tmp_path).service(free_port()) as server:
        server.wait_until_it_answers()

        assert heaps_of_threads(server.process.pid) == 0
