"""The SQL that forms contain: PM tables and users in an SQLite database, read only."""

import re
import sqlite3
from typing import Any

from sandbox.world.loader import World

USER_COLUMNS = ("USR_UID", "USR_USERNAME", "USR_FIRSTNAME", "USR_LASTNAME", "USR_EMAIL")
MOST_STEPS = 5_000_000

_VARIABLE = re.compile(r"@([@#%?$=])([A-Za-z_]\w*)")


class SqlError(Exception):
    """The database refused; the text is its own."""


def select(world: World, sql: str, variables: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a SELECT in which ``@@name`` stands for a variable (unset = "")."""
    values: list[Any] = []

    def placed(found: re.Match[str]) -> str:
        value = variables.get(found[2], "")
        values.append(value if isinstance(value, int | float) else str(value))
        return "?"

    statement = _VARIABLE.sub(placed, sql)
    database = _database(world)
    try:
        return database.execute(statement, values).fetchall()
    except sqlite3.Error as error:
        raise SqlError(str(error)) from error
    finally:
        database.close()


def _database(world: World) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.create_function("CONCAT", -1, lambda *parts: "".join(map(str, parts)))
    for table in world.pm_tables.values():
        columns = [field["fld_name"] for field in table.fields]
        rows = [tuple(row.get(column) for column in columns) for row in table.rows]
        _add_table(database, table.name, columns, rows)
    people = [
        (u.uid, u.username, u.firstname, u.lastname, u.email, u.status)
        for u in world.users.values()
    ]
    _add_table(database, "USERS", [*USER_COLUMNS, "USR_STATUS"], people)
    database.execute("PRAGMA query_only = 1")
    database.set_progress_handler(lambda: 1, MOST_STEPS)
    return database


def _add_table(
    database: sqlite3.Connection, name: str, columns: list[str], rows: list[tuple[Any, ...]]
) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    database.execute(f'CREATE TABLE "{name}" ({names})')
    marks = ", ".join("?" for _ in columns)
    database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608
