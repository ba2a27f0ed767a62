"""Ways to let a PostgreSQL of the tests run out of room, for which nobody needs to be root."""

import os
import resource
import subprocess
from contextlib import contextmanager, suppress
from threading import Event

import psycopg

A_MOMENT = 0.05
#: makes the file system, stands in it and obeys: each line is a command, and is answered
OBEY = """
mount -t tmpfs -o size={size},mode=700 tmpfs "$1" && cd "$1" && echo ready || exit
while read -r line; do
    eval "$line"
    echo done
done
"""


class NoSmallDisk(Exception):
    """This machine lets nobody make a file system of their own."""


class SmallDisk:
    """A file system in memory, in a namespace of its own. Others reach it at `path`."""

    def __init__(self, server, size):
        here = server.folder / "disk"
        owner = server.folder.stat()
        here.mkdir()
        os.chown(here, owner.st_uid, owner.st_gid)
        as_owner = {}
        if os.geteuid() == 0:
            as_owner = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        alone = ("unshare", "--user", "--map-current-user", "--keep-caps", "--mount")
        shell = ("sh", "-c", OBEY.format(size=size), "sh", here)
        try:
            self._shell = subprocess.Popen(
                [*alone, *shell],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=server.folder,
                **as_owner,
            )
        except OSError as problem:
            raise NoSmallDisk(str(problem)) from problem
        said = self._shell.stdout.readline().strip()
        if said != "ready":
            self.close()
            raise NoSmallDisk(said)
        self.path = f"/proc/{self._shell.pid}/root{here}"

    def do(self, command):
        """Let its owner do something, as one who stands in it."""
        self._shell.stdin.write(f"{command}\n")
        self._shell.stdin.flush()
        assert self._shell.stdout.readline() == "done\n"

    def leave(self, size):
        """Fill it, but for so many bytes."""
        found = os.statvfs(self.path)
        self.do(f"head -c {found.f_bavail * found.f_bsize - size} /dev/zero > ballast")

    def clear(self):
        self.do("rm ballast")

    def close(self):
        self._shell.stdin.close()
        self._shell.wait()
        self._shell.stdout.close()


@contextmanager
def files_of_at_most(size):
    """Let no file grow further that a process writes which is started meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def start_anew(server):
    """Start a server once more, whether it still runs or gave up."""
    with suppress(subprocess.CalledProcessError):
        server.stop()
    server.start()


def wait_until_up(server):
    """Wait until a server answers again; start it when it gave up."""
    while True:
        if not (server.folder / "cluster" / "postmaster.pid").exists():
            server.start()
        with suppress(psycopg.OperationalError), asked(server):
            return
        Event().wait(A_MOMENT)


@contextmanager
def asked(server, database="postgres"):
    """Give a connection of its administrator."""
    reach = {"host": str(server.folder), "user": "postgres", "dbname": database}
    with psycopg.connect(**reach, autocommit=True) as administrator:
        yield administrator
