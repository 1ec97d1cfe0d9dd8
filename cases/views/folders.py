"""Folders of documents: the tree, the files of one folder, and the files themselves."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.decorators import permission_required
from accounts.people import SignedInRequest
from cases.access import optional
from cases.folders.contents import SORTS, FileRow, Wanted, read_wanted, row_of
from cases.folders.tree import ROOT, Tree, read_tree
from cases.views.foreign_files import LOCKED, LOCKED_PDF, stream
from pmdash.web.errors import own_problem
from pmdash.web.pages import render_page
from pmdash.web.paging import Paging, page_asked_for
from processmaker.errors import EndpointMissing, Forbidden, MissingPermission
from processmaker.models import User
from processmaker.resources.documents import Extension
from processmaker.transfers import Download

PERMISSION: Final = "PM_FOLDERS_VIEW"
PAGE: Final = "cases/folders/page.html"
MISSING: Final = "cases/folders/missing.html"
ALL: Final = 0


@require_safe
@permission_required(PERMISSION)
def show_folder(request: SignedInRequest, folder_uid: str = ROOT) -> HttpResponse:
    """One folder of the tree; where the server cannot tell, why."""
    if not request.me.capabilities.extrarest:
        return render_page(request, MISSING, {"reason": "plugin"})
    try:
        tree = read_tree(request.pm, _("Documents"))
        context = _contents(request, folder_uid)
    except EndpointMissing:
        return render_page(request, MISSING, {"reason": "release"})
    except MissingPermission:
        return render_page(request, MISSING, {"reason": "permission"})
    path = tree.path_to(folder_uid)
    if not path and tree.is_whole:
        raise Http404
    return render_page(request, PAGE, context | _frame(request, tree, folder_uid))


def _frame(request: SignedInRequest, tree: Tree, folder_uid: str) -> dict[str, Any]:
    path = tree.path_to(folder_uid)
    return {
        "tree": tree,
        "folder_uid": folder_uid,
        "path": path,
        "below": path[-1].branches if path else [],
        "people": _people(request),
        "sorts": SORTS.items(),
    }


def _contents(request: SignedInRequest, folder_uid: str) -> dict[str, Any]:
    """A page of the files. One kind alone is chosen here: extraRest does not know kinds."""
    wanted = read_wanted(request.GET.dict(), others=request.me.can("PM_ALLCASES"))
    size, number = request.me.page_size, page_asked_for(request)
    start, limit = (ALL, ALL) if wanted.kind else ((number - 1) * size, size)
    page = request.pm.extrarest.folder_documents(folder_uid, wanted.query(start, limit))
    rows = [row_of(document) for document in page.documents]
    total = page.total
    if wanted.kind:
        rows = [row for row in rows if row.kind.value == wanted.kind]
        total = len(rows)
    paging = Paging.at(number, size, total)
    if wanted.kind:
        rows = rows[paging.start : paging.start + size]
    return {"wanted": wanted, "rows": rows, "paging": paging}


def _people(request: SignedInRequest) -> list[User]:
    """Whose view may be taken: needs PM_ALLCASES, and PM_USERS to know the names."""
    if not (request.me.can("PM_ALLCASES") and request.me.can("PM_USERS")):
        return []
    users = optional(request.pm.users.all) or ()
    return sorted((user for user in users if user.username), key=lambda user: user.name.casefold())


@require_safe
@permission_required(PERMISSION)
def download(request: SignedInRequest, folder_uid: str, doc_uid: str) -> HttpResponseBase:
    """The file to be saved, as bytes of no known type."""
    row, format_ = _file(request, folder_uid, doc_uid)
    try:
        file = _opened(request, row, format_)
    except Forbidden:
        return _kept_back(request)
    return stream(file, "application/octet-stream", row.saved_as(format_), LOCKED)


@require_safe
@permission_required(PERMISSION)
def preview(request: SignedInRequest, folder_uid: str, doc_uid: str) -> HttpResponseBase:
    """The file in the page, if it is of a type that a browser shows without running it."""
    row, _format = _file(request, folder_uid, doc_uid)
    shown = row.preview
    if shown is None:
        raise Http404(_("Files of this type are not shown, only saved."))
    policy = LOCKED_PDF if shown.kind == "pdf" else LOCKED
    try:
        file = _opened(request, row, "")
    except Forbidden:
        return _kept_back(request)
    response = stream(file, shown.content_type, row.saved_as(), policy, inline=True)
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _kept_back(request: SignedInRequest) -> HttpResponse:
    """ProcessMaker lists a file to more people than it gives it to."""
    title = _("ProcessMaker keeps this file back")
    text = _("The folder lists it for you, but only people who take part in its case get it.")
    return own_problem(request, 403, title, text)


def _file(request: SignedInRequest, folder_uid: str, doc_uid: str) -> tuple[FileRow, Extension]:
    """Find the file in the folder as this person sees it.

    ProcessMaker streams any file to any user: the list is the check.
    """
    wanted = Wanted("", False, "", "appDocCreateDate", True, False, "")
    page = request.pm.extrarest.folder_documents(folder_uid, wanted.query(ALL, ALL))
    rows = [row_of(document) for document in page.documents if document.uid == doc_uid]
    if not rows:
        raise Http404
    row = max(rows, key=lambda one: one.version)
    format_ = request.GET.get("format", "")
    if format_ and format_ not in row.formats:
        raise Http404
    return row, format_


def _opened(request: SignedInRequest, row: FileRow, format_: Extension) -> Download:
    documents = request.pm.documents
    if not row.formats:
        return documents.input_file(row.app_uid, row.uid, version=row.version)
    return documents.output_file(row.app_uid, row.uid, extension=format_ or row.formats[0])
