"""What can be done to a case: every method here is a write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from processmaker import answers
from processmaker.endpoints import Call, Resource, endpoint
from processmaker.fields import mapping
from processmaker.models import NewCase, ReassignResult
from processmaker.paths import checked


class CaseActions(Resource):
    """Send each of these once and read the case back: the answer is not the whole truth.

    ProcessMaker serialises nothing for a case (two routes at once double it, two claims both get a
    yes), and a trigger that fails afterwards turns the answer of a reassignment into BadRequest
    although the case has moved.
    """

    @endpoint("POST", "/cases")
    def start(
        self,
        call: Call,
        process_uid: str,
        task_uid: str,
        variables: Mapping[str, object] | None = None,
    ) -> NewCase:
        """Start a case; it stays a draft of the caller, with index 1, until it is routed."""
        body = _start_body(process_uid, task_uid, variables)
        return call.one(NewCase, body=body)

    @endpoint("POST", "/cases/impersonate")
    def start_as(
        self,
        call: Call,
        process_uid: str,
        task_uid: str,
        user_uid: str,
        variables: Mapping[str, object] | None = None,
    ) -> NewCase:
        """Start a case in the name of another user; the server hardly checks who may."""
        body = _start_body(process_uid, task_uid, variables)
        return call.one(NewCase, body={**body, "usr_uid": checked("usr_uid", user_uid)})

    @endpoint("PUT", "/cases/{app_uid}/route-case")
    def route(self, call: Call, app_uid: str, *, del_index: int) -> None:
        """Hand the case on. Runs triggers before and after routing, not those before assignment.

        Raises:
            NotYourCase: the delegation is closed or somebody else's.
        """
        # A JSON integer is refused here; without the index the newest delegation would be taken.
        call.done(app_uid, body={"del_index": checked("del_index", del_index)})

    @endpoint("PUT", "/cases/{app_uid}/claim", needs="claim")
    def claim(self, call: Call, app_uid: str, *, del_index: int) -> None:
        """Take a self-service task. Two at once can both succeed: read back the holder."""
        call.done(app_uid, body={"index": del_index})

    @endpoint("PUT", "/cases/{app_uid}/cancel")
    def cancel(
        self,
        call: Call,
        app_uid: str,
        *,
        del_index: int | None = None,
        reason: str = "",
        send_mail: bool | None = None,
    ) -> None:
        """Cancel for good: a running case with one open thread, by its holder or a supervisor."""
        call.done(app_uid, body=_reasoned({"index": del_index}, reason, send_mail))

    @endpoint("PUT", "/cases/{app_uid}/pause")
    def pause(
        self,
        call: Call,
        app_uid: str,
        *,
        del_index: int,
        until_date: str = "",
        until_time: str = "",
        reason: str = "",
        send_mail: bool | None = None,
    ) -> None:
        """Pause a task, until ``YYYY-MM-DD`` and ``HH:MM`` of the server's zone, or for good."""
        body = {
            "index": del_index,
            "unpaused_date": until_date or None,
            "unpaused_time": until_time or None,
        }
        call.done(app_uid, body=_reasoned(body, reason, send_mail))

    @endpoint("PUT", "/cases/{app_uid}/unpause")
    def unpause(self, call: Call, app_uid: str, *, del_index: int) -> None:
        """Go on with a paused task; it gets a new index."""
        call.done(app_uid, body={"index": del_index})

    @endpoint("PUT", "/cases/{app_uid}/reassign-case")
    def reassign(
        self,
        call: Call,
        app_uid: str,
        *,
        source_uid: str,
        target_uid: str,
        del_index: int,
        reason: str = "",
        send_mail: bool | None = None,
    ) -> None:
        """Give a task to another user; closes the index and opens a new one.

        The server refuses unless ``source_uid`` still holds that open delegation.
        """
        body = {
            "usr_uid_source": checked("usr_uid", source_uid),
            "usr_uid_target": checked("usr_uid", target_uid),
            "del_index": del_index,
        }
        call.done(app_uid, body=_reasoned(body, reason, send_mail))

    @endpoint("POST", "/cases/reassign")
    def reassign_many(
        self, call: Call, delegations: Iterable[tuple[str, int]], *, target_uid: str
    ) -> tuple[ReassignResult, ...]:
        """Give several (app_uid, del_index) to one user; one result each.

        The source is not checked: for the truth of each case use :meth:`reassign`.
        """
        cases = [
            {"APP_UID": checked("app_uid", uid), "DEL_INDEX": index} for uid, index in delegations
        ]
        answer = call.send(body={"cases": cases, "usr_uid_target": checked("usr_uid", target_uid)})
        found = mapping(answers.structure(answer))
        return call.built_all(answer, ReassignResult, found.get("cases"))

    @endpoint("PUT", "/cases/{app_uid}/{usr_uid}/assign", needs="assign")
    def assign(
        self,
        call: Call,
        app_uid: str,
        user_uid: str,
        *,
        del_index: int,
        reason: str = "",
        send_mail: bool | None = None,
    ) -> None:
        """Give an unclaimed task to a user; keeps the index. The server checks the target only."""
        call.done(app_uid, user_uid, body=_reasoned({"index": del_index}, reason, send_mail))

    @endpoint("PUT", "/cases/{app_uid}/execute-trigger/{tri_uid}")
    def execute_trigger(self, call: Call, app_uid: str, trigger_uid: str) -> None:
        """Run a trigger; for the holder of the current task. BadRequest carries its exception."""
        call.done(app_uid, trigger_uid, body={})

    @endpoint("PUT", "/cases/{app_uid}/execute-triggers")
    def execute_triggers(
        self,
        call: Call,
        app_uid: str,
        *,
        del_index: int,
        object_type: Literal["DYNAFORM", "INPUT_DOCUMENT", "OUTPUT_DOCUMENT"] = "DYNAFORM",
        object_uid: str,
    ) -> None:
        """Run the triggers that stand behind a step (those before it do not run)."""
        body = {
            "del_index": del_index,
            "obj_type": object_type,
            "obj_uid": checked("obj_uid", object_uid),
        }
        call.done(app_uid, body=body)

    @endpoint("DELETE", "/cases/{app_uid}")
    def delete(self, call: Call, app_uid: str) -> None:
        """Delete a draft: one's own, or anybody's with PM_DELETECASE."""
        call.done(app_uid)

    @endpoint("POST", "/cases/bookmark/{tas_uid}")
    def add_bookmark(self, call: Call, task_uid: str) -> None:
        """Remember a task to start cases with."""
        call.done(task_uid)

    @endpoint("DELETE", "/cases/bookmark/{tas_uid}")
    def delete_bookmark(self, call: Call, task_uid: str) -> None:
        """Forget a remembered start task."""
        call.done(task_uid)


def _start_body(
    process_uid: str, task_uid: str, variables: Mapping[str, object] | None
) -> dict[str, object]:
    return {
        "pro_uid": checked("pro_uid", process_uid),
        "tas_uid": checked("tas_uid", task_uid),
        # A plain object would be accepted, and its values dropped.
        "variables": [dict(variables)] if variables else [],
    }


def _reasoned(body: Mapping[str, object], reason: str, send_mail: bool | None) -> dict[str, object]:
    given = {**body, "reason": reason or None, "sendMail": send_mail}
    return {key: value for key, value in given.items() if value is not None}
