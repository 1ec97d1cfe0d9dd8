"""``/system/*``: what the server is set up with."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker.endpoints import Call, Resource, endpoint

Rows = tuple[Mapping[str, object], ...]


class System(Resource):
    """Small lists that an administrator's screens need."""

    @endpoint("GET", "/system/enabled-features")
    def enabled_features(self, call: Call) -> tuple[str, ...]:
        """Names of enterprise features; empty on the community edition."""
        found = call.value()
        return tuple(str(one) for one in found) if isinstance(found, list) else ()

    @endpoint("GET", "/system/languages")
    def languages(self, call: Call) -> Rows:
        """Installed languages."""
        return call.mappings()

    @endpoint("GET", "/system/skins")
    def skins(self, call: Call) -> Rows:
        """Installed skins."""
        return call.mappings()

    @endpoint("GET", "/system/db-engines")
    def database_engines(self, call: Call) -> Rows:
        """Database engines that processes can connect to."""
        return call.mappings()

    @endpoint("GET", "/system/counters-lists")
    def list_counters(self, call: Call) -> Rows:
        """Counters of the older lists, which 3.8 no longer fills."""
        return call.mappings()
