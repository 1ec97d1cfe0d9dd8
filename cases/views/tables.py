"""PM tables and report tables: the list, the rows of one, and the rows as CSV."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.decorators import permission_required
from accounts.people import SignedInRequest
from cases.office_models import ImportState, TableBackup, TableImport
from cases.tables.report_tables import ReportTable, read_report_tables
from cases.tables.rows import Column, Row, cells, columns_of, in_order, matching, table_csv
from pmdash.web.csv_files import csv_answer
from pmdash.web.missing import found_or_404
from pmdash.web.pages import render_page
from pmdash.web.paging import Paging, page_asked_for
from processmaker.models import Table

PERMISSION = "PM_SETUP_PM_TABLES"
LIST = "cases/tables/page.html"
TABLE = "cases/tables/table.html"
NEWEST_BACKUPS = 5
NEWEST_IMPORTS = 3


@require_safe
@permission_required(PERMISSION)
def show_tables(request: SignedInRequest) -> HttpResponse:
    """All PM tables, and the report tables of the processes where the role may read them."""
    q = request.GET.get("q", "").strip()[:100]
    tables = [one for one in request.pm.pm_tables.all() if _fits(one, q)]
    reports: list[ReportTable] | None = None
    if request.me.can("PM_FACTORY"):
        reports = [one for one in read_report_tables(request.pm) if _fits(one.table, q)]
    return render_page(request, LIST, {"tables": tables, "reports": reports, "q": q})


def _fits(table: Table, q: str) -> bool:
    return q.casefold() in f"{table.name} {table.description}".casefold()


@require_safe
@permission_required(PERMISSION)
def show_table(request: SignedInRequest, table_uid: str) -> HttpResponse:
    """The rows of a PM table."""
    table, rows = _read(request, table_uid)
    backups = TableBackup.objects.filter(server=request.me.server_name, table_uid=table_uid)
    context = _context(request, table, rows) | {
        "may_write": request.me.can("PM_SETUP"),
        "has_plugin": request.me.capabilities.extrarest,
        "backups": backups.defer("csv").order_by("-created_at")[:NEWEST_BACKUPS],
        "is_report": False,
        "imports": _imports(request, table_uid),
    }
    return render_page(request, TABLE, context)


def _imports(request: SignedInRequest, table_uid: str) -> QuerySet[TableImport]:
    """The newest files of this person that were sent, or are being sent, into the table."""
    mine = TableImport.objects.filter(
        server=request.me.server_name, table_uid=table_uid, user_uid=request.me.uid
    ).exclude(state=ImportState.READY)
    return mine.defer("rows", "headers").order_by("-created_at")[:NEWEST_IMPORTS]


@require_safe
@permission_required("PM_FACTORY")
def show_report(request: SignedInRequest, project_uid: str, table_uid: str) -> HttpResponse:
    """The rows of a report table."""
    table, rows = _read_report(request, project_uid, table_uid)
    context = _context(request, table, rows) | {"is_report": True, "project_uid": project_uid}
    return render_page(request, TABLE, context)


@require_safe
@permission_required(PERMISSION)
def export_table(request: SignedInRequest, table_uid: str) -> HttpResponseBase:
    """The rows that are shown, all pages of them, as CSV."""
    return _csv(request, *_read(request, table_uid))


@require_safe
@permission_required("PM_FACTORY")
def export_report(request: SignedInRequest, project_uid: str, table_uid: str) -> HttpResponseBase:
    """The rows of a report table as CSV."""
    return _csv(request, *_read_report(request, project_uid, table_uid))


def table_or_404(request: SignedInRequest, table_uid: str) -> Table:
    """The PM table; raises Http404 where there is none."""
    return found_or_404(lambda: request.pm.pm_tables.get(table_uid))


def _read(request: SignedInRequest, table_uid: str) -> tuple[Table, tuple[Row, ...]]:
    tables = request.pm.pm_tables
    return found_or_404(lambda: (tables.get(table_uid), tables.rows(table_uid).rows))


def _read_report(
    request: SignedInRequest, project_uid: str, table_uid: str
) -> tuple[Table, tuple[Row, ...]]:
    projects = request.pm.projects
    return found_or_404(
        lambda: (
            projects.report_table(project_uid, table_uid),
            projects.report_rows(project_uid, table_uid).rows,
        )
    )


def _chosen(request: SignedInRequest, columns: list[Column], rows: tuple[Row, ...]) -> list[Row]:
    """The rows that the query asks for, in its order."""
    query = request.GET
    found = matching(rows, columns, query.get("q", "").strip()[:200])
    return in_order(found, columns, query.get("sort", ""), descending=query.get("dir") == "desc")


def _context(request: SignedInRequest, table: Table, rows: tuple[Row, ...]) -> dict[str, Any]:
    columns = columns_of(table)
    chosen = _chosen(request, columns, rows)
    paging = Paging.at(page_asked_for(request), request.me.page_size, len(chosen))
    return {
        "table": table,
        "headings": [_heading(request, column) for column in columns],
        "rows": cells(chosen[paging.start : paging.start + paging.size], columns),
        "paging": paging,
        "total": len(rows),
        "q": request.GET.get("q", "").strip()[:200],
        "query": request.GET.urlencode(),
    }


def _heading(request: SignedInRequest, column: Column) -> dict[str, Any]:
    """A heading that sorts; a second time the other way round."""
    is_sorted = request.GET.get("sort") == column.key
    descending = is_sorted and request.GET.get("dir") == "desc"
    query = {"sort": column.key, "dir": "asc" if descending or not is_sorted else "desc"}
    if request.GET.get("q"):
        query["q"] = request.GET["q"]
    order = ("descending" if descending else "ascending") if is_sorted else ""
    return {"column": column, "url": f"?{urlencode(query)}", "sorted": order}


def _csv(request: SignedInRequest, table: Table, rows: tuple[Row, ...]) -> HttpResponseBase:
    columns = columns_of(table)
    lines = table_csv(columns, _chosen(request, columns, rows), exact=False)
    return csv_answer(f"{table.name}.csv", lines)
