"""A file for a PM table, uploaded or out of a backup, kept until it is checked and sent."""

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import permission_required, require
from accounts.people import SignedInRequest
from cases.office_models import TableBackup, TableImport
from cases.services.tables import forget_old_imports
from cases.tables.checking import guess_mapping
from cases.tables.sheets import Sheet, UnreadableFile, read_csv_text, read_sheet
from cases.views.table_import import address_of
from cases.views.tables import PERMISSION, table_or_404
from pmdash.web.csv_files import csv_answer
from pmdash.web.pages import render_page
from processmaker.models import Table

UPLOAD = "cases/tables/upload.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def upload(request: SignedInRequest, table_uid: str) -> HttpResponse:
    """Take a file; on to its columns, or back with what is wrong with it."""
    require(request, "PM_SETUP")
    table = table_or_404(request, table_uid)
    if request.method != "POST" or not request.me.capabilities.extrarest:
        return _upload_page(request, table)
    file = request.FILES.get("file")
    if file is None:
        return _upload_page(request, table, _("Choose a file first."))
    try:
        sheet = read_sheet(file)
    except UnreadableFile as error:
        return _upload_page(request, table, str(error))
    return HttpResponseRedirect(_kept(request, table, file.name or "", sheet))


def _upload_page(request: SignedInRequest, table: Table, error: str = "") -> HttpResponse:
    context = {
        "table": table,
        "error": error,
        "has_plugin": request.me.capabilities.extrarest,
    }
    return render_page(request, UPLOAD, context, status=422 if error else 200)


def _kept(request: SignedInRequest, table: Table, name: str, sheet: Sheet) -> str:
    """Keep the file; the address of what was kept."""
    forget_old_imports()
    kept = TableImport.objects.create(
        server=request.me.server_name,
        table_uid=table.uid,
        user_uid=request.me.uid,
        file_name=name[-255:],
        headers=sheet.headers,
        rows=sheet.rows,
        mapping=guess_mapping(table, sheet.headers),
    )
    return address_of(kept)


@require_safe
@permission_required(PERMISSION)
def backup_csv(request: SignedInRequest, table_uid: str, backup_id: str) -> HttpResponseBase:
    """A backup as it was kept."""
    backup = _backup(request, table_uid, backup_id)
    return csv_answer(f"{backup.table_name}-backup.csv", [backup.csv])


@require_POST
@permission_required(PERMISSION)
def put_back(request: SignedInRequest, table_uid: str, backup_id: str) -> HttpResponse:
    """Make the backup a file for this table, to be checked and sent like any other."""
    require(request, "PM_SETUP")
    backup, table = _backup(request, table_uid, backup_id), table_or_404(request, table_uid)
    sheet = read_csv_text(backup.csv)
    return HttpResponseRedirect(_kept(request, table, f"{backup.table_name}-backup.csv", sheet))


def _backup(request: SignedInRequest, table_uid: str, backup_id: str) -> TableBackup:
    kept = TableBackup.objects.filter(server=request.me.server_name, table_uid=table_uid)
    return get_object_or_404(kept, pk=backup_id)
