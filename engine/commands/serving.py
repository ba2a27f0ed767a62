"""`regie demo`, `serve` and `migrate`: start the screens, bring the database up to date."""

from __future__ import annotations

import argparse
import errno
import logging
import socket
import sys
from collections.abc import Sequence
from ipaddress import ip_address

import webui
from engine import demonstration, reasons
from engine.commands import heap
from engine.commands.speaking import Verbs, answer, command
from engine.commands.working import require_postgresql
from engine.errors import EngineError
from engine.model import Words
from engine.scheduler import AlarmClock, Bell, all_work
from engine.settings import Settings
from engine.store import Store, open_store


class PortTaken(EngineError):
    """Something else listens on the port."""

    nl = "Poort {port} is al in gebruik. Kies een andere met REGIE_PORT."
    en = "Port {port} is taken. Choose another one with REGIE_PORT."

    def __init__(self, port: int) -> None:
        super().__init__(port=port)


class PortClosed(EngineError):
    """The machine does not let the program listen there."""

    nl = (
        "Op {host}, poort {port} kan Regie niet luisteren: {reason_nl}. "
        "Kies iets anders met REGIE_HOST of REGIE_PORT."
    )
    en = (
        "Regie cannot listen on {host}, port {port}: {reason_en}. "
        "Choose another one with REGIE_HOST or REGIE_PORT."
    )

    def __init__(self, settings: Settings, reason: Words) -> None:
        super().__init__(
            host=settings.host,
            port=settings.port,
            reason_nl=reason.nl,
            reason_en=reason.en,
        )


class NotForOthers(EngineError):
    """The demonstration is for this machine only."""

    nl = "De demonstratie luistert alleen op deze machine zelf, niet op {host}."
    en = "The demonstration listens on this machine only, not on {host}."

    def __init__(self, host: str) -> None:
        super().__init__(host=host)


def add_to(verbs: Verbs) -> None:
    """Add these commands to the command line."""
    command(verbs, "demo", demo, "start with example people and cases, on this machine only")
    added = command(verbs, "serve", serve, "start the screens and the timers")
    added.add_argument(
        "--screens-only",
        action="store_true",
        help="leave timers, service calls and mail to `regie work`",
    )
    command(verbs, "migrate", migrate, "bring the database up to date and stop")


def demo(settings: Settings, arguments: argparse.Namespace) -> int:
    """Fill an empty database with the demonstration, say who may sign in, and serve."""
    if not _is_loopback(settings.host):
        raise NotForOthers(settings.host)
    _check_port(settings)
    store = open_store(settings)
    shown = demonstration.prepare(store, settings)
    lines = [
        f"Regie: {settings.address}",
        "",
        *(f"  {one.person_id:<12} {one.name}, {one.what}" for one in shown.people),
        "",
        f"Wachtwoord voor iedereen / one password for all: {shown.password}",
        "Stoppen / stop: Ctrl+C",
    ]
    facts = {
        "address": settings.address,
        "password": shown.password,
        "people": [one.person_id for one in shown.people],
    }
    answer(arguments, facts, lines)
    sys.stdout.flush()
    return _serve(settings, store, all_work(store, settings))


def serve(settings: Settings, arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    if demonstration.is_in(settings) and not _is_loopback(settings.host):
        raise NotForOthers(settings.host)
    if arguments.screens_only:
        require_postgresql(settings)
    _check_port(settings)
    store = open_store(settings)
    answer(arguments, {"address": settings.address}, [f"Regie: {settings.address}"])
    sys.stdout.flush()
    return _serve(settings, store, () if arguments.screens_only else all_work(store, settings))


def migrate(settings: Settings, arguments: argparse.Namespace) -> int:
    """Bring the database up to date, which opening it does."""
    open_store(settings).close()
    answer(arguments, {"migrated": True}, [_UP_TO_DATE])
    return 0


_ELSEWHERE = Words("dat is geen adres van deze machine", "that is no address of this machine")
_UP_TO_DATE = Words("De database is bijgewerkt.", "The database is up to date.")


def _serve(settings: Settings, store: Store, bells: Sequence[Bell]) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    heap.share()
    alarm = AlarmClock(bells)
    alarm.start()
    try:
        webui.serve(webui.create_app(store, settings), settings)
    finally:
        alarm.stop()
        store.close()
    return 0


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_port(settings: Settings) -> None:
    """Raise PortTaken or PortClosed now rather than after the database was filled."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise PortTaken(settings.port) from problem
            elsewhere = isinstance(problem, socket.gaierror) or problem.errno == errno.EADDRNOTAVAIL
            reason = _ELSEWHERE if elsewhere else reasons.refusal(problem)
            raise PortClosed(settings, reason) from problem
