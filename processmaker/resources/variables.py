"""Variables of a case."""

from __future__ import annotations

from collections.abc import Mapping

from processmaker.endpoints import Call, Resource, endpoint


class Variables(Resource):
    """Values keep the type they were stored with: "1358.50", 35, lists, grids keyed "1", "2"."""

    @endpoint("GET", "/cases/{app_uid}/variables")
    def get_all(self, call: Call, app_uid: str, *, dynaform_uid: str = "") -> Mapping[str, object]:
        """All variables, system variables (PROCESS, TASK, PIN, …) among them.

        With ``dynaform_uid`` only the fields of that form: what a supervisor is allowed.
        """
        return call.mapping(app_uid, query={"dyn_uid": dynaform_uid or None})

    @endpoint("PUT", "/cases/{app_uid}/variable")
    def set_many(
        self, call: Call, app_uid: str, values: Mapping[str, object], *, del_index: int
    ) -> None:
        """Set variables in one write. The whole set is read, changed and written by the server."""
        call.done(app_uid, query={"del_index": del_index}, body=dict(values))
