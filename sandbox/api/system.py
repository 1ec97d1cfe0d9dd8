"""``/system``: what there is to choose from."""

from sandbox.rest import Call, route
from sandbox.world.model import JsonObject


@route("GET", "/system/enabled-features")
def enabled_features(_: Call) -> list[str]:
    """The features of the enterprise edition: none."""
    return []


@route("GET", "/system/db-engines")
def database_engines(_: Call) -> list[JsonObject]:
    return [{"id": "mysql", "command": "mysqli_connect", "name": "MySql"}]


@route("GET", "/system/languages")
def languages(_: Call) -> list[JsonObject]:
    return [{"lang_id": "en", "lang_name": "English"}]


@route("GET", "/system/skins")
def skins(_: Call) -> list[JsonObject]:
    return [{"skin_id": "neoclassic", "skin_name": "neoclassic"}]


@route("GET", "/system/counters-lists")
def list_counters(_: Call) -> list[JsonObject]:
    """Of the older lists: all empty."""
    return [{"count": 0, "item": name} for name in ("CASES_INBOX", "CASES_DRAFT", "CASES_PAUSED")]
