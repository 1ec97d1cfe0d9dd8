"""Processes as they are designed. Most need PM_CASES only; what needs more says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from processmaker.endpoints import Call, endpoint
from processmaker.models import (
    Category,
    ProcessRef,
    ProcessSettings,
    Project,
    Supervisor,
    Table,
    TableRows,
    TrackerObject,
    TrackerSettings,
)
from processmaker.resources.project_parts import ProjectParts


class Projects(ProjectParts):
    """A process is a project here; its uid is the same."""

    @endpoint("GET", "/project")
    def all(self, call: Call) -> tuple[ProcessRef, ...]:
        """All processes; needs PM_FACTORY."""
        return call.many(ProcessRef)

    @endpoint("GET", "/project/{prj_uid}")
    def get(self, call: Call, project_uid: str) -> Project:
        """One process with its diagram: positions, flows, gateways."""
        return call.one(Project, project_uid)

    @endpoint("GET", "/project/{prj_uid}/process")
    def settings(self, call: Call, project_uid: str) -> ProcessSettings:
        """The properties of a process; needs PM_FACTORY."""
        return call.one(ProcessSettings, project_uid)

    @endpoint("GET", "/project/{prj_uid}/process-supervisors")
    def supervisors(self, call: Call, project_uid: str) -> tuple[Supervisor, ...]:
        """Users and groups that supervise a process."""
        return call.many(Supervisor, project_uid)

    @endpoint("GET", "/project/{prj_uid}/process-supervisor/dynaforms")
    def supervisor_dynaforms(
        self, call: Call, project_uid: str
    ) -> tuple[Mapping[str, object], ...]:
        """The forms that the supervisors of a process may see."""
        return call.mappings(project_uid)

    @endpoint("GET", "/project/{prj_uid}/process-supervisor/input-documents")
    def supervisor_documents(
        self, call: Call, project_uid: str
    ) -> tuple[Mapping[str, object], ...]:
        """The input documents that the supervisors of a process may see."""
        return call.mappings(project_uid)

    @endpoint("GET", "/project/{prj_uid}/starting-tasks")
    def starting_tasks(self, call: Call, project_uid: str) -> tuple[Mapping[str, object], ...]:
        """The tasks that a process can start with."""
        return call.mappings(project_uid)

    @endpoint("GET", "/project/{prj_uid}/user/{usr_uid}/starting-tasks")
    def starting_tasks_of(
        self, call: Call, project_uid: str, user_uid: str
    ) -> tuple[Mapping[str, object], ...]:
        """The tasks that a user may start the process with."""
        return call.mappings(project_uid, user_uid)

    @endpoint("GET", "/project/{prj_uid}/process-permissions")
    def permissions(self, call: Call, project_uid: str) -> tuple[Mapping[str, object], ...]:
        """What users and groups may see of the cases of a process."""
        return call.mappings(project_uid)

    @endpoint("GET", "/project/categories")
    def categories(self, call: Call) -> tuple[Category, ...]:
        """The process categories."""
        return call.many(Category)

    @endpoint("GET", "/project/category/{cat_uid}")
    def category(self, call: Call, category_uid: str) -> Category:
        """One process category."""
        return call.one(Category, category_uid)

    @endpoint("GET", "/project/{prj_uid}/report-tables")
    def report_tables(self, call: Call, project_uid: str) -> tuple[Table, ...]:
        """The report tables of a process."""
        return call.many(Table, project_uid)

    @endpoint("GET", "/project/{prj_uid}/report-table/{rep_uid}")
    def report_table(self, call: Call, project_uid: str, table_uid: str) -> Table:
        """One report table with its columns."""
        return call.one(Table, project_uid, table_uid)

    @endpoint("GET", "/project/{prj_uid}/report-table/{rep_uid}/data")
    def report_rows(self, call: Call, project_uid: str, table_uid: str) -> TableRows:
        """The rows of a report table."""
        return call.one(TableRows, project_uid, table_uid)

    @endpoint("GET", "/project/{prj_uid}/report-table/{rep_uid}/populate", is_read=False)
    def populate_report(self, call: Call, project_uid: str, table_uid: str) -> None:
        """Fill a report table anew; a write, although it is a GET."""
        call.done(project_uid, table_uid)

    @endpoint("POST", "/project/{prj_uid}/report-table")
    def create_report_table(self, call: Call, project_uid: str, values: Mapping[str, Any]) -> Table:
        """Create a report table: ``rep_tab_name``, ``rep_tab_dsc``, ``fields``, …"""
        return call.one(Table, project_uid, body=dict(values))

    @endpoint("PUT", "/project/{prj_uid}/report-table/{rep_uid}")
    def update_report_table(
        self, call: Call, project_uid: str, table_uid: str, values: Mapping[str, Any]
    ) -> None:
        """Change a report table."""
        call.done(project_uid, table_uid, body=dict(values))

    @endpoint("DELETE", "/project/{prj_uid}/report-table/{rep_uid}")
    def delete_report_table(self, call: Call, project_uid: str, table_uid: str) -> None:
        """Delete a report table."""
        call.done(project_uid, table_uid)

    @endpoint("GET", "/project/{prj_uid}/case-tracker/property")
    def tracker_settings(self, call: Call, project_uid: str) -> TrackerSettings:
        """What the case tracker of a process shows."""
        return call.one(TrackerSettings, project_uid)

    @endpoint("PUT", "/project/{prj_uid}/case-tracker/property")
    def set_tracker_settings(self, call: Call, project_uid: str, values: Mapping[str, Any]) -> None:
        """Change what the case tracker shows."""
        call.done(project_uid, body=dict(values))

    @endpoint("GET", "/project/{prj_uid}/case-tracker/objects")
    def tracker_objects(self, call: Call, project_uid: str) -> tuple[TrackerObject, ...]:
        """The forms and documents in the case tracker."""
        return call.many(TrackerObject, project_uid)

    @endpoint("GET", "/project/{prj_uid}/case-tracker/object/{cto_uid}")
    def tracker_object(self, call: Call, project_uid: str, object_uid: str) -> TrackerObject:
        """One form or document in the case tracker."""
        return call.one(TrackerObject, project_uid, object_uid)

    @endpoint("GET", "/project/{prj_uid}/case-tracker/available-objects")
    def available_tracker_objects(
        self, call: Call, project_uid: str
    ) -> tuple[Mapping[str, object], ...]:
        """Forms and documents that could be added to the case tracker."""
        return call.mappings(project_uid)

    @endpoint("POST", "/project/{prj_uid}/case-tracker/object")
    def add_tracker_object(
        self, call: Call, project_uid: str, values: Mapping[str, Any]
    ) -> TrackerObject:
        """Add a form or document; ``cto_type_obj`` and ``cto_uid_obj`` go together."""
        return call.one(TrackerObject, project_uid, body=dict(values))

    @endpoint("PUT", "/project/{prj_uid}/case-tracker/object/{cto_uid}")
    def update_tracker_object(
        self, call: Call, project_uid: str, object_uid: str, values: Mapping[str, Any]
    ) -> None:
        """Change a form or document of the case tracker."""
        call.done(project_uid, object_uid, body=dict(values))

    @endpoint("DELETE", "/project/{prj_uid}/case-tracker/object/{cto_uid}")
    def delete_tracker_object(self, call: Call, project_uid: str, object_uid: str) -> None:
        """Take a form or document out of the case tracker."""
        call.done(project_uid, object_uid)
