"""The command line as people use it: processes that are given words, and what they say.

A server is `python -m engine` itself. A command is a process forked from one that has loaded the
program already, because loading it thirty times takes longer than all the tests together.
"""

from __future__ import annotations

import itertools
import json
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.__main__ import main
from tests.forks import FORKS
from tests.processes.shipped import ROOT

#: how long a command may take on a machine that does much else
PATIENCE = 300
#: Below those that a system hands out: nobody takes one between two starts of a server. Tests that
#: run beside these begin elsewhere.
PORTS = itertools.count(10_000 + os.getpid() % 20_000)


@dataclass(frozen=True)
class Said:
    """What a command gave: its exit code, what it said, what it said about problems."""

    code: int
    out: str
    err: str

    @property
    def facts(self):
        return json.loads(self.out)

    @property
    def refusal(self):
        """Give the one sentence with which the command was refused; a quotation may follow."""
        assert self.code == 1, self
        assert "Traceback" not in self.err, self.err
        lines = self.err.strip().splitlines()
        assert all(line.startswith("    ") for line in lines[1:]), self.err
        return lines[0]


class Terminal:
    """A shell in which the settings point at a data folder of its own."""

    def __init__(self, data, **settings):
        self.data = data
        self.settings = {"REGIE_DATA": str(data), "LANG": "nl_NL.UTF-8", **settings}

    def __call__(self, *words, typed="", **settings):
        """Give a command; wait until it is done."""
        with TemporaryDirectory() as folder:
            heard = Path(folder)
            (heard / "in").write_text(typed)
            process = FORKS.Process(
                target=_carry_out, args=(words, self._environment(settings), heard)
            )
            process.start()
            process.join(PATIENCE)
            said = ((heard / name).read_text() for name in ("out", "err"))
            return Said(process.exitcode, *said)

    def unheard(self, *words):
        """Give a command whose words go into a pipe that nobody reads any more."""
        reads, writes = os.pipe()
        os.close(reads)
        with os.fdopen(writes, "w") as pipe:
            done = subprocess.run(
                [sys.executable, "-m", "engine", *words],
                env=self._environment({}),
                cwd=ROOT,
                stdout=pipe,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        return Said(done.returncode, "", done.stderr)

    @contextmanager
    def service(self, port, verb="serve", *options, **settings):
        """Start the screens and the timers; give the running Service, killed afterwards."""
        started = subprocess.Popen(
            [sys.executable, "-m", "engine", verb, *options],
            env=self._environment({"REGIE_PORT": str(port), **settings}),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        with started:
            try:
                yield Service(started, f"http://127.0.0.1:{port}")
            finally:
                started.kill()

    def _environment(self, settings):
        inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**inherited, **self.settings, **settings}


class Service:
    """A running server: a process of its own, that can be killed.

    `cpu_seconds` is what it used of the processor, known once it was killed.
    """

    def __init__(self, process, address):
        self.process = process
        self.address = address
        self.cpu_seconds = 0.0

    def wait_until_it_answers(self):
        """Ask for a page until there is one."""
        self.wait_until(self._answers)

    def wait_until(self, holds):
        """Look again and again until it holds; fail when the process ended."""
        pause = threading.Event()
        for _ in range(PATIENCE * 20):
            assert self.process.poll() is None, self.process.stderr.read()
            if holds():
                return
            pause.wait(0.05)
        raise AssertionError("it never came so far")

    def _answers(self):
        try:
            with urllib.request.urlopen(self.address + "/welkom", timeout=PATIENCE):  # noqa: S310
                return True
        except OSError:
            return False

    def kill(self):
        """End it at once, in the middle of whatever it does."""
        self.process.kill()
        _pid, status, used = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.cpu_seconds = used.ru_utime + used.ru_stime


def free_port():
    """Find a port on which nothing listens, and give it once."""
    for port in PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("there are ports without end")


def _carry_out(words, environment, heard):
    """Become the command: its environment, its words, what it reads and where it speaks."""
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["regie", *words]
    for number, name, way in ((0, "in", "r"), (1, "out", "w"), (2, "err", "w")):
        with (heard / name).open(way) as file:
            os.dup2(file.fileno(), number)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w"))
    sys.exit(main())
