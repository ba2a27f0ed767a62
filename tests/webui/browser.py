"""Look at pages as people do: a real server, a real browser, and axe on what it shows."""

from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import waitress
from waitress import wasyncore

from webui import THREADS

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = ROOT / "webui" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ROOT / "tests" / "results"
PHONE = {"width": 375, "height": 812}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
#: how long a page may take on a machine that does much else
PATIENCE = 60_000


@contextmanager
def serving(app):
    """Let the server of the product listen on a free port; give its address without a slash."""
    server = waitress.create_server(
        app,
        host="127.0.0.1",
        port=0,
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
        asyncore_use_poll=True,
    )
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join()
        server.task_dispatcher.shutdown()


@contextmanager
def looking(browser, address, path, *, cookie=None, **how):
    """Give a page as a browser shows it; `how` is its size, colours, and if it runs scripts."""
    with browser.new_context(**_context(**how)) as context:
        if cookie:
            context.add_cookies([{"name": "regie", "value": cookie, "url": address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address + path)
        yield page


def follow(there):
    """Click what leads to a page, and wait for that page."""
    with there.page.expect_navigation():
        there.click()


def _context(*, size=DESK, scheme="light", scripts=True, forced="none"):
    shown = {"viewport": size, "color_scheme": scheme, "java_script_enabled": scripts}
    shown["forced_colors"] = forced
    return {**shown, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


def faults(page):
    """Give what axe holds against a page, each with the places; leaves the test out without axe.

    The script goes in as a debugger's would, because the page's own rules refuse it.
    """
    if not AXE.exists():
        pytest.skip("left out: axe-core is not installed; `make assets` fetches it")
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    run = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
    asked = {"expression": run, "awaitPromise": True, "returnByValue": True}
    found = session.send("Runtime.evaluate", asked)["result"]["value"]
    return [
        f"{fault['id']} ({fault['impact']}): {' '.join(node['target'])}: {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


def scrolls_sideways(page):
    """Tell by how many pixels the page is wider than the window."""
    measured = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return max(0, measured)


def picture(page, name):
    """Take a picture of the whole page, among the results that are not kept."""
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
