"""PM tables: listed for anybody, read and written with PM_SETUP_PM_TABLES."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from processmaker.endpoints import Call, Query, Resource, endpoint
from processmaker.models import Table, TableRows


class PmTables(Resource):
    """Column names are written as in the table and read in lower case; all values are text."""

    @endpoint("GET", "/pmtable")
    def all(self, call: Call) -> tuple[Table, ...]:
        """All PM tables with their columns."""
        return call.many(Table)

    @endpoint("GET", "/pmtable/{pmt_uid}")
    def get(self, call: Call, table_uid: str) -> Table:
        """One table with its columns."""
        return call.one(Table, table_uid)

    @endpoint("GET", "/pmtable/{pmt_uid}/data")
    def rows(
        self,
        call: Call,
        table_uid: str,
        *,
        contains: str = "",
        where: Mapping[str, object] | None = None,
    ) -> TableRows:
        """The rows, or those that match; an invalid ``where`` is silently ignored."""
        query: Query = {
            "filter": contains or None,
            "q": msgspec.json.encode({"where": dict(where)}).decode() if where else None,
        }
        return call.one(TableRows, table_uid, query=query)

    @endpoint("POST", "/pmtable")
    def create(self, call: Call, values: Mapping[str, object]) -> Table:
        """Create a table: ``pmt_tab_name``, ``pmt_tab_dsc``, ``fields``."""
        return call.one(Table, body=dict(values))

    @endpoint("PUT", "/pmtable/{pmt_uid}")
    def update(self, call: Call, table_uid: str, values: Mapping[str, object]) -> None:
        """Change a table's description or columns."""
        call.done(table_uid, body=dict(values))

    @endpoint("DELETE", "/pmtable/{pmt_uid}")
    def delete(self, call: Call, table_uid: str) -> None:
        """Delete a table with all its rows."""
        call.done(table_uid)

    @endpoint("POST", "/pmtable/{pmt_uid}/data")
    def add_row(self, call: Call, table_uid: str, row: Mapping[str, object]) -> None:
        """Add a row. Unknown columns are dropped without a word, a missing key becomes 0.

        Raises:
            DuplicateKey: a row with this key is there.
        """
        call.done(table_uid, body=dict(row))

    @endpoint("PUT", "/pmtable/{pmt_uid}/data")
    def update_row(self, call: Call, table_uid: str, row: Mapping[str, object]) -> None:
        """Change the row that has the key columns of ``row``."""
        call.done(table_uid, body=dict(row))

    @endpoint("DELETE", "/pmtable/{pmt_uid}/data/{key1}/{value1}")
    def delete_row(self, call: Call, table_uid: str, key: str, value: str) -> None:
        """Delete the row of a table with one key column."""
        call.done(table_uid, key, value)

    @endpoint("DELETE", "/pmtable/{pmt_uid}/data/{key1}/{value1}/{key2}/{value2}")
    def delete_row_by_two(
        self, call: Call, table_uid: str, keys: Sequence[tuple[str, str]]
    ) -> None:
        """Delete the row of a table with two key columns: (column, value) pairs."""
        call.done(table_uid, *(part for pair in keys for part in pair))

    @endpoint("DELETE", "/pmtable/{pmt_uid}/data/{key1}/{value1}/{key2}/{value2}/{key3}/{value3}")
    def delete_row_by_three(
        self, call: Call, table_uid: str, keys: Sequence[tuple[str, str]]
    ) -> None:
        """Delete the row of a table with three key columns: (column, value) pairs."""
        call.done(table_uid, *(part for pair in keys for part in pair))
