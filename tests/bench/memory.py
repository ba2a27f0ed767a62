"""How much memory the program takes when people have worked with it for a while."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.terminal import Terminal, free_port
from tests.bench.http_w import Client, run_case, sign_in

CASES = 30


def measure(found_store, settings) -> dict[str, float]:
    """Give megabytes of `regie serve`: just started, and after cases over HTTP."""
    with Terminal(settings.data).service(port := free_port()) as server:
        server.wait_until_it_answers()
        started = resident(server.process.pid)
        browser = Client(port)
        sign_in(browser)
        for _ in range(CASES):
            run_case(found_store, browser, [])
        browser.ask("GET", "/taken")
        worked = resident(server.process.pid)
    return {"server, started": started, f"server, after {CASES} cases over HTTP": worked}


def resident(pid: int) -> float:
    """Give the megabytes that a process holds in memory."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise ProcessLookupError(pid)
