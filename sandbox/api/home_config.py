"""``/home/config``: settings under a user's number; nobody checks whose (UserConfig)."""

from typing import Any, TypeAlias

from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

PERMISSION = "PM_CASES"
ABSENT = "does not exist"

Name: TypeAlias = tuple[int, str]


def _all(call: Call) -> dict[Name, Any]:
    kept: dict[Name, Any] = call.sandbox.extra.setdefault("home settings", {})
    return kept


def _shown(call: Call, name: Name) -> JsonObject:
    return {"id": name[0], "name": name[1], "setting": _all(call)[name] or {}}


def _of_path(call: Call) -> Name:
    text = call.params["id"]
    if not text.lstrip("+-").isdigit():
        raise BadRequest("Invalid value specified for `id`. Expecting integer value")
    return int(text), call.params["name"]


def _of_body(call: Call) -> tuple[Name, Any]:
    for name in ("id", "name", "setting"):
        if name not in call.fields:
            raise BadRequest(f"`{name}` is required.")
    setting = call.fields["setting"]
    if not isinstance(setting, dict | list):
        raise BadRequest("Invalid value specified for `setting`. Expecting array value")
    return (call.body_int("id"), str(call.fields["name"])), setting


@route("GET", "/home/config/{id}/{name}", permission=PERMISSION)
def get_setting(call: Call) -> JsonObject:
    """An absent one is told in an answer with status 200."""
    name = _of_path(call)
    if name not in _all(call):
        return {"status": 404, "message": ABSENT}
    return _shown(call, name)


@route("POST", "/home/config", permission=PERMISSION)
def add_setting(call: Call) -> JsonObject:
    name, setting = _of_body(call)
    if name in _all(call):
        raise BadRequest("Exist")
    _all(call)[name] = setting
    call.accepted()
    return _shown(call, name)


@route("PUT", "/home/config", permission=PERMISSION)
def change_setting(call: Call) -> JsonObject:
    name, setting = _of_body(call)
    if name not in _all(call):
        raise BadRequest(ABSENT)
    _all(call)[name] = setting
    call.accepted()
    return _shown(call, name)


@route("DELETE", "/home/config/{id}/{name}", permission=PERMISSION)
def forget_setting(call: Call) -> JsonObject:
    name = _of_path(call)
    if name not in _all(call):
        raise BadRequest(ABSENT)
    shown = _shown(call, name)
    del _all(call)[name]
    call.accepted()
    return shown
