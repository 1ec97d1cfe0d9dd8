"""Variables of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from processmaker.endpoints import Call, Resource, endpoint
from processmaker.models import GridPage
from processmaker.paths import checked


class Variables(Resource):
    """Values keep the type they were stored with: "1358.50", 35, lists, grids keyed "1", "2".

    A value has its label beside it under ``<name>_label``. The single-variable endpoints check no
    relation of the caller to the case.
    """

    @endpoint("GET", "/cases/{app_uid}/variables")
    def get_all(self, call: Call, app_uid: str, *, dynaform_uid: str = "") -> Mapping[str, Any]:
        """All variables, system variables (PROCESS, TASK, PIN, …) among them.

        With ``dynaform_uid`` only the fields of that form: what a supervisor is allowed.
        """
        form = checked("dyn_uid", dynaform_uid) if dynaform_uid else None
        return call.mapping(app_uid, query={"dyn_uid": form})

    @endpoint("PUT", "/cases/{app_uid}/variable")
    def set_many(
        self,
        call: Call,
        app_uid: str,
        values: Mapping[str, object],
        *,
        del_index: int,
        dynaform_uid: str = "",
    ) -> None:
        """Set variables in one write; ``del_index`` must be the caller's open task.

        The server reads, changes and writes the whole set: of two writes at once, one is lost.

        Raises:
            NotYourCase: the task is not the caller's, or closed.
            BadRequest: a system variable is among ``values``.
        """
        form = checked("dyn_uid", dynaform_uid) if dynaform_uid else None
        call.done(app_uid, query={"del_index": del_index, "dyn_uid": form}, body=dict(values))

    @endpoint("GET", "/case/{app_uid}/{del_index}/variable/{var_name}")
    def get(self, call: Call, app_uid: str, del_index: int, name: str) -> Mapping[str, Any]:
        """One variable as ``{name: …, name_label: …}``, or the rows of a grid keyed "1", "2".

        Raises:
            VariableMissing: the case has none of that name, or it is null.
        """
        return call.mapping(app_uid, del_index, name)

    @endpoint("GET", "/case/{app_uid}/{del_index}/variable/{var_name}/paged")
    def grid_page(
        self,
        call: Call,
        app_uid: str,
        del_index: int,
        name: str,
        *,
        start: int = 0,
        limit: int | None = None,
        contains: str = "",
        begins_with: str = "",
        ends_with: str = "",
    ) -> GridPage:
        """Rows of a grid, from ``start`` (0 is the first), whose fields match, case ignored."""
        query = {
            "start": start,
            "limit": limit,
            "filter": contains or None,
            "lfilter": begins_with or None,
            "rfilter": ends_with or None,
        }
        return call.one(GridPage, app_uid, del_index, name, query=query)

    @endpoint("POST", "/case/{app_uid}/{del_index}/variable/{var_name}")
    def create(
        self, call: Call, app_uid: str, del_index: int, name: str, values: Mapping[str, object]
    ) -> None:
        """Create a variable that the process defines and the case lacks, or append grid rows.

        ``values``: ``{name: …, name_label: …}``, or rows keyed "1", "2" with every column and
        every label.
        """
        call.done(app_uid, del_index, name, body=dict(values))

    @endpoint("PUT", "/case/{app_uid}/{del_index}/variable/{var_name}")
    def update(
        self, call: Call, app_uid: str, del_index: int, name: str, values: Mapping[str, object]
    ) -> None:
        """Change a variable that the case has; ``values`` as in :meth:`create`."""
        call.done(app_uid, del_index, name, body=dict(values))

    @endpoint("DELETE", "/case/{app_uid}/{del_index}/variable/{var_name}")
    def delete(
        self, call: Call, app_uid: str, del_index: int, name: str, *, rows: Iterable[int] = ()
    ) -> None:
        """Delete a variable, or only these ``rows`` of a grid."""
        keys = ",".join(str(int(row)) for row in rows)
        call.done(app_uid, del_index, name, query={"keys": keys or None})
