"""``/cases/advanced-search/filter``: searches that the server keeps, each person's own."""

import json
from typing import Any

from sandbox.errors import BadRequest, RestError
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

FILTER = "/cases/advanced-search/filter/{filter_uid}"


def _all(call: Call) -> dict[str, tuple[str, JsonObject]]:
    """Filter uid → whose it is and the filter."""
    kept: dict[str, tuple[str, JsonObject]] = call.sandbox.extra.setdefault("saved searches", {})
    return kept


def _own(call: Call) -> JsonObject:
    uid = call.uid("filter_uid", "filterUid")
    owner, found = _all(call).get(uid, ("", {}))
    if not found or owner != call.user_uid:
        raise RestError(404, f"Filter with Uid '{uid}'.")
    return found


def _given(call: Call) -> JsonObject:
    """``filters`` comes as JSON text or an object and goes out as an object."""
    for name in ("name", "filters"):
        if name not in call.fields:
            raise BadRequest(f"`{name}` is required.")
    filters = call.fields["filters"]
    decoded = _decoded(filters) if isinstance(filters, str) else filters
    return {"name": call.fields["name"], "filters": decoded}


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


@route("GET", "/cases/advanced-search/filters")
def list_filters(call: Call) -> list[JsonObject]:
    return [kept for owner, kept in _all(call).values() if owner == call.user_uid]


@route("GET", FILTER)
def get_filter(call: Call) -> JsonObject:
    return _own(call)


@route("POST", "/cases/advanced-search/filter")
def create_filter(call: Call) -> JsonObject:
    kept = {"id": call.sandbox.store.new_uid(), **_given(call)}
    _all(call)[kept["id"]] = (call.user_uid, kept)
    call.accepted()
    return kept


@route("PUT", FILTER)
def update_filter(call: Call) -> None:
    call.uid("filter_uid", "filterUid")
    given = _given(call)
    _own(call).update(given)
    call.accepted()


@route("DELETE", FILTER)
def delete_filter(call: Call) -> None:
    """Anybody's, and no complaint about one that is not there."""
    _all(call).pop(call.uid("filter_uid", "filterUid"), None)
    call.accepted()
