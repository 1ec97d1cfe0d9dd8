"""Case notes: every refusal of the lists is 401, whatever its reason."""

import re
from typing import Any

from sandbox.api.process_permissions import granted
from sandbox.engine.actions import add_note
from sandbox.engine.records import Case, Note
from sandbox.errors import BadRequest, Unauthorized
from sandbox.rest import Answer, Call, route

LONGEST = 500
DEFAULT_LIMIT = 25
NOTES_A_CASE = 10_000
"""Room for the ids of one case's notes; the real server counts them all together."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@route("GET", "/cases/{app_uid}/notes")
def list_notes(call: Call) -> list[dict[str, Any]]:
    """Without ``limit`` all of them; ``search``, user and dates are checked and ignored."""
    case = _readable(call)
    start = call.query_int("start", 0)
    rows = [_row(call, case, note) for note in sorted_notes(call, case)]
    if "limit" not in call.query:
        return rows[start:]
    return rows[start : start + call.query_int("limit", 0)]


@route("GET", "/cases/{app_uid}/notes/paged")
@route("GET", "/cases/{app_uid}/notes/{paged}")
def page_of_notes(call: Call) -> dict[str, Any]:
    """The last path part is "paged"; ``start`` is 0-based and echoed as it came."""
    case = _readable(call)
    start, limit = call.query_int("start", 0), call.query_int("limit", DEFAULT_LIMIT)
    notes = sorted_notes(call, case)
    echoed = {name: call.query.get(name, "") for name in ("usr_uid", "date_to", "date_from")}
    return {
        "total": len(notes),
        "start": start,
        "limit": limit,
        "sort": call.query.get("sort", "NOTE_DATE"),
        "dir": call.query.get("dir", "DESC"),
        **echoed,
        "search": call.query.get("search", ""),
        "data": [_row(call, case, note) for note in notes[start : start + limit]],
    }


@route("POST", "/cases/{app_uid}/note", permission="PM_CASES")
async def write_note(call: Call) -> Answer:
    """201 with an empty body; the text is kept as it is."""
    app_uid = call.uid("app_uid")
    text = call.fields.get("note_content")
    if not text:
        raise BadRequest("`note_content` is required.")
    if len(str(text)) > LONGEST:
        raise BadRequest(
            f"Invalid value specified for `note_content`. Maximum {LONGEST} characters allowed."
        )
    if str(call.fields.get("send_mail", 0)) not in ("0", "1"):
        raise BadRequest("Invalid value specified for `send_mail`. Expected one of (1,0).")
    case = call.sandbox.store.cases.get(app_uid)
    if case is None:
        raise BadRequest(f"The application with $app_uid: '{app_uid}' does not exist.")
    if not may_read_notes(call, case):
        raise BadRequest("You do not have permission to access the cases notes")
    if len(str(text).encode()) > LONGEST:
        raise BadRequest(f"Invalid value for 'note_content', the maximum length is {LONGEST}.")
    await call.race()
    add_note(call.sandbox, case, call.user_uid, str(text))
    call.accepted(case.uid)
    return Answer(status=201)


def _readable(call: Call) -> Case:
    """The case of the path, or the 401 that says why not."""
    app_uid = call.params["app_uid"]
    case = call.sandbox.store.cases.get(app_uid)
    if case is None:
        raise Unauthorized(f"The application with $app_uid: '{app_uid}' does not exist.")
    _check_query(call)
    if not may_read_notes(call, case):
        raise Unauthorized(
            "This user doesn’t have permissions to see the case notes of this process."
        )
    return case


def _check_query(call: Call) -> None:
    user_uid = call.query.get("usr_uid", "")
    if user_uid and user_uid not in call.sandbox.world.users:
        raise Unauthorized(f"The user with $usr_uid: '{user_uid}' does not exist.")
    for name in ("date_from", "date_to"):
        day = call.query.get(name, "")
        if day and not (_DAY.fullmatch(day) and call.sandbox.clock.parse(day)):
            raise Unauthorized(f"The value '{day}' is not a valid date for the format 'Y-m-d'.")
    if call.query.get("dir", "DESC").lower() not in ("asc", "desc"):
        raise Unauthorized('Order direction must be "asc" or "desc".')


def may_read_notes(call: Call, case: Case) -> bool:
    """By process permission alone; without one nobody may."""
    return granted(call, case, "CASES_NOTES", "VIEW")


def sorted_notes(call: Call, case: Case) -> list[Note]:
    """By date; notes of one second stand in the order of their writing."""
    newest_first = call.query.get("dir", "DESC").lower() == "desc"
    ordered = sorted(case.notes, key=lambda note: note.at)
    return ordered[::-1] if newest_first else ordered


def _row(call: Call, case: Case, note: Note) -> dict[str, Any]:
    user = call.sandbox.world.users.get(note.user_uid)
    row = {
        "note_id": case.number * NOTES_A_CASE + case.notes.index(note) + 1,
        "app_uid": case.uid,
        "app_number": str(case.number),
        "note_date": call.sandbox.clock.shown(note.at),
        "note_content": note.content,
        "note_type": "USER",
        "note_availability": "PUBLIC",
        "usr_uid": note.user_uid,
        "usr_username": user.username if user else "",
        "usr_firstname": user.firstname if user else "",
        "usr_lastname": user.lastname if user else "",
    }
    return row | {"attachments": []} if call.query.get("files") == "true" else row
