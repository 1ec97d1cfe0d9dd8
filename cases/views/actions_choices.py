"""Whom and what an action can be carried out with, as ProcessMaker tells it."""

from collections.abc import Iterable, Sequence

from accounts.people import SignedInRequest
from cases.access import optional
from cases.forms.people import NOTHING, Offered
from cases.services.truth import OpenTask
from cases.views.workloads import offer_people
from processmaker.models import User


def people_for(request: SignedInRequest, app_uid: str, task: OpenTask) -> Offered:
    """Who may be given a task, with the number of their open cases where it is known.

    Raises:
        ProcessMakerError: the server does not tell.
    """
    return people_for_all(request, [(app_uid, task)])


def people_for_all(request: SignedInRequest, tasks: Iterable[tuple[str, OpenTask]]) -> Offered:
    """Who may be given every one of these tasks (pairs of case and task).

    Raises:
        ProcessMakerError: the server does not tell.
    """
    one_a_task = {task.task_uid: (app_uid, task) for app_uid, task in tasks}
    pools = [_eligible(request, *pair) for pair in one_a_task.values()]
    if not pools:
        return NOTHING
    common = set.intersection(*({user.uid for user in pool} for pool in pools))
    return offer_people(request, ((u.uid, u.name) for u in pools[0] if u.uid in common))


def _eligible(request: SignedInRequest, app_uid: str, task: OpenTask) -> Sequence[User]:
    """Everybody of the pool but the one who holds the task already."""
    if request.me.capabilities.has("users_to_reassign"):
        found = request.pm.cases.users_to_reassign(task.task_uid, app_uid)
    else:
        found = request.pm.light.users_to_reassign(task.task_uid)
    return [user for user in found if user.uid != task.user_uid]


def triggers_of(request: SignedInRequest, process_uid: str) -> Offered:
    """The triggers of a process by name; none where the person may not read its design."""
    found = optional(lambda: request.pm.projects.triggers(process_uid)) or ()
    return Offered([(trigger.uid, trigger.title) for trigger in found])
