"""Every recorded exchange of a real 3.8.3 server, decoded by the client over HTTP."""

import json
from datetime import timedelta, timezone

import pytest

from processmaker import Client, Server, errors, models
from processmaker.fields import items, moment
from tests.support.byte_server import TOKEN, serving
from tests.support.every_endpoint import call
from tests.support.recordings import exchanges

ZONE = timezone(timedelta(hours=-5))
EXCHANGES = list(exchanges())
BRANCHES = {
    400: errors.Refused,
    401: errors.Unauthorized,
    403: errors.Forbidden,
    404: errors.EndpointMissing,
    405: errors.EndpointMissing,
    415: errors.WrongType,
    500: errors.ServerFault,
    503: errors.Maintenance,
}


@pytest.fixture(scope="module")
def play():
    """Answer the next call with the bytes of an exchange, and make that call."""
    current = []
    with serving(lambda connection, _request: connection.sendall(current[-1].wire)) as server:
        client = Client(Server(base_url=server.url), token=TOKEN, zone=ZONE)

        def one(exchange):
            current.append(exchange)
            return call(client, exchange.resource, exchange.method, exchange.segments)

        yield one


def error_in(exchange):
    """The error of a recorded body, also where notices stand before it."""
    text = exchange.content.decode("utf-8", "replace")
    at = text.rfind('{"error"')
    if at < 0:
        return None
    try:
        return json.loads(text[at:]).get("error")
    except ValueError:
        return None


def expected_error(exchange):
    error = error_in(exchange)
    if isinstance(error, str):
        return errors.OAUTH_ERRORS[error]
    if isinstance(error, dict):
        return BRANCHES[error["code"]]
    if b"<b>Fatal error</b>" in exchange.content:
        return errors.FatalError
    if exchange.body == {"status": "fail"}:
        return errors.BadRequest
    return BRANCHES.get(exchange.status)


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda one: one.id)
def test_every_exchange_gives_a_value_or_the_right_error(play, exchange):
    expected = expected_error(exchange)
    if exchange.endpoint.path == "/light/case/{app_uid}/{del_index}":
        assert play(exchange) is (expected is None)
    elif expected is None and "nope" not in exchange.segments:
        assert_nothing_is_lost(exchange, play(exchange))
    else:
        # Parts that no server should ever see stop before they are sent.
        with pytest.raises((expected or errors.InvalidValue, errors.InvalidValue)) as caught:
            play(exchange)
        assert TOKEN not in caught.value.message
        assert "<" not in caught.value.message


def records_of(exchange):
    """The records of a recorded list, whatever it is wrapped in."""
    body = exchange.body
    if isinstance(body, dict):
        for key in ("data", "rows"):
            if isinstance(body.get(key), list | dict):
                return items(body[key])
    return items(body) if isinstance(body, list) else [body]


def assert_nothing_is_lost(exchange, result):
    if isinstance(result, models.CasePage):
        result = result.rows
    if isinstance(result, models.NotePage):
        result = result.notes
    found = result if isinstance(result, tuple) else (result,)
    if (
        not found
        or type(found[0]).__name__ not in FIELDS
        or not isinstance(exchange.body, dict | list)
    ):
        return
    records = records_of(exchange)
    assert len(found) == len(records)
    for model, record in zip(found, records, strict=True):
        compare(model, {key.lower(): value for key, value in record.items()})


def compare(model, record):
    for attribute, key in FIELDS[type(model).__name__].items():
        if key in record:
            assert same(getattr(model, attribute), record[key]), (attribute, key, record[key])


def same(value, raw):
    if isinstance(value, bool):
        return value is (str(raw).lower() in ("1", "true"))
    if isinstance(value, models.CaseRow | int):
        return str(value) == str(raw)
    if value is None:
        return raw in (None, "", "0000-00-00 00:00:00", "Not finished", "Not started")
    if hasattr(value, "isoformat"):
        known = moment(raw, ZONE)
        return known is not None and (value == known or str(value) == raw)
    return str(value) == ("" if raw is None else str(raw))


PERSON = {"username": "usr_username", "first_name": "usr_firstname", "last_name": "usr_lastname"}
TIMES = {"opened_at": "del_init_date", "due_at": "del_task_due_date"}
FIELDS = {
    "CaseRow": {
        "app_uid": "app_uid",
        "del_index": "del_index",
        "number": "app_number",
        "title": "app_title",
        "process_uid": "pro_uid",
        "process_title": "app_pro_title",
        "task_title": "app_tas_title",
        "status": "app_status",
        "user_uid": "usr_uid",
        "delegated_at": "del_delegate_date",
        "opened_at": "del_init_date",
        "risk_at": "del_risk_date",
        "updated_at": "app_update_date",
        "created_at": "app_create_date",
    },
    "Case": {
        "app_uid": "app_uid",
        "number": "app_number",
        "title": "app_name",
        "status": "app_status",
        "creator_uid": "app_init_usr_uid",
        "creator_name": "app_init_usr_username",
        "process_uid": "pro_uid",
        "process_title": "pro_name",
        "created_at": "app_create_date",
        "updated_at": "app_update_date",
    },
    "OwnTask": {"task_uid": "tas_uid", "del_index": "del_index", "title": "tas_title", **TIMES},
    "CaseTask": {
        "task_uid": "tas_uid",
        "title": "tas_title",
        "is_start": "tas_start",
        "type": "tas_type",
        "assign_type": "tas_assign_type",
        "user_uid": "usr_uid",
        "status": "status",
        **PERSON,
    },
    "InputDocument": {
        "uid": "app_doc_uid",
        "file_name": "app_doc_filename",
        "document_uid": "doc_uid",
        "version": "app_doc_version",
        "index": "app_doc_index",
        "type": "app_doc_type",
        "created_at": "app_doc_create_date",
        "created_by": "app_doc_create_user",
        "comment": "app_doc_comment",
    },
    "OutputDocument": {
        "uid": "app_doc_uid",
        "file_name": "app_doc_filename",
        "version": "app_doc_version",
        "index": "app_doc_index",
        "created_at": "app_doc_create_date",
        "created_by": "app_doc_create_user",
    },
    "Note": {
        "id": "note_id",
        "content": "note_content",
        "at": "note_date",
        "user_uid": "usr_uid",
        "availability": "note_availability",
        **PERSON,
    },
    "User": {
        "email": "usr_email",
        "status": "usr_status",
        "role": "usr_role",
        "department_uid": "dep_uid",
        "created_at": "usr_create_date",
        "expires_on": "usr_due_date",
        **PERSON,
    },
    "Role": {"uid": "rol_uid", "code": "rol_code", "name": "rol_name", "users": "rol_total_users"},
    "Permission": {"uid": "per_uid", "code": "per_code", "name": "per_name"},
    "Group": {"uid": "grp_uid", "title": "grp_title", "users": "grp_users", "tasks": "grp_tasks"},
    "Department": {"uid": "dep_uid", "title": "dep_title", "manager_uid": "dep_manager"},
    "StartTask": {"task_uid": "tas_uid", "process_uid": "pro_uid", "title": "pro_title"},
    "Table": {"uid": "pmt_uid", "name": "pmt_tab_name", "rows": "pmt_num_rows"},
    "Project": {"uid": "prj_uid", "name": "prj_name", "created_at": "prj_create_date"},
    "PendingTask": {
        "app_uid": "app_uid",
        "del_index": "del_index",
        "task_title": "tas_title",
        "user_uid": "usr_uid",
        "due_at": "del_task_due_date",
        "is_unassigned": "unassigned",
    },
    "Trigger": {"uid": "tri_uid", "title": "tri_title", "source": "tri_webbot"},
    "Supervisor": {"uid": "pu_uid", "type": "pu_type", "user_uid": "usr_uid"},
    "ProcessVariable": {"uid": "var_uid", "name": "var_name", "type": "var_field_type"},
    "InputDefinition": {"uid": "inp_doc_uid", "title": "inp_doc_title"},
    "OutputDefinition": {"uid": "out_doc_uid", "title": "out_doc_title"},
    "Category": {"uid": "cat_uid", "name": "cat_name"},
    "Counter": {"id": "id", "title": "title", "count": "counter"},
}


def test_the_recordings_are_all_there():
    assert len(EXCHANGES) > 950
    assert len({one.endpoint.label for one in EXCHANGES}) > 130


def test_an_exchange_of_each_kind_is_read_in_full(play):
    by_id = {(one.file, one.note): one for one in reversed(EXCHANGES)}
    page = play(by_id["cases-paged.get", "default"])
    assert (page.total, len(page.rows), page.has_more) == (8, 8, False)
    row = page.rows[0]
    assert (row.user_name, row.previous_user_name) == ("Olga Onefield", "Sofia Supervisor")
    assert row.unread
    assert not row.paused
    assert row.due_at == moment("2026-11-23 17:00:00", ZONE)
    paused = play(by_id["cases-paused-paged.get", "default"]).rows[0]
    assert paused.paused
    assert paused.thread_status is models.ThreadStatus.PAUSED
    assert paused.finished_at is None
    mine = play(by_id["home-mycases.get", "default"]).rows[0]
    assert (mine.task_title, mine.status) == ("Decide", models.CaseStatus.TO_DO)
    light = play(by_id["light-todo.get", "default"])[0]
    assert (light.number, light.task_title) == (35, "Stock check")
    case = play(by_id["case.get", "a paused case in parallel"])
    assert [task.thread_status for task in case.current_tasks] == ["OPEN", "PAUSED"]
    tasks = play(by_id["case-tasks.get", "parallel case"])
    first = next(task for task in tasks if task.is_start)
    assert first.route.type is models.RouteType.PARALLEL
    assert first.delegations[0].finished_at == moment("2026-11-21 11:27:21", ZONE)
    batch = play(by_id["cases-reassign.post", "two cases"])
    assert [one.done for one in batch] == [True, True]
    history = play(by_id["light-history.get", "history"])
    assert [one.task_title for one in history] == [
        "Register request",
        "Stock check",
        "Finance review",
    ]
    diagram = play(by_id["project.get", "one"]).diagrams[0]
    assert len(diagram.activities) == 4
    assert diagram.activities[0].width == 150
    assert diagram.flows[0].target_uid
