"""Addresses of PM tables and report tables."""

from django.urls import path

from cases.views import table_import, table_upload, tables

app_name = "tables"
urlpatterns = [
    path("", tables.show_tables, name="all"),
    path("<uid:table_uid>/", tables.show_table, name="table"),
    path("<uid:table_uid>/rows.csv", tables.export_table, name="csv"),
    path("report/<uid:project_uid>/<uid:table_uid>/", tables.show_report, name="report"),
    path(
        "report/<uid:project_uid>/<uid:table_uid>/rows.csv", tables.export_report, name="report-csv"
    ),
    path("<uid:table_uid>/import/", table_upload.upload, name="upload"),
    path("<uid:table_uid>/import/<uuid:import_id>/", table_import.show_import, name="import"),
    path("<uid:table_uid>/import/<uuid:import_id>/send/", table_import.send, name="send"),
    path("<uid:table_uid>/import/<uuid:import_id>/stop/", table_import.stop, name="stop"),
    path("<uid:table_uid>/import/<uuid:import_id>/rest/", table_import.send_rest, name="send-rest"),
    path("<uid:table_uid>/backups/<uuid:backup_id>/", table_upload.backup_csv, name="backup"),
    path(
        "<uid:table_uid>/backups/<uuid:backup_id>/put-back/", table_upload.put_back, name="put-back"
    ),
]
