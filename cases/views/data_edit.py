"""Editing the data of a case: one variable, or one row of a grid, at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import open_case
from cases.case_page.data import is_system
from cases.case_page.grid_rows import LABEL, columns_of, rows_of, shown_rows, with_row
from cases.case_page.header import CaseHeader
from cases.dynaform.values import as_shown
from cases.forms.variables import NAME, VariableForm
from cases.services.actor import Actor, CaseRef
from cases.services.submissions import new_key
from cases.services.variables import delete_variable, set_variables
from cases.views.actions_answer import go_to, tell
from cases.views.actions_run import told
from cases.views.case_form import my_task
from cases.views.case_links import back_link, tab_url
from cases.views.case_refused import tells_refusals
from pmdash.web.pages import render_page
from pmdash.web.paging import Paging, page_asked_for

TAB: Final = "data"
ROWS: Final = 25


@dataclass(frozen=True)
class Target:
    """A case whose task I hold, its variables, and the one that is edited ("" for a new one)."""

    request: SignedInRequest
    header: CaseHeader
    del_index: int
    variables: Mapping[str, Any]
    name: str

    @property
    def ref(self) -> CaseRef:
        return CaseRef(self.header.app_uid, self.del_index)

    @property
    def value(self) -> Any:
        return self.variables.get(self.name, "")

    def url(self, view: str) -> str:
        """The address of an editing view of this variable."""
        place = {"app_uid": self.header.app_uid, "del_index": self.del_index}
        return f"{reverse(f'cases:{view}', kwargs=place)}?name={self.name}"

    @property
    def data_url(self) -> str:
        return tab_url(self.request, self.header.app_uid, self.del_index, TAB)


def editing_context(header: CaseHeader) -> dict[str, Any]:
    """`edit_index` of the task under which I may write; nothing for who only reads."""
    task = my_task(header)
    return {"edit_index": task.del_index} if task else {}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@tells_refusals
def edit_variable(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """GET asks for the value of `name`, or for a new variable; POST writes it."""
    target = _target(request, app_uid, del_index)
    if request.method != "POST":
        return _ask(target, "variable", VariableForm(name=target.name, value=target.value))
    form = VariableForm(request.POST, name=target.name, value=target.value)
    if not form.is_valid():
        return _ask(target, "variable", form)
    name, value = form.cleaned_data["name"], form.cleaned_data["value"]
    values = {name: value}
    if name + LABEL in target.variables:
        values[name + LABEL] = as_shown(value)
    return _write(target, values)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@tells_refusals
def drop_variable(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """Ask, then delete a variable, or the row of a grid that `row` names."""
    target = _target(request, app_uid, del_index)
    if target.name not in target.variables:
        raise Http404
    row = _row(request)
    if request.method != "POST":
        return _ask(target, "drop", row=row)
    rows = (row,) if row else ()
    actor, key = Actor.of(request), request.POST.get("submit_key", "")
    tell(
        request,
        told(lambda: delete_variable(actor, target.ref, target.name, rows=rows, submit_key=key)),
    )
    return go_to(request, target.url("data-grid") if row else target.data_url)


@require_http_methods(["GET", "HEAD"])
@signed_in
@tells_refusals
def show_grid(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """The rows of a grid, filtered and in pages, each to be edited."""
    target = _target(request, app_uid, del_index)
    rows = rows_of(target.value)
    if rows is None:
        raise Http404
    columns, contains = columns_of(rows), request.GET.get("q", "").strip()[:100]
    found = shown_rows(rows, columns, contains)
    paging = Paging.at(page_asked_for(request), ROWS, len(found))
    context = _context(target) | {
        "columns": columns,
        "rows": found[paging.start : paging.start + ROWS],
        "contains": contains,
        "paging": paging,
        "next_row": len(rows) + 1,
        "tab_path": request.path,
    }
    return render_page(request, "cases/data/grid.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@tells_refusals
def edit_row(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """One row of a grid, or a new one after the last."""
    target = _target(request, app_uid, del_index)
    rows, number = rows_of(target.value), _row(request)
    if rows is None or not 1 <= number <= len(rows) + 1:
        raise Http404
    columns = columns_of(rows)
    if request.method == "POST":
        values = {name: request.POST.get(f"cell-{name}", "") for name in columns}
        return _write(target, {target.name: with_row(rows, number, values)}, back="data-grid")
    row = rows[number - 1] if number <= len(rows) else {}
    cells = [(name, as_shown(row.get(name))) for name in columns]
    return _ask(target, "row", row=number, cells=cells)


def _target(request: SignedInRequest, app_uid: str, del_index: int) -> Target:
    """The case, if I hold the task; raises Http404 for who only reads it, or for no such name."""
    read = {"variables": lambda: request.pm.variables.get_all(app_uid)}
    opened = open_case(request, app_uid, read)
    header = opened.header(request.me.uid, del_index)
    name = request.GET.get("name", "")
    if my_task(header) is None or is_system(name) or (name and not NAME.fullmatch(name)):
        raise Http404
    return Target(request, header, del_index, opened.beside.result("variables"), name)


def _row(request: SignedInRequest) -> int:
    """The row that the query names; 0 where it names none."""
    text = request.GET.get("row", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _write(target: Target, values: Mapping[str, object], back: str = "") -> HttpResponse:
    request = target.request
    actor, key = Actor.of(request), request.POST.get("submit_key", "")
    tell(request, told(lambda: set_variables(actor, target.ref, values, submit_key=key)))
    return go_to(request, target.url(back) if back else target.data_url)


def _ask(
    target: Target, what: str, form: VariableForm | None = None, **more: object
) -> HttpResponse:
    context = _context(target) | {"form": form, "asked": f"cases/data/_{what}.html", **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.is_bound else HTTPStatus.OK
    partials = {"dialog": "cases/data/_dialog.html"}
    return render_page(
        target.request, "cases/data/page.html", context, partials=partials, status=status
    )


def _context(target: Target) -> dict[str, Any]:
    return {
        "header": target.header,
        "name": target.name,
        "back": back_link(target.request),
        "data_url": target.data_url,
        "here": target.request.get_full_path(),
        "submit_key": new_key(),
        "del_index": target.del_index,
        "app_uid": target.header.app_uid,
    }
