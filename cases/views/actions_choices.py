"""Whom and what an action can be carried out with, as ProcessMaker tells it."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.utils.translation import ngettext

from accounts.people import SignedInRequest
from cases.access import optional
from cases.services.truth import OpenTask
from processmaker.models import User
from processmaker.parallel import gather

MOST_WORKLOADS = 20
"""People whose open cases are counted before the picker opens: one call each."""

Choice = tuple[str, str]


def people_for(request: SignedInRequest, app_uid: str, task: OpenTask) -> list[Choice]:
    """Who may be given a task, by name, with the number of their open cases where it is known.

    Raises:
        ProcessMakerError: the server does not tell.
    """
    return _with_workload(request, _eligible(request, app_uid, task))


def people_for_all(request: SignedInRequest, tasks: Iterable[tuple[str, OpenTask]]) -> list[Choice]:
    """Who may be given every one of these tasks (pairs of case and task)."""
    one_a_task = {task.task_uid: (app_uid, task) for app_uid, task in tasks}
    pools = [_eligible(request, *pair) for pair in one_a_task.values()]
    if not pools:
        return []
    common = set.intersection(*({user.uid for user in pool} for pool in pools))
    return _with_workload(request, [user for user in pools[0] if user.uid in common])


def _eligible(request: SignedInRequest, app_uid: str, task: OpenTask) -> Sequence[User]:
    """Everybody of the pool but the one who holds the task already."""
    if request.me.capabilities.has("users_to_reassign"):
        found = request.pm.cases.users_to_reassign(task.task_uid, app_uid)
    else:
        found = request.pm.light.users_to_reassign(task.task_uid)
    return [user for user in found if user.uid != task.user_uid]


def _with_workload(request: SignedInRequest, people: Sequence[User]) -> list[Choice]:
    loads = _loads(request, people)
    named = sorted(people, key=lambda user: (loads.get(user.uid, 0), user.name.casefold()))
    return [(user.uid, _label(user.name, loads.get(user.uid))) for user in named]


def _label(name: str, load: int | None) -> str:
    if load is None:
        return name
    return f"{name} · " + ngettext("%(count)d open", "%(count)d open", load) % {"count": load}


def _loads(request: SignedInRequest, people: Sequence[User]) -> dict[str, int]:
    """How many cases wait for each; only extraRest tells, and only those who see all cases."""
    may = request.me.can("PM_ALLCASES") and request.me.capabilities.extrarest
    if not may or len(people) > MOST_WORKLOADS:
        return {}
    ask = partial(request.pm.extrarest.user_cases, "todo", {"start": 0, "limit": 1, "paged": 1})
    answers = gather(**{user.uid: partial(ask, user_uid=user.uid) for user in people})
    told = (user.uid for user in people if user.uid not in answers.errors)
    return {uid: answers.result(uid).total for uid in told}


def triggers_of(request: SignedInRequest, process_uid: str) -> list[Choice]:
    """The triggers of a process by name; none where the person may not read its design."""
    found = optional(lambda: request.pm.projects.triggers(process_uid)) or ()
    return [(trigger.uid, trigger.title) for trigger in found]
