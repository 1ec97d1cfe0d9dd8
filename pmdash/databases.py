"""Database settings from an address."""

from pathlib import Path
from typing import Any

import dj_database_url

# Several processes write: readers must not block the writer, and a writer takes the lock
# at the start of its transaction, where SQLite waits for it instead of failing.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def from_url(url: str) -> dict[str, Any]:
    """Django's description of the database at `url` (sqlite or postgres)."""
    config: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=600)}
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **SQLITE_OPTIONS}
    else:
        config["CONN_HEALTH_CHECKS"] = True
    return config
