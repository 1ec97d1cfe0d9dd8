"""One case: reading it. What can be done to it is in :mod:`processmaker.resources.case_actions`."""

from __future__ import annotations

from processmaker import answers
from processmaker.endpoints import Call, endpoint
from processmaker.models import (
    Case,
    CaseTask,
    OwnTask,
    SavedSearch,
    StartTask,
    Step,
    User,
)
from processmaker.resources.case_actions import CaseActions


class Cases(CaseActions):
    """``/cases/{uid}``: one case, and the tasks that cases are started with."""

    @endpoint("GET", "/cases/{app_uid}")
    def get(self, call: Call, app_uid: str) -> Case:
        """A case with its current tasks; for participants and supervisors only (else Forbidden)."""
        return call.one(Case, app_uid)

    @endpoint("GET", "/cases/{app_uid}/current-task")
    def current_task(self, call: Call, app_uid: str) -> OwnTask:
        """The caller's own open task; BadRequest where there is none."""
        return call.one(OwnTask, app_uid)

    @endpoint("GET", "/cases/{app_uid}/tasks")
    def tasks(self, call: Call, app_uid: str) -> tuple[CaseTask, ...]:
        """All tasks of the process with routes and delegations; no permission is checked."""
        return call.many(CaseTask, app_uid)

    @endpoint("GET", "/cases/{app_uid}/{del_index}/steps")
    def steps(self, call: Call, app_uid: str, del_index: int) -> tuple[Step, ...]:
        """The steps of a delegation's task."""
        return call.many(Step, app_uid, del_index)

    @endpoint("GET", "/cases/{app_uid}/sub-process-cases", needs="sub_process_cases")
    def sub_process_cases(self, call: Call, app_uid: str) -> tuple[Case, ...]:
        """The cases of sub-processes that this case has started; CaseMissing where it has none."""
        return call.many(Case, app_uid)

    @endpoint("GET", "/cases/{app_number}/supervisor", needs="supervisor")
    def is_supervisor(self, call: Call, number: int) -> bool:
        """Whether the caller supervises the case of this number."""
        return call.value(number) is True

    @endpoint("GET", "/cases/{tas_uid}/{app_uid}/userstoreassign", needs="users_to_reassign")
    def users_to_reassign(self, call: Call, task_uid: str, app_uid: str) -> tuple[User, ...]:
        """Who may be given a task: pool, ad hoc users and process supervisors, not the caller."""
        return call.many(User, task_uid, app_uid, inside="data")

    @endpoint("GET", "/case/start-cases")
    def start_tasks(self, call: Call) -> tuple[StartTask, ...]:
        """Tasks the caller may start a case with; may be none."""
        return _start_tasks(call)

    @endpoint("GET", "/cases/start-cases")
    def start_tasks_plural(self, call: Call) -> tuple[StartTask, ...]:
        """The same as :meth:`start_tasks`, under the newer path."""
        return _start_tasks(call)

    @endpoint("GET", "/cases/bookmark-start-cases")
    def bookmarked_tasks(self, call: Call) -> tuple[StartTask, ...]:
        """The start tasks that the caller has marked."""
        return _start_tasks(call)

    @endpoint("GET", "/cases/advanced-search/filters", needs="metrics")
    def saved_searches(self, call: Call) -> tuple[SavedSearch, ...]:
        """ProcessMaker's own saved searches of the caller."""
        return call.many(SavedSearch)

    @endpoint("GET", "/cases/advanced-search/filter/{filter_uid}", needs="metrics")
    def saved_search(self, call: Call, filter_uid: str) -> SavedSearch:
        """One saved search."""
        return call.one(SavedSearch, filter_uid)

    @endpoint("POST", "/cases/advanced-search/filter", needs="metrics")
    def save_search(self, call: Call, name: str, filters: str) -> SavedSearch:
        """Save a search; ``filters`` is JSON text."""
        return call.one(SavedSearch, body={"name": name, "filters": filters})

    @endpoint("PUT", "/cases/advanced-search/filter/{filter_uid}", needs="metrics")
    def update_search(self, call: Call, filter_uid: str, name: str, filters: str) -> None:
        """Change a saved search."""
        call.done(filter_uid, body={"name": name, "filters": filters})

    @endpoint("DELETE", "/cases/advanced-search/filter/{filter_uid}", needs="metrics")
    def delete_search(self, call: Call, filter_uid: str) -> None:
        """Delete a saved search."""
        call.done(filter_uid)


def _start_tasks(call: Call) -> tuple[StartTask, ...]:
    answer = call.send()
    found = answers.structure(answer)
    # An object with a message, and status 200, stands for an empty list.
    if isinstance(found, dict) and found.get("success") == "failure":
        return ()
    return call.built_all(answer, StartTask, found)
