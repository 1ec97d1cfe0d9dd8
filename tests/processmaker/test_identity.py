"""Who is signed in, on servers that tell a lot and on those that tell little."""

import pytest

from processmaker import errors
from processmaker.capabilities import Capabilities
from processmaker.identity import who_am_i
from tests.support.byte_server import UNAUTHORIZED, answer_bytes, routing

UID = "7" * 32
ROLE = "00000000000000000000000000000003"
FULL = Capabilities(names=frozenset({"core", "light", "home", "extrarest"}))
ME = {
    "userId": UID,
    "userName": "wendy",
    "firstName": "Wendy",
    "lastName": "Ward",
    "email": "wendy@example.test",
    "userRole": "Operator",
}
PERMISSIONS = answer_bytes(
    [
        {"per_uid": "1" * 32, "per_code": "PM_CASES", "per_name": "x"},
        {"per_uid": "2" * 32, "per_code": "PM_LOGIN", "per_name": "y"},
    ]
)


def refusal(text, code=400):
    return answer_bytes({"error": {"code": code, "message": f"Bad Request: {text}"}}, code)


def test_with_pm_users_the_role_is_read():
    table = {
        "GET /light/user/data": answer_bytes(ME),
        f"GET /user/{UID}": answer_bytes({"usr_uid": UID, "usr_role": "INBOX_CLERK"}),
        "GET /roles": answer_bytes([{"rol_uid": "9" * 32, "rol_code": "INBOX_CLERK"}]),
        f"GET /role/{'9' * 32}/permissions": PERMISSIONS,
    }
    with routing(table) as server:
        me = who_am_i(server.client(), FULL)
    assert (me.uid, me.username, me.name, me.role) == (UID, "wendy", "Wendy Ward", "INBOX_CLERK")
    assert me.permissions == {"PM_CASES", "PM_LOGIN"}
    assert me.permissions_known


def test_a_role_of_every_installation_is_known_by_its_name():
    table = {
        "GET /light/user/data": answer_bytes(ME),
        f"GET /user/{UID}": UNAUTHORIZED,
        f"GET /role/{ROLE}/permissions": PERMISSIONS,
    }
    with routing(table) as server:
        me = who_am_i(server.client(), FULL)
    assert me.role == "PROCESSMAKER_OPERATOR"
    assert me.permissions == {"PM_CASES", "PM_LOGIN"}
    assert me.permissions_known


def test_else_harmless_reads_give_the_permissions_away():
    table = {
        "GET /light/user/data": answer_bytes({**ME, "userRole": "Inbox supervisor"}),
        f"GET /user/{UID}": UNAUTHORIZED,
        "GET /home/tasks/counter": answer_bytes({"todo": 1}),
        "GET /home/search": UNAUTHORIZED,
        "GET /extrarest/cases/review": answer_bytes([]),
    }
    with routing(table) as server:
        me = who_am_i(server.client(), FULL)
    assert me.role == "Inbox supervisor"
    assert me.permissions == {"PM_CASES", "PM_SUPERVISOR"}
    assert not me.permissions_known


def test_without_the_mobile_api_the_plug_in_tells():
    table = {
        "GET /extrarest/login-user": answer_bytes({"uid": UID, "username": "wendy"}),
        f"GET /user/{UID}": UNAUTHORIZED,
        "GET /extrarest/cases/review": refusal("user lacks the PM_SUPERVISOR permission in role."),
    }
    with routing(table) as server:
        me = who_am_i(server.client(), Capabilities(names=frozenset({"core", "extrarest"})))
    assert (me.uid, me.permissions) == (UID, {"PM_CASES"})


def test_permissions_that_cannot_be_read_are_inferred():
    table = {
        "GET /light/user/data": answer_bytes(ME),
        f"GET /user/{UID}": UNAUTHORIZED,
        f"GET /role/{ROLE}/permissions": refusal("The role with rol_uid: x does not exist."),
    }
    with routing(table) as server:
        me = who_am_i(server.client(), Capabilities(names=frozenset({"core", "light"})))
    assert me.permissions == {"PM_CASES"}
    assert not me.permissions_known


def test_a_server_that_is_down_is_not_a_missing_permission():
    table = {
        "GET /light/user/data": answer_bytes({**ME, "userRole": "x"}),
        f"GET /user/{UID}": UNAUTHORIZED,
        "GET /home/tasks/counter": answer_bytes({"error": {"code": 500, "message": None}}, 500),
    }
    with routing(table) as server, pytest.raises(errors.ServerFault):
        who_am_i(server.client(), FULL)
