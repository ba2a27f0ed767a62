"""Take the pictures of the README from a fresh demonstration: `python -m tests.screenshots`."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "een-lang-wachtwoord"  # noqa: S105 - of a demonstration that is thrown away
DESKTOP, PHONE = {"width": 1120, "height": 720}, {"width": 390, "height": 780}
TALL, WIDE = {"width": 1120, "height": 1240}, {"width": 1440, "height": 940}
LONGEST_START_SECONDS = 300
#: name of the picture, who looks, where, how large
SHOTS = (
    ("inbox", "sanne", "/taken/gremium", DESKTOP),
    ("inbox-phone", "joris", "/taken", PHONE),
    ("task", "marijke", "/taken/RD-2026-0013.2/voer_gesprek%231", DESKTOP),
    ("case", "marijke", "/zaken/RD-2026-0003", DESKTOP),
    ("replay", "otto", "/toezicht/RD-2026-0001/RD-2026-0001.1?g=6", TALL),
    ("studio", "paula", "/processen/rd_toets", WIDE),
    ("table", "paula", "/processen/rd_escalatie/versie/1/beslissing/D5", DESKTOP),
    ("idea", "", "/idee", PHONE),
)


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = {"REGIE_DATA": folder, "REGIE_PORT": str(port), "REGIE_DEMO_PASSWORD": PASSWORD}
        server = subprocess.Popen(
            [sys.executable, "-m", "engine", "demo"],
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/welkom")
            take_all(address)
        finally:
            server.terminate()
            server.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address):
    """Ask until the server answers; making the demonstration takes a while."""
    began = time.monotonic()
    while time.monotonic() - began < LONGEST_START_SECONDS:
        try:
            with urlopen(address):  # noqa: S310 - our own server on this machine
                return
        except URLError:
            continue
    sys.exit("the demonstration did not start")


def take_all(address):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, person, path, size in SHOTS:
            with browser.new_context(viewport=size, locale="nl-NL") as context:
                page = context.new_page()
                if person:
                    sign_in(page, address, person)
                page.goto(address + path, wait_until="networkidle")
                page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


def sign_in(page, address, person):
    page.goto(f"{address}/aanmelden")
    page.get_by_label("E-mail of gebruikersnaam").fill(person)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Meld aan").click()
    page.wait_for_url(lambda url: "aanmelden" not in url)


if __name__ == "__main__":
    main()
