"""What the mobile API does to a case. It checks less than ``/cases``: prefer that."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO, Literal

from processmaker import answers, errors
from processmaker.endpoints import Call, Resource, endpoint
from processmaker.fields import items, mapping, text
from processmaker.messages import plain_message
from processmaker.models import LightNote, NextTask, UploadedFile, User
from processmaker.paths import checked


class LightCases(Resource):
    """A refusal here is often 200 with ``{"status": "fail"}``; it is raised as BadRequest."""

    @endpoint("GET", "/light/case/{app_uid}/{del_index}", needs="light")
    def is_open(self, call: Call, app_uid: str, del_index: int) -> bool:
        """Whether a delegation is open and the caller's."""
        try:
            call.done(app_uid, del_index)
        except errors.Forbidden:
            return False
        return True

    @endpoint("POST", "/light/case/{app_uid}/claim", needs="light")
    def claim(self, call: Call, app_uid: str, *, del_index: int) -> None:
        """Take a self-service task; the server does not check whether the caller may."""
        _succeed(call, app_uid, body={"del_index": checked("del_index", del_index)})

    @endpoint("PUT", "/light/cases/{app_uid}/route-case", needs="light")
    def route(self, call: Call, app_uid: str, *, del_index: int) -> object:
        """Hand the case on; answers what comes next."""
        return call.done(app_uid, body={"del_index": checked("del_index", del_index)})

    @endpoint("POST", "/light/get-next-step/{app_uid}", needs="light")
    def next_step(self, call: Call, app_uid: str, body: Mapping[str, object]) -> object:
        """The next step of an open task."""
        return call.done(app_uid, body=dict(body))

    @endpoint("POST", "/light/cases/{app_uid}/cancel", needs="light")
    def cancel(self, call: Call, app_uid: str) -> None:
        """Cancel a case."""
        _succeed(call, app_uid, body={})

    @endpoint("POST", "/light/cases/{app_uid}/pause", needs="light")
    def pause(self, call: Call, app_uid: str, *, until: str = "", note: str = "") -> None:
        """Pause a case until ``YYYY-MM-DD HH:MM:SS``; drafts, too."""
        _succeed(call, app_uid, body={"unpauseDate": until, "noteContent": note})

    @endpoint("POST", "/light/cases/{app_uid}/unpause", needs="light")
    def unpause(self, call: Call, app_uid: str) -> None:
        """Go on with a paused case."""
        _succeed(call, app_uid, body={})

    @endpoint("POST", "/light/reassign/{app_uid}/user/{usr_uid}", needs="light")
    def reassign(self, call: Call, app_uid: str, target_uid: str) -> None:
        """Give the caller's task to another user."""
        _succeed(call, app_uid, target_uid, body={})

    @endpoint("DELETE", "/light/case/{app_uid}/delete", needs="light")
    def delete(self, call: Call, app_uid: str) -> None:
        """Delete a draft."""
        call.done(app_uid)

    @endpoint("GET", "/light/case/{app_uid}/notes", needs="light")
    def notes(self, call: Call, app_uid: str) -> tuple[LightNote, ...]:
        """The notes of a case with their authors."""
        return call.many(LightNote, app_uid)

    @endpoint("POST", "/light/case/{app_uid}/note", needs="light")
    def add_note(self, call: Call, app_uid: str, content: str) -> None:
        """Add a note."""
        _succeed(call, app_uid, body={"noteContent": content})

    @endpoint("GET", "/light/{app_uid}/variables", needs="light")
    def variables(self, call: Call, app_uid: str) -> Mapping[str, Any]:
        """All variables of a case."""
        return call.mapping(app_uid)

    @endpoint("PUT", "/light/{app_uid}/variable", needs="light")
    def set_variables(
        self, call: Call, app_uid: str, values: Mapping[str, object], *, del_index: int
    ) -> None:
        """Set variables in one write."""
        call.done(app_uid, query={"del_index": del_index}, body=dict(values))

    @endpoint("GET", "/light/userstoreassign/{task_uid}", needs="light")
    def users_to_reassign(self, call: Call, task_uid: str) -> tuple[User, ...]:
        """Who may be given a task."""
        return call.many(User, task_uid, inside="data")

    @endpoint("GET", "/light/task/{tas_uid}/case/{app_uid}/{del_index}/assignment", needs="light")
    def assignment(
        self, call: Call, task_uid: str, app_uid: str, del_index: int
    ) -> tuple[NextTask, ...]:
        """The tasks that come next and who can be given them."""
        return call.many(NextTask, task_uid, app_uid, del_index)

    @endpoint("POST", "/light/process/{pro_uid}/task/{tas_uid}/start-case", needs="light")
    def start(self, call: Call, process_uid: str, task_uid: str) -> Mapping[str, Any]:
        """Start a case; answers its uid, index and number under mobile names."""
        return call.mapping(process_uid, task_uid, body={})

    @endpoint(
        "POST",
        "/light/process/{pro_uid}/task/{tas_uid}/case/{app_uid}/step/{step_uid}"
        "/execute-trigger/{kind}",
        needs="light",
    )
    def execute_triggers(
        self,
        call: Call,
        process_uid: str,
        task_uid: str,
        app_uid: str,
        step_uid: str,
        kind: Literal["before", "after"],
    ) -> None:
        """Run the triggers of a step; wants the step's uid, not the form's. Nobody is refused."""
        call.done(process_uid, task_uid, app_uid, step_uid, kind, body={})

    @endpoint("POST", "/light/case/{app_uid}/upload", needs="light")
    def announce(
        self, call: Call, app_uid: str, files: Iterable[Mapping[str, str]]
    ) -> tuple[UploadedFile, ...]:
        """Make the records of files that :meth:`upload` sends afterwards.

        ``files``: ``name``, and optionally ``appDocType`` (ATTACHED, INPUT, OUTPUT), ``docUid``,
        ``fieldName``. The record stays in the case also if the file never follows.
        """
        answer = call.send(app_uid, body=[dict(one) for one in files])
        return call.built_all(answer, UploadedFile, answers.value(answer))

    @endpoint("POST", "/light/case/{app_uid}/upload/{app_doc_uid}", needs="light")
    def upload(
        self, call: Call, app_uid: str, app_doc_uid: str, file: BinaryIO, file_name: str
    ) -> None:
        """Send the file of a record made by :meth:`announce`."""
        answer = call.upload(
            app_uid,
            app_doc_uid,
            form={},
            field=f"form[{file_name}]",
            file=file,
            name=file_name,
        )
        _refuse_failure(answer, answers.accepted(answer))

    @endpoint("POST", "/light/case/{app_uid}/download64", needs="light", is_read=True)
    def download64(self, call: Call, app_uid: str, app_doc_uid: str, *, version: int = 1) -> bytes:
        """A file as a whole, in memory; :meth:`Documents.input_file` streams."""
        body = [{"fileId": checked("app_doc_uid", app_doc_uid), "version": str(version)}]
        answer = call.send(app_uid, body=body)
        found = items(answers.structure(answer))
        try:
            return base64.b64decode(text(mapping(found[0]).get("fileContent")), validate=True)
        except (IndexError, binascii.Error, ValueError):
            answers.unusable(answer, "a base64 file was expected")


def _succeed(call: Call, *segments: str | int, body: object) -> None:
    answer = call.send(*segments, body=body)
    _refuse_failure(answer, answers.accepted(answer))


def _refuse_failure(answer: answers.Answer, found: object) -> None:
    said = mapping(found)
    if said.get("status") == "fail" or said.get("success") is False:
        message = text(said.get("message") or said.get("msg"))
        raise errors.BadRequest(
            plain_message(message, answer.secrets),
            status=answer.status,
            endpoint=answer.endpoint,
            request_id=answer.request_id,
        )
