"""Processes as they are designed."""

from __future__ import annotations

from processmaker.endpoints import Call, Resource, endpoint
from processmaker.models import ProcessRef, Project


class Projects(Resource):
    """``/project``: one process needs PM_CASES, the list PM_FACTORY."""

    @endpoint("GET", "/project")
    def all(self, call: Call) -> tuple[ProcessRef, ...]:
        """All processes; needs PM_FACTORY."""
        return call.many(ProcessRef)

    @endpoint("GET", "/project/{prj_uid}")
    def get(self, call: Call, prj_uid: str) -> Project:
        """One process with its diagram: positions, flows, gateways."""
        return call.one(Project, prj_uid)
