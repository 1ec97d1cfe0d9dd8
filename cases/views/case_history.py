"""The history tab: the process map and what happened, turn by turn."""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase, optional
from cases.case_page.case_map import read_map
from cases.case_page.header import CaseHeader
from cases.case_page.timeline import read_timeline, time_spent
from cases.states import state_of
from processmaker.errors import CaseMissing, EndpointMissing, ProcessMakerError
from processmaker.models import CaseStatus, Project
from processmaker.parallel import Gathered

DIAGRAM_LIVES = 15 * 60


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    return {"below": lambda: request.pm.cases.sub_process_cases(app_uid)}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    tasks = opened.required_tasks()
    events = read_timeline(tasks, header.tasks, request.me.uid)
    project = _project(request, opened.case.process_uid)
    completed = opened.case.status is CaseStatus.COMPLETED
    return {
        "map": read_map(project, tasks, events, completed=completed),
        "timeline": events,
        "spent": time_spent(events),
        **_below(opened.beside),
    }


def _below(answers: Gathered) -> dict[str, Any]:
    """The cases of sub-processes with their states, as far as the server tells of them.

    Nothing on a page that does not ask for them, as the tracker.
    """
    if "below" not in answers:
        return {}
    # The tracker shows a history without them, and does not ask.
    found = answers.get("below", ())
    if isinstance(found, CaseMissing | EndpointMissing):
        return {}
    if isinstance(found, ProcessMakerError):
        return {"below_unknown": True}
    return {"below": [(case, state_of(case.status)) for case in found]}


def _project(request: SignedInRequest, process_uid: str) -> Project | None:
    """The process with its diagram; None where it cannot be read: a chain is drawn then."""
    cache = request.me.cache

    def load() -> Project:
        return request.pm.projects.get(process_uid)

    found = optional(
        lambda: cache.fetch(f"project:{process_uid}", Project, load, seconds=DIAGRAM_LIVES)
    )
    return found.value if found else None
