"""Which live server, as whom, in which process; read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass

from processmaker import Server

CONFIRM = "CONTRACT_CONFIRM"
EXPLAINED = {
    "PROCESSMAKER_URL": "the server, https://pm.example.com",
    "CLIENT_ID": "the OAuth client",
    "CLIENT_SECRET": "its secret",
    "PM_USER": "who signs in and works on the cases",
    "PM_PASSWORD": "the password",
    "PM_PROCESS": "uid or title of the process in which cases are started, routed and cancelled",
}


class Refusal(Exception):
    """The run does not begin; the text says what to set."""


@dataclass(frozen=True)
class LiveSettings:
    server: Server
    username: str
    password: str
    process: str


def read_settings(environment: Mapping[str, str]) -> LiveSettings:
    """The settings of a run that was asked for and confirmed.

    Raises:
        Refusal: something is not set, or the workspace was not confirmed.
    """
    missing = [name for name in EXPLAINED if not environment.get(name)]
    if missing:
        lines = [f"  {name}  {EXPLAINED[name]}" for name in missing]
        raise Refusal("\n".join(["a live server needs these settings too:", *lines]))
    workspace = environment.get("PROCESSMAKER_WORKSPACE") or "workflow"
    if environment.get(CONFIRM) != workspace:
        raise Refusal(
            f"this starts, routes and cancels cases of the process {environment['PM_PROCESS']!r} "
            f"on {environment['PROCESSMAKER_URL']}; if workspace {workspace!r} is for tests, "
            f"repeat the call with {CONFIRM}={workspace}"
        )
    return LiveSettings(
        server=Server(
            base_url=environment["PROCESSMAKER_URL"].rstrip("/"),
            workspace=workspace,
            client_id=environment["CLIENT_ID"],
            client_secret=environment["CLIENT_SECRET"],
            deadline=30,
        ),
        username=environment["PM_USER"],
        password=environment["PM_PASSWORD"],
        process=environment["PM_PROCESS"],
    )
