"""Which ProcessMaker, and how long to wait for it."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from processmaker import errors


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """One ProcessMaker workspace and how long to wait for it. Times are in seconds.

    Attributes:
        base_url: ``https://host[:port][/path]``, without a slash at the end.
        workspace: the name in the API paths, mostly ``workflow``.
        client_id: the OAuth client shared by all users; with ``client_secret``.
        time_zone: name of the server's zone (``America/New_York``); where it is empty, the offset
            of ``GET /light/config`` is used.
        connect_timeout: for one attempt to connect.
        deadline: total time of a call: connecting, sending, reading, and the retry of a read.
        idle_timeout: the longest silence inside an upload or download, which have no deadline.
        largest_answer: bytes of JSON that are read at most.
        verify: check the TLS certificate (``True``), or the path of a CA bundle.
    """

    base_url: str
    workspace: str = "workflow"
    client_id: str = ""
    client_secret: str = ""
    time_zone: str = ""
    connect_timeout: float = 2.0
    deadline: float = 5.0
    idle_timeout: float = 30.0
    largest_answer: int = 256 << 20
    verify: bool | str = True

    def __post_init__(self) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise errors.InvalidValue("base_url must look like https://pm.example.com")
        if parts.query or parts.fragment or self.base_url.endswith("/"):
            raise errors.InvalidValue("base_url must end behind the host or path, without a slash")
        if not self.workspace.replace("_", "").replace("-", "").isalnum():
            raise errors.InvalidValue("workspace must be a plain name such as workflow")

    def __repr__(self) -> str:
        """Keep the client secret out of logs."""
        return f"Server({self.base_url!r}, {self.workspace!r})"
