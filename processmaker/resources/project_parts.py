"""The parts of a process that its tasks are made of: steps, forms, documents, triggers."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker import answers
from processmaker.endpoints import Call, Resource, endpoint
from processmaker.fields import items
from processmaker.models import (
    Assignee,
    Dynaform,
    InputDefinition,
    OutputDefinition,
    ProcessVariable,
    Step,
    TaskSettings,
    Trigger,
)

Rows = tuple[Mapping[str, object], ...]


class ProjectParts(Resource):
    """A task is an activity here; its uid is the same."""

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}")
    def activity(self, call: Call, project_uid: str, task_uid: str) -> TaskSettings:
        """The properties of a task."""
        answer = call.send(project_uid, task_uid)
        return call.built(answer, TaskSettings, answers.member(answer, "properties"))

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}/steps")
    def steps(self, call: Call, project_uid: str, task_uid: str) -> tuple[Step, ...]:
        """The steps of a task, with their triggers."""
        return call.many(Step, project_uid, task_uid)

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}/step/{step_uid}")
    def step(self, call: Call, project_uid: str, task_uid: str, step_uid: str) -> Step:
        """One step."""
        return call.one(Step, project_uid, task_uid, step_uid)

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}/step/{step_uid}/triggers")
    def step_triggers(
        self, call: Call, project_uid: str, task_uid: str, step_uid: str
    ) -> tuple[Trigger, ...]:
        """The triggers before and after a step."""
        return call.many(Trigger, project_uid, task_uid, step_uid)

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}/assignee")
    def assignees(self, call: Call, project_uid: str, task_uid: str) -> tuple[Assignee, ...]:
        """Users and groups in the pool of a task."""
        return call.many(Assignee, project_uid, task_uid)

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}/assignee/all")
    def all_assignees(self, call: Call, project_uid: str, task_uid: str) -> tuple[Assignee, ...]:
        """The users in the pool of a task, those of its groups among them."""
        return call.many(Assignee, project_uid, task_uid)

    @endpoint("GET", "/project/{prj_uid}/activity/{act_uid}/adhoc-assignee")
    def adhoc_assignees(self, call: Call, project_uid: str, task_uid: str) -> tuple[Assignee, ...]:
        """Users and groups that a task can be reassigned to besides its pool."""
        return call.many(Assignee, project_uid, task_uid)

    @endpoint("GET", "/project/{prj_uid}/dynaforms")
    def dynaforms(self, call: Call, project_uid: str) -> tuple[Dynaform, ...]:
        """The forms; needs PM_FACTORY."""
        return call.many(Dynaform, project_uid)

    @endpoint("GET", "/project/{prj_uid}/dynaform/{dyn_uid}")
    def dynaform(self, call: Call, project_uid: str, dynaform_uid: str) -> Dynaform:
        """One form with its definition, for any user with PM_CASES."""
        return call.one(Dynaform, project_uid, dynaform_uid)

    @endpoint("GET", "/project/{prj_uid}/dynaform/{dyn_uid}/fields")
    def dynaform_fields(self, call: Call, project_uid: str, dynaform_uid: str) -> Rows:
        """The fields of a form."""
        return call.mappings(project_uid, dynaform_uid)

    @endpoint("GET", "/project/{prj_uid}/input-documents")
    def input_documents(self, call: Call, project_uid: str) -> tuple[InputDefinition, ...]:
        """The input documents; needs PM_FACTORY."""
        return call.many(InputDefinition, project_uid)

    @endpoint("GET", "/project/{prj_uid}/input-document/{inp_doc_uid}")
    def input_document(self, call: Call, project_uid: str, document_uid: str) -> InputDefinition:
        """One input document: file types and size that it takes."""
        return call.one(InputDefinition, project_uid, document_uid)

    @endpoint("GET", "/project/{prj_uid}/output-documents")
    def output_documents(self, call: Call, project_uid: str) -> tuple[OutputDefinition, ...]:
        """The output documents."""
        return call.many(OutputDefinition, project_uid)

    @endpoint("GET", "/project/{prj_uid}/output-document/{out_doc_uid}")
    def output_document(
        self, call: Call, project_uid: str, document_uid: str
    ) -> OutputDefinition | None:
        """One output document; None where there is none of that uid."""
        answer = call.send(project_uid, document_uid)
        found = answers.structure(answer)
        return call.built(answer, OutputDefinition, found) if found else None

    @endpoint("GET", "/project/{prj_uid}/triggers")
    def triggers(self, call: Call, project_uid: str) -> tuple[Trigger, ...]:
        """The triggers with their PHP source; no permission is checked."""
        return call.many(Trigger, project_uid)

    @endpoint("GET", "/project/{prj_uid}/trigger/{tri_uid}")
    def trigger(self, call: Call, project_uid: str, trigger_uid: str) -> Trigger:
        """One trigger."""
        return call.one(Trigger, project_uid, trigger_uid)

    @endpoint("GET", "/project/{prj_uid}/process-variables")
    def variables(self, call: Call, project_uid: str) -> tuple[ProcessVariable, ...]:
        """The variables; needs PM_FACTORY."""
        return call.many(ProcessVariable, project_uid)

    @endpoint("POST", "/project/{prj_uid}/process-variable/{var_name}/execute-query", is_read=True)
    def execute_query(
        self, call: Call, project_uid: str, var_name: str, values: Mapping[str, object]
    ) -> Rows:
        """The options of a SQL-backed field; ``values``: ``app_uid``, ``del_index``, fields, …"""
        return tuple(map(dict, _rows(call, project_uid, var_name, values)))

    @endpoint(
        "POST",
        "/project/{prj_uid}/process-variable/{var_name}/execute-query-suggest",
        is_read=True,
    )
    def execute_query_suggest(
        self, call: Call, project_uid: str, var_name: str, values: Mapping[str, object]
    ) -> Rows:
        """Options that match what was typed; ``values`` also ``filter``, ``start``, ``limit``."""
        return tuple(map(dict, _rows(call, project_uid, var_name, values)))


def _rows(
    call: Call, project_uid: str, var_name: str, values: Mapping[str, object]
) -> list[Mapping[str, object]]:
    found = call.value(project_uid, var_name, body=dict(values))
    return [one for one in items(found) if isinstance(one, dict)]
