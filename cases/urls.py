"""Addresses of lists and cases."""

from django.urls import path, register_converter

from cases.converters import CaseListConverter, UidConverter
from cases.views import (
    actions,
    actions_many,
    actions_undo,
    bulk,
    case,
    case_file,
    case_pane,
    counters,
    data_edit,
    documents,
    form,
    form_drafts,
    form_options,
    generate,
    jobs,
    jobs_actions,
    jobs_files,
    jobs_page,
    keyboard,
    lists,
    next_tasks,
    outside,
    saved_views,
    start,
)

register_converter(UidConverter, "uid")
register_converter(CaseListConverter, "case_list")

app_name = "cases"
urlpatterns = [
    path("counters/", counters.show_counters, name="counters"),
    path("keys/", keyboard.show_keys, name="keys"),
    path("start/", start.start, name="start"),
    path("act/undo/", actions_undo.undo_many, name="act-undo"),
    path("act/<slug:action>/", actions_many.act_on_many, name="act-many"),
    path("bulk/", bulk.show_bulk, name="bulk"),
    path("jobs/", jobs.show_jobs, name="jobs"),
    path("jobs/<int:job_id>/", jobs_page.show_job, name="job"),
    path("jobs/<int:job_id>/report.csv", jobs_files.report, name="job-report"),
    path("jobs/<int:job_id>/documents.zip", jobs_files.documents, name="job-documents"),
    path("jobs/<int:job_id>/<slug:action>/", jobs_actions.act_on_job, name="job-action"),
    path("<case_list:name>/", lists.show_list, name="list"),
    path("<case_list:name>/filters/", lists.show_filters, name="filters"),
    path("<case_list:name>/views/", saved_views.list_views, name="views"),
    path("views/<int:number>/", saved_views.change_view, name="view"),
    path("views/<int:number>/delete/", saved_views.delete_view, name="view-delete"),
    path("<uid:app_uid>/", case.show_case, name="case"),
    path("<uid:app_uid>/<int:del_index>/", case.show_case, name="case-at"),
    path("<uid:app_uid>/<int:del_index>/pane/", case_pane.show_pane, name="case-pane"),
    path("<uid:app_uid>/documents/<slug:kind>/<uid:doc_uid>/", case_file.download, name="document"),
    path(
        "<uid:app_uid>/documents/<slug:kind>/<uid:doc_uid>/preview/",
        case_file.preview,
        name="document-preview",
    ),
    path(
        "<uid:app_uid>/documents/<slug:kind>/<uid:doc_uid>/facts/",
        case_file.facts,
        name="document-facts",
    ),
    path("<uid:app_uid>/<int:del_index>/documents/upload/", documents.upload, name="upload"),
    path("<uid:app_uid>/<int:del_index>/documents/generate/", generate.generate, name="generate"),
    path(
        "<uid:app_uid>/<int:del_index>/documents/make/<uid:document_uid>/",
        generate.show_progress,
        name="making",
    ),
    path(
        "<uid:app_uid>/<int:del_index>/documents/<slug:kind>/<uid:doc_uid>/delete/",
        documents.delete,
        name="document-delete",
    ),
    path("<uid:app_uid>/<int:del_index>/data/edit/", data_edit.edit_variable, name="data-edit"),
    path("<uid:app_uid>/<int:del_index>/data/delete/", data_edit.drop_variable, name="data-drop"),
    path("<uid:app_uid>/<int:del_index>/data/grid/", data_edit.show_grid, name="data-grid"),
    path("<uid:app_uid>/<int:del_index>/data/row/", data_edit.edit_row, name="data-row"),
    path("<uid:app_uid>/<int:del_index>/next/", next_tasks.show_next, name="case-next"),
    path("<uid:app_uid>/<int:del_index>/open/", outside.open_in_processmaker, name="open"),
    path("<uid:app_uid>/<int:del_index>/do/", actions.show_menu, name="act-menu"),
    path("<uid:app_uid>/<int:del_index>/do/<slug:action>/", actions.show_action, name="act"),
    path("<uid:app_uid>/form/", form.show_form, name="form"),
    path("<uid:app_uid>/<int:del_index>/form/", form.show_form, name="form-at"),
    path("<uid:app_uid>/<int:del_index>/form/draft/", form_drafts.keep_draft, name="form-draft"),
    path(
        "<uid:app_uid>/<int:del_index>/form/options/",
        form_options.show_options,
        name="form-options",
    ),
    path("<uid:app_uid>/<slug:tab>/", case.show_case, name="case-tab"),
    path("<uid:app_uid>/<int:del_index>/<slug:tab>/", case.show_case, name="case-at-tab"),
]
