"""Registering a report, changing it, taking it away: for administrators."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import permission_required
from accounts.people import SignedInRequest
from cases.forms.reports import ParameterForms, ReportForm, parameters_in
from cases.office_models import NamedReport
from cases.views.reports import REGISTERING, report_or_404
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast

FORM = "cases/reports/form.html"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(REGISTERING)
def add_report(request: SignedInRequest) -> HttpResponse:
    """Register an endpoint as a report."""
    return _form(request, NamedReport(server=request.me.server_name, created_by=request.me.name))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(REGISTERING)
def change_report(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Change what is registered."""
    return _form(request, report_or_404(request, report_id))


@require_POST
@permission_required(REGISTERING)
def delete_report(request: SignedInRequest, report_id: int) -> HttpResponse:
    """Take the report away here; the endpoint stays."""
    report = report_or_404(request, report_id)
    report.delete()
    add_toast(request, _("%(title)s is not offered any more.") % {"title": report.title})
    return HttpResponseRedirect(reverse("reports:all"))


def _form(request: SignedInRequest, report: NamedReport) -> HttpResponse:
    form = ReportForm(request.POST or None, instance=report)
    parameters = ParameterForms(
        request.POST or None,
        initial=report.parameters,
        prefix="parameter",
        form_kwargs={"label_suffix": ""},
    )
    if request.method == "POST" and form.is_valid() and parameters.is_valid():
        form.instance.parameters = parameters_in(parameters)
        taken = NamedReport.objects.filter(server=report.server, name=report.name)
        if not taken.exclude(pk=report.pk).exists():
            form.save()
            return HttpResponseRedirect(reverse("reports:report", args=[form.instance.pk]))
        form.add_error("name", _("This endpoint is registered already."))
    wrong = form.is_bound and bool(form.errors or parameters.total_error_count())
    context = {"form": form, "parameters": parameters, "report": report}
    return render_page(request, FORM, context, status=422 if wrong else 200)
