"""One case: reading it, starting it, moving it on."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker import answers
from processmaker.endpoints import Call, Resource, endpoint
from processmaker.models import Case, CaseTask, NewCase, OwnTask, StartTask, Step


class Cases(Resource):
    """``/cases/{uid}`` and what can be done to it.

    ProcessMaker serialises nothing for a case: keep to one write at a time, and read back the
    holder and the open delegations afterwards.
    """

    @endpoint("GET", "/cases/{app_uid}")
    def get(self, call: Call, app_uid: str) -> Case:
        """A case with its current tasks; for participants and supervisors only (else Forbidden)."""
        return call.one(Case, app_uid)

    @endpoint("GET", "/cases/{app_uid}/current-task")
    def current_task(self, call: Call, app_uid: str) -> OwnTask:
        """The caller's own open task; BadRequest where there is none."""
        return call.one(OwnTask, app_uid)

    @endpoint("GET", "/cases/{app_uid}/tasks")
    def tasks(self, call: Call, app_uid: str) -> tuple[CaseTask, ...]:
        """All tasks of the process with routes and delegations; no permission is checked."""
        return call.many(CaseTask, app_uid)

    @endpoint("GET", "/cases/{app_uid}/{del_index}/steps")
    def steps(self, call: Call, app_uid: str, del_index: int) -> tuple[Step, ...]:
        """The steps of a delegation's task."""
        return call.many(Step, app_uid, del_index)

    @endpoint("GET", "/case/start-cases")
    def start_tasks(self, call: Call) -> tuple[StartTask, ...]:
        """Tasks the caller may start a case with; may be none."""
        answer = call.send()
        found = answers.structure(answer)
        if isinstance(found, dict) and found.get("success") == "failure":
            return ()
        return call.built_all(answer, StartTask, found)

    @endpoint("POST", "/cases")
    def start(
        self,
        call: Call,
        process_uid: str,
        task_uid: str,
        variables: Mapping[str, object] | None = None,
    ) -> NewCase:
        """Start a case; it stays a draft of the caller until it is routed."""
        body = {
            "pro_uid": process_uid,
            "tas_uid": task_uid,
            "variables": [dict(variables)] if variables else [],
        }
        return call.one(NewCase, body=body)
