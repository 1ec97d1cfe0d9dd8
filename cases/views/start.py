"""Starting a case: the processes that I may start, by category, those of late first."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.db.models import Max
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import permission_required, require
from accounts.people import SignedInRequest
from cases.access import optional
from cases.forms.start import StartForm
from cases.models import AuditEvent
from cases.services.actor import Actor
from cases.services.outcomes import Outcome, OutcomeKind
from cases.services.starting import start_case
from cases.services.submissions import new_key
from cases.views.actions_answer import tell
from cases.views.actions_run import told
from pmdash.web.pages import render_page
from processmaker.models import StartTask, UserStatus

PAGE: Final = "cases/start/page.html"
PARTIALS: Final = {"start-tasks": "cases/start/_tasks.html"}
MOST_RECENT: Final = 5
MAY_IMPERSONATE: Final = "PM_USERS"
"""Without it one cannot know the people; ProcessMaker itself checks nothing here."""


@dataclass(frozen=True)
class Group:
    """Start tasks under a heading."""

    title: str
    tasks: Sequence[StartTask]


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("PM_CASES")
def start(request: SignedInRequest) -> HttpResponseBase:
    """GET lists what can be started, or with ``task`` asks for more; POST starts."""
    if request.method == "POST":
        return _start(request)
    tasks = _start_tasks(request)
    if "task" in request.GET:
        return _options(request, _named(tasks, request.GET["task"]))
    query = request.GET.get("q", "").strip()
    context = {"query": query, "groups": _groups(request, tasks, query), "count": len(tasks)}
    return render_page(request, PAGE, context | {"submit_key": new_key()}, partials=PARTIALS)


def _start_tasks(request: SignedInRequest) -> Sequence[StartTask]:
    """What ProcessMaker lets this person start; the mobile API tells the categories, too."""
    if request.me.capabilities.has("light"):
        return request.pm.light.start_cases()
    return request.pm.cases.start_tasks()


def _groups(request: SignedInRequest, tasks: Sequence[StartTask], query: str) -> list[Group]:
    words = query.casefold().split()
    found = [task for task in tasks if all(word in _words_of(task) for word in words)]
    groups: dict[str, list[StartTask]] = {}
    for task in sorted(found, key=lambda task: task.title.casefold()):
        groups.setdefault(task.category_name or _("Without a category"), []).append(task)
    listed = [Group(title, groups[title]) for title in sorted(groups, key=str.casefold)]
    recent = [] if words else _recent(request, found)
    return [Group(_("Recently started"), recent), *listed] if recent else listed


def _words_of(task: StartTask) -> str:
    return f"{task.title} {task.category_name} {task.description}".casefold()


def _recent(request: SignedInRequest, tasks: Sequence[StartTask]) -> list[StartTask]:
    """The tasks that this person began cases with, the latest first."""
    events = AuditEvent.objects.filter(
        server=request.me.server_name,
        user_uid=request.me.uid,
        action="start",
        outcome=OutcomeKind.DONE,
    )
    latest = events.values_list("intent__task").annotate(last=Max("at")).order_by("-last")
    by_uid = {task.task_uid: task for task in tasks}
    return [by_uid[uid] for uid, _last in latest[:MOST_RECENT] if uid in by_uid]


def _named(tasks: Sequence[StartTask], task_uid: str) -> StartTask:
    for task in tasks:
        if task.task_uid == task_uid:
            return task
    raise Http404


def _options(
    request: SignedInRequest, task: StartTask, form: StartForm | None = None
) -> HttpResponse:
    initial = {"process_uid": task.process_uid, "task_uid": task.task_uid}
    asked = form or StartForm(people=_people(request))
    asked.initial = initial
    context = {"task": task, "form": asked, "submit_key": new_key()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render_page(request, "cases/start/options.html", context, status=status)


def _people(request: SignedInRequest) -> list[tuple[str, str]]:
    """In whose name a case may be started, by those who may know the people."""
    if not request.me.can(MAY_IMPERSONATE):
        return []
    users = optional(lambda: request.pm.users.all()) or ()
    active = [user for user in users if user.status is UserStatus.ACTIVE]
    named = [(user.uid, user.name) for user in active if user.uid != request.me.uid]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _start(request: SignedInRequest) -> HttpResponse:
    asks_for_somebody = bool(request.POST.get("user_uid"))
    if asks_for_somebody:
        require(request, MAY_IMPERSONATE)
    form = StartForm(request.POST, people=_people(request) if asks_for_somebody else ())
    if not form.is_valid():
        task = _named(_start_tasks(request), request.POST.get("task_uid", ""))
        return _options(request, task, StartForm(request.POST, people=_people(request)))
    given = form.cleaned_data
    outcome = _outcome(request, given)
    tell(request, outcome)
    if outcome.done and "app_uid" in outcome.details and not given.get("user_uid"):
        place = {"app_uid": outcome.details["app_uid"], "del_index": 1}
        return HttpResponseRedirect(reverse("cases:form-at", kwargs=place) + "?list=draft")
    return HttpResponseRedirect(reverse("cases:start"))


def _outcome(request: SignedInRequest, given: dict[str, Any]) -> Outcome:
    return told(
        lambda: start_case(
            Actor.of(request),
            given["process_uid"],
            given["task_uid"],
            values=given["values"],
            user_uid=given.get("user_uid", ""),
            submit_key=request.POST.get("submit_key", ""),
        )
    )
