"""A file into a PM table: its columns mapped and checked, then its rows sent."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import permission_required, require
from accounts.people import SignedInRequest
from cases.jobs import table_imports
from cases.office_models import ImportState, TableImport
from cases.services.actor import Actor
from cases.services.table_parts import PART
from cases.services.tables import (
    ImportRunning,
    begin_import,
    can_go_on,
    claim,
    go_on,
)
from cases.tables.checking import Checked, check_rows, key_of, left_out
from cases.tables.outcome import REASONS
from cases.tables.rows import Row
from cases.views.tables import PERMISSION, table_or_404
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker.models import Table

IMPORT = "cases/tables/import.html"
RESULT = "cases/tables/result.html"
RESULT_PARTIALS = {"result": "cases/tables/_result.html"}
PREVIEWED = 10
FIRST_LINE = 2
"""Of the rows in the file, counted as a spreadsheet does."""


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def show_import(request: SignedInRequest, table_uid: str, import_id: str) -> HttpResponse:
    """How the columns fit and which rows do not (POST: other columns), or what became of it."""
    require(request, "PM_SETUP")
    kept = _import(request, table_uid, import_id)
    if kept.state != ImportState.READY:
        return _result_page(request, kept)
    table = table_or_404(request, table_uid)
    if request.method == "POST":
        kept.mapping = _chosen_mapping(request, table, len(kept.headers))
        kept.save(update_fields=["mapping"])
        return HttpResponseRedirect(request.path)
    return _import_page(request, kept, table)


def _chosen_mapping(request: SignedInRequest, table: Table, width: int) -> dict[str, int]:
    chosen = {column.name: request.POST.get(f"column-{column.name}", "") for column in table.fields}
    allowed = {str(at): at for at in range(width)}
    return {name: allowed[text] for name, text in chosen.items() if text in allowed}


def _import_page(
    request: SignedInRequest, kept: TableImport, table: Table, error: str = "", name: str = ""
) -> HttpResponse:
    there = request.pm.pm_tables.rows(table.uid).rows
    context: dict[str, Any] = {
        "kept": kept,
        "table": table,
        "row_count": len(kept.rows),
        "error": error,
        "typed_name": name,
        "choices": [(one, kept.mapping.get(one.name)) for one in table.fields],
        "headers": list(enumerate(kept.headers)),
        "left_out": left_out(kept.headers, kept.mapping),
        "appended": _checked(kept, table, there),
        "overwritten": _checked(kept, table, ()),
        "there": len(there),
        "preview": kept.rows[:PREVIEWED],
    }
    return render_page(request, IMPORT, context, status=422 if error else 200)


def _result_page(request: SignedInRequest, kept: TableImport) -> HttpResponse:
    """How far it has got, or what became of it; asks ProcessMaker nothing."""
    wanted = len(kept.chosen)
    context = {
        "kept": kept,
        "table": {"uid": kept.table_uid, "name": kept.table_name},
        "row_count": wanted,
        "wanted": wanted,
        "percent": 100 * kept.sent // max(1, wanted),
        "reason": REASONS.get(kept.result.get("reason", ""), ""),
        "next_line": kept.chosen[kept.sent] + FIRST_LINE if kept.sent < wanted else 0,
        "left": wanted - kept.sent,
        "can_go_on": can_go_on(kept),
    }
    return render_page(request, RESULT, context, partials=RESULT_PARTIALS)


def _checked(kept: TableImport, table: Table, there: tuple[Row, ...]) -> Checked:
    """The rows that could be sent beside the rows that are there."""
    keys = [column.name.lower() for column in table.fields if column.is_key]
    taken = frozenset(key_of(row, keys) for row in there)
    return check_rows(table, kept.mapping, kept.rows, taken - {()})


@require_POST
@permission_required(PERMISSION)
def send(request: SignedInRequest, table_uid: str, import_id: str) -> HttpResponse:
    """Append the rows, or overwrite the table with them."""
    require(request, "PM_SETUP")
    kept, table = _import(request, table_uid, import_id), table_or_404(request, table_uid)
    overwrite = request.POST.get("act") == "overwrite"
    there = () if overwrite else request.pm.pm_tables.rows(table.uid).rows
    checked = _checked(kept, table, there)
    error = _objection(request, table, checked, overwrite=overwrite)
    if error:
        return _import_page(request, kept, table, error, request.POST.get("name", ""))
    chosen = [line - FIRST_LINE for line in checked.lines]
    try:
        begun = begin_import(Actor.of(request), kept, table, chosen, overwrite=overwrite)
    except ImportRunning as running:
        return _import_page(request, kept, table, _taken(running))
    if begun:
        _start(request, kept, len(chosen))
    else:
        add_toast(request, _("This file was sent already. It is not sent twice."), "info")
    return HttpResponseRedirect(address_of(kept))


def _start(request: SignedInRequest, kept: TableImport, count: int) -> None:
    """What one request can hold is sent at once, more in the background."""
    claimed = claim(kept.pk) if count <= PART else None
    if claimed is None or table_imports.send_as(Actor.of(request), claimed):
        table_imports.ring_after_commit(kept.pk)


def _taken(running: ImportRunning) -> str:
    text = _("%(name)s is importing into this table. Try again when that is done.")
    return text % {"name": running.holder or _("Somebody")}


@require_POST
@permission_required(PERMISSION)
def stop(request: SignedInRequest, table_uid: str, import_id: str) -> HttpResponse:
    """Send nothing more after the part that is under way."""
    kept = _import(request, table_uid, import_id)
    TableImport.objects.filter(pk=kept.pk, state=ImportState.SENDING).update(stopping=True)
    return HttpResponseRedirect(address_of(kept))


@require_POST
@permission_required(PERMISSION)
def send_rest(request: SignedInRequest, table_uid: str, import_id: str) -> HttpResponse:
    """Go on where an import has failed."""
    require(request, "PM_SETUP")
    kept = _import(request, table_uid, import_id)
    try:
        if go_on(Actor.of(request), kept):
            _start(request, kept, len(kept.chosen) - kept.sent)
        else:
            add_toast(
                request,
                _("The table holds other rows than those that were sent. Nothing was sent now."),
                "danger",
            )
    except ImportRunning as running:
        add_toast(request, _taken(running), "danger")
    return HttpResponseRedirect(address_of(kept))


def _objection(request: SignedInRequest, table: Table, checked: Checked, *, overwrite: bool) -> str:
    """Why nothing is sent; "" where all is well."""
    if checked.bad_rows and not request.POST.get("leave_out"):
        return _("Nothing was sent: tick that the rows that do not fit are left out.")
    if not checked.rows:
        return _("Nothing was sent: no row of the file fits the table.")
    if overwrite and request.POST.get("name", "").strip() != table.name:
        return _("Nothing was sent: type the name of the table, %(name)s.") % {"name": table.name}
    return ""


def address_of(kept: TableImport) -> str:
    """The page of a file that is kept."""
    return reverse("tables:import", kwargs={"table_uid": kept.table_uid, "import_id": kept.pk})


def _import(request: SignedInRequest, table_uid: str, import_id: str) -> TableImport:
    """A file of this person; those of others do not exist for him."""
    mine = TableImport.objects.select_related("backup").filter(
        server=request.me.server_name, user_uid=request.me.uid, table_uid=table_uid
    )
    return get_object_or_404(mine.defer("rows", "headers"), pk=import_id)
