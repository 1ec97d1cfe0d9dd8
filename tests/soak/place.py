"""A folder, ports and a database for one session: the environment of its processes."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmdash.processes.ports import free_port
from tests.support.postgres import postgres


@contextmanager
def place(database: str) -> Iterator[dict[str, str]]:
    """The environment for a session on ``database`` (sqlite or postgres); gone afterwards.

    Raises:
        NoPostgres: this machine has none.
    """
    folder = Path(tempfile.mkdtemp(prefix="pmdash-soak-"))
    try:
        if database == "postgres":
            with postgres() as address:
                yield _environment(folder, address)
        else:
            yield _environment(folder, f"sqlite:///{folder / 'pmdash.sqlite3'}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path, database: str) -> dict[str, str]:
    # No setting of the caller may change what is soaked.
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **own,
        "DJANGO_SETTINGS_MODULE": "pmdash.settings",
        "PMDASH_DEMO": "1",
        "PMDASH_VAR": str(folder),
        "SOAK_FOLDER": str(folder),
        "PMDASH_PORT": str(free_port()),
        "SANDBOX_PORT": str(free_port()),
        "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0",
        "DATABASE_URL": database,
        "JOB_WINDOW": "8",
        "LOG_LEVEL": "WARNING",
    }
