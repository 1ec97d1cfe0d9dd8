"""A PostgreSQL that is made for one run and thrown away: on 127.0.0.1, in a folder of its own."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmdash.processes.child import Child
from tests.support.ports import reserved_port

USER = "pmdash"
DEBIAN = "/usr/lib/postgresql"
SYSTEM_USER = "postgres"
SECONDS_TO_START = 180
# What is lost when the machine dies is of no interest here.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoPostgres(Exception):
    """This machine has no PostgreSQL that we could start; the text says why."""


@contextmanager
def postgres() -> Iterator[str]:
    """A running cluster: the address of its empty database; gone at the end of the block.

    Raises:
        NoPostgres: the server is not installed, or may not be started by this user.
    """
    programs, prefix = _programs(), _as_ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="pmdash-postgres-"))
    try:
        _hand_over(folder, prefix)
        password = _make_cluster(programs, prefix, folder)
        port = reserved_port()
        server = _start(programs, prefix, folder, port)
        try:
            yield f"postgres://{USER}:{password}@127.0.0.1:{port}/postgres"
        finally:
            # Fast: it does not wait for connections to be closed.
            server.process.send_signal(signal.SIGINT)
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest `initdb`; Debian keeps it away from the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path for path in Path(DEBIAN).glob("*/bin") if (path / "initdb").exists()]
    if not versions:
        raise NoPostgres("PostgreSQL is not installed")
    return max(versions, key=lambda path: float(path.parent.name))


def _as_ordinary_user() -> list[str]:
    """What stands before each command: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return []
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        raise NoPostgres(f"there is no user {SYSTEM_USER}, and root may not run it") from error
    if not shutil.which("setpriv"):
        raise NoPostgres("there is no setpriv to leave root with")
    user = [f"--reuid={SYSTEM_USER}", f"--regid={SYSTEM_USER}", "--clear-groups"]
    # A change of user undoes what Child asks of the kernel, so it is asked for again.
    return ["setpriv", *user, "--pdeathsig", "INT"]


def _hand_over(folder: Path, prefix: list[str]) -> None:
    if prefix:
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)


def _make_cluster(programs: Path, prefix: list[str], folder: Path) -> str:
    """Make the files of the cluster; the password of its only user."""
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    _hand_over(secret, prefix)
    login = [f"--username={USER}", f"--pwfile={secret}", "--auth=scram-sha-256"]
    options = ["--no-sync", "--encoding=UTF8", "--no-locale"]
    command = [*prefix, str(programs / "initdb"), "-D", str(folder / "data"), *login, *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPostgres(f"initdb: {done.stderr.strip() or done.stdout.strip()}")
    return password


def _start(programs: Path, prefix: list[str], folder: Path, port: int) -> Child:
    place = ["-D", str(folder / "data"), "-k", str(folder), "-p", str(port)]
    settings = ("listen_addresses=127.0.0.1", "max_connections=200", *HASTY)
    options = [word for setting in settings for word in ("-c", setting)]
    command = [*prefix, str(programs / "postgres"), *place, *options]
    server = Child("postgres", command, folder / "log", {})
    try:
        server.wait_until(lambda: "ready to accept" in server.log.read_text(), SECONDS_TO_START)
    except BaseException:
        server.stop()
        raise
    return server
