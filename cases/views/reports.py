"""Named reports: the list, one report as table and chart, and the same as CSV."""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.decorators import permission_required, require
from accounts.people import SignedInRequest
from cases.office_models import NamedReport
from cases.reports.parameters import Given, parameters_of, read_given
from cases.reports.results import Result, cell_classes, chart_of, result_of
from pmdash.web.csv_files import csv_answer, csv_lines, harmless
from pmdash.web.errors import problem_of
from pmdash.web.pages import render_page
from pmdash.web.paging import Paging, page_asked_for
from processmaker.errors import EndpointMissing, Refused, SignedOut

PERMISSION: Final = "PM_ALLCASES"
REGISTERING: Final = "PM_SETUP"
LIST: Final = "cases/reports/page.html"
REPORT: Final = "cases/reports/report.html"


@require_safe
@permission_required(PERMISSION)
def show_reports(request: SignedInRequest) -> HttpResponse:
    """The reports that the role permits."""
    reports = NamedReport.objects.filter(server=request.me.server_name).order_by("title")
    context = {
        "reports": [one for one in reports if request.me.can(one.permission)],
        "has_plugin": request.me.capabilities.extrarest,
        "may_register": request.me.can(REGISTERING),
    }
    return render_page(request, LIST, context)


@require_safe
@permission_required(PERMISSION)
def show_report(request: SignedInRequest, report_id: int) -> HttpResponse:
    """The report with its parameters; run as soon as they are complete."""
    report = report_or_404(request, report_id)
    given = read_given(parameters_of(report), request.GET.dict())
    context: dict[str, Any] = {
        "report": report,
        "given": given,
        "may_register": request.me.can(REGISTERING),
        "query": request.GET.urlencode(),
        "asked": bool(request.GET),
    }
    status = 200
    if not any(one.error for one in given):
        try:
            context |= _answer(request, report, _run(request, report, given))
        except SignedOut:
            raise
        except EndpointMissing:
            context["missing"] = True
        except Refused as refusal:
            problem = problem_of(request, refusal)
            context["refusal"], status = refusal.message or problem.title, problem.status
    return render_page(request, REPORT, context, status=status)


def _run(request: SignedInRequest, report: NamedReport, given: list[Given]) -> Result:
    query = {one.parameter.name: one.text for one in given if one.text}
    return result_of(request.pm.extrarest.named_report(report.name, query))


def _answer(request: SignedInRequest, report: NamedReport, result: Result) -> dict[str, Any]:
    paging = Paging.at(page_asked_for(request), request.me.page_size, len(result.rows))
    classes = cell_classes(result)
    page = result.rows[paging.start : paging.start + paging.size]
    return {
        "result": result,
        "columns": list(zip(result.columns, classes, strict=True)),
        "chart": chart_of(report, result),
        "rows": [list(zip(row, classes, strict=True)) for row in page],
        "paging": paging,
    }


@require_safe
@permission_required(PERMISSION)
def export_report(request: SignedInRequest, report_id: int) -> HttpResponseBase:
    """All rows as CSV."""
    report = report_or_404(request, report_id)
    given = read_given(parameters_of(report), request.GET.dict())
    if any(one.error for one in given):
        raise Http404
    result = _run(request, report, given)
    rows = [[harmless(text) for text in row] for row in [result.columns, *result.rows]]
    return csv_answer(f"{report.name}.csv", csv_lines(rows))


def report_or_404(request: SignedInRequest, report_id: int) -> NamedReport:
    """A report of this server that the role permits. Raises Http404 or PermissionDenied."""
    report = NamedReport.objects.filter(server=request.me.server_name, pk=report_id).first()
    if report is None:
        raise Http404
    require(request, report.permission)
    return report
