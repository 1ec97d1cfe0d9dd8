"""Who comes next if the task is finished as the case stands, where the server tells."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import CaseRefused, open_case, optional
from cases.views.case_form import my_task
from processmaker.models import NextTask

TEMPLATE: Final = "cases/actions/_next.html"


@require_safe
@signed_in
def show_next(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """A line for beside the button Continue; empty where nobody can tell."""
    tasks = optional(lambda: _next_tasks(request, app_uid, del_index)) or ()
    return render(request, TEMPLATE, {"next_tasks": [task for task in tasks if task.title]})


def _next_tasks(request: SignedInRequest, app_uid: str, del_index: int) -> tuple[NextTask, ...]:
    try:
        opened = open_case(request, app_uid)
    except CaseRefused:
        return ()
    header = opened.header(request.me.uid, del_index)
    task = my_task(header)
    return request.pm.light.assignment(task.task_uid, app_uid, del_index) if task else ()
