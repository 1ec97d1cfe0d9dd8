"""What an operation on many cases can be given: people, triggers, output documents."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from accounts.people import SignedInRequest
from cases.access import optional
from cases.forms.people import Offered
from cases.lists.filters import choices_of
from cases.lists.screens import BY_NAME
from cases.lists.source import Source
from cases.views.bulk_selection import Sample
from cases.views.workloads import offer_people
from processmaker import Client
from processmaker.case_lists import CaseList, support
from processmaker.models import User
from processmaker.models.words import UserStatus
from processmaker.parallel import gather

Choices = list[tuple[str, str]]

MOST_TASKS: Final = 16
"""Tasks whose people are asked for: one call each, side by side."""
MOST_PEOPLE: Final = 1_000
OF_PEOPLE: Final = ("reassign", "spread", "assign")
OF_OTHERS: Final = (CaseList.REASSIGN, CaseList.REVIEW)
"""Lists with open tasks of other people, the best first."""


def offer_for(operation: str, sample: Sample) -> Offered:
    """What the operation can be given; nothing where it picks nothing."""
    if operation in OF_PEOPLE:
        return offer_people(sample.request, _people(sample))
    ask = _DEFINED.get(operation)
    found = _of_processes(sample, ask(sample.request.pm)) if ask else []
    return Offered(sorted(found, key=lambda pair: str(pair[1]).casefold()))


def _people(sample: Sample) -> Choices:
    """Who may be given the tasks of the sample, and the one who asks.

    Where no task is known or the server does not tell, all active users that it shows.
    """
    me = sample.request.me
    users = _eligible(sample) or _everybody(sample.request)
    return list({me.uid: me.name, **{user.uid: user.name for user in users}}.items())


def _eligible(sample: Sample) -> list[User]:
    tasks = list(dict.fromkeys(row.task_uid for row in sample.rows if row.task_uid))[:MOST_TASKS]
    ask = sample.request.pm.light.users_to_reassign
    answers = gather(**{uid: partial(ask, uid) for uid in tasks})
    nobody: tuple[User, ...] = ()
    return [user for uid in tasks for user in answers.get_or(uid, nobody)]


def _everybody(request: SignedInRequest) -> list[User]:
    if not request.me.can("PM_USERS"):
        return []
    users = optional(lambda: request.pm.users.all({"start": 0, "limit": MOST_PEOPLE})) or ()
    return [user for user in users if user.status is UserStatus.ACTIVE]


def _of_processes(sample: Sample, ask: Callable[[str], Sequence[Any]]) -> Choices:
    """What the processes of the sample define; the name of the process where there are several."""
    processes = {row.process_uid: row.process_title for row in sample.rows if row.process_uid}
    answers = gather(**{uid: partial(ask, uid) for uid in processes})
    nothing: Sequence[Any] = ()
    return [
        (one.uid, f"{one.title} · {title}" if len(processes) > 1 and title else one.title)
        for uid, title in processes.items()
        for one in answers.get_or(uid, nothing)
    ]


_DEFINED: Final[dict[str, Callable[[Client], Callable[[str], Sequence[Any]]]]] = {
    "trigger": lambda pm: pm.projects.triggers,
    "generate": lambda pm: pm.projects.output_documents,
}


def list_of_others(request: SignedInRequest) -> CaseList | None:
    """The list in which the person finds open tasks of others, if there is one."""
    me = request.me
    return next(
        (
            name
            for name in OF_OTHERS
            if me.can(BY_NAME[name].permission) and support(me.capabilities, name).source
        ),
        None,
    )


def holders(request: SignedInRequest) -> Choices:
    """Who holds the open tasks of that list, by name."""
    name = list_of_others(request)
    if name is None:
        return []
    me = request.me
    source = Source(request.pm, me.capabilities, me.cache, name)
    found = optional(lambda: choices_of(source))
    return list(found.people.items()) if found else []
