"""Addresses of named reports."""

from django.urls import path

from cases.views import report_form, reports

app_name = "reports"
urlpatterns = [
    path("", reports.show_reports, name="all"),
    path("new/", report_form.add_report, name="new"),
    path("<int:report_id>/", reports.show_report, name="report"),
    path("<int:report_id>/rows.csv", reports.export_report, name="csv"),
    path("<int:report_id>/change/", report_form.change_report, name="change"),
    path("<int:report_id>/delete/", report_form.delete_report, name="delete"),
]
