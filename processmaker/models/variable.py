"""Variables of cases, and tables."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from processmaker.decoding import From


class GridPage(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a grid variable, keyed by row number as text: "1", "2", …"""

    rows: Annotated[dict[str, Any], From("data")]
    total: int = 0
    start: int = 0
    limit: int = 0


class TableField(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a PM or report table."""

    name: Annotated[str, From("fld_name")]
    description: Annotated[str, From("fld_description")] = ""
    type: Annotated[str, From("fld_type")] = ""
    size: Annotated[int | None, From("fld_size")] = None
    is_key: Annotated[bool, From("fld_key")] = False
    is_nullable: Annotated[bool, From("fld_null")] = False
    is_auto_increment: Annotated[bool, From("fld_auto_increment")] = False


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A PM table, or the report table of a process."""

    uid: Annotated[str, From("pmt_uid", "rep_uid")]
    name: Annotated[str, From("pmt_tab_name", "rep_tab_name")] = ""
    description: Annotated[str, From("pmt_tab_description", "rep_tab_dsc")] = ""
    rows: Annotated[int, From("pmt_num_rows", "rep_num_rows")] = 0
    fields: tuple[TableField, ...] = ()


class TableRows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a table: lower-case column names, every value as text."""

    rows: tuple[dict[str, str], ...] = ()
    count: int = 0


class ProcessVariable(msgspec.Struct, frozen=True, kw_only=True):
    """A variable as a process defines it."""

    uid: Annotated[str, From("var_uid")]
    name: Annotated[str, From("var_name")] = ""
    type: Annotated[str, From("var_field_type")] = ""
    label: Annotated[str, From("var_label")] = ""
    default: Annotated[str, From("var_default")] = ""
    accepted_values: Annotated[str, From("var_accepted_values")] = ""
    sql: Annotated[str, From("var_sql")] = ""
