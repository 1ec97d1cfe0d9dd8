"""A client that cannot reach a case that it did not start itself."""

import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any, BinaryIO

from processmaker import Client, Server
from processmaker.answers import Answer
from processmaker.endpoints import Endpoint, Query
from processmaker.transfers import Download

STARTS = frozenset({"POST /cases", "POST /cases/impersonate"})
OWN_TOKEN = frozenset({"POST /token", "POST /{token}/expire", "DELETE /{token}"})
ON_CASES = re.compile(r"/(cases?|light|extrarest/case)/.*\{app_uid\}")


class NotOurs(Exception):
    """The call would touch what this run did not make; it was not sent."""


class CarefulClient(Client):
    """Reads anything but other cases; writes only to cases in ``own`` and starts only in
    ``process_uid``."""

    def __init__(self, server: Server, token: str | None = None) -> None:
        super().__init__(server, token)
        self.token = token or ""
        self.own: dict[str, int] = {}
        self.process_uid = ""

    def in_zone(self, zone: tzinfo) -> "CarefulClient":
        """This client: a copy would not know which cases are ours."""
        self.zone = zone
        return self

    def send(
        self,
        endpoint: Endpoint,
        segments: Sequence[str | int] = (),
        *,
        query: Query | None = None,
        body: object = None,
    ) -> Answer:
        self._check(endpoint, segments, body)
        return super().send(endpoint, segments, query=query, body=body)

    def upload(
        self,
        endpoint: Endpoint,
        segments: Sequence[str | int],
        *,
        form: Mapping[str, str],
        field: str,
        file: BinaryIO,
        name: str,
    ) -> Answer:
        self._check(endpoint, segments, None)
        return super().upload(endpoint, segments, form=form, field=field, file=file, name=name)

    def download(
        self, endpoint: Endpoint, segments: Sequence[str | int], *, query: Query | None = None
    ) -> Download:
        self._check(endpoint, segments, None)
        return super().download(endpoint, segments, query=query)

    def _check(self, endpoint: Endpoint, segments: Sequence[str | int], body: object) -> None:
        parts = dict(zip(re.findall(r"\{(\w+)\}", endpoint.path), segments, strict=True))
        foreign = parts.get("app_uid", "") not in {"", *self.own}
        number = parts.get("app_number") or parts.get("case_number")
        if foreign or (number is not None and number not in self.own.values()):
            raise NotOurs(f"{endpoint.label}: another case")
        if not endpoint.is_read and not self._may_write(endpoint, body):
            raise NotOurs(f"{endpoint.label}: a write outside of our cases")

    def _may_write(self, endpoint: Endpoint, body: Any) -> bool:
        if endpoint.label in STARTS:
            return bool(self.process_uid) and body["pro_uid"] == self.process_uid
        if endpoint.label == "POST /cases/reassign":
            return all(one["APP_UID"] in self.own for one in body["cases"])
        return endpoint.label in OWN_TOKEN or bool(ON_CASES.search(endpoint.path))
