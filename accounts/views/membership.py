"""Putting people into groups, departments and roles, from either side."""

from typing import cast

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import permission_required
from accounts.directory.changes import Act, Change, make_change, reason_of
from accounts.directory.circles import KINDS
from accounts.people import SignedInRequest
from pmdash.web.paths import own_path
from pmdash.web.toasts import add_toast
from processmaker.errors import InvalidValue, RowMissing

ACTS = ("add", "remove")


@require_POST
@permission_required("PM_USERS")
def change_membership(request: SignedInRequest, user_uid: str) -> HttpResponse:
    """Put the person into a group, department or role, or take him out of it."""
    kind, act = request.POST.get("kind", ""), request.POST.get("act", "")
    if kind not in KINDS or act not in ACTS:
        raise Http404
    circle_uid = request.POST.get("circle", "")
    person = reverse("people:person", kwargs={"user_uid": user_uid})
    asked_from = request.POST.get("next", "")
    back = own_path(asked_from) if asked_from else person
    return _change(request, kind, circle_uid, user_uid, cast(Act, act), back)


@require_POST
@permission_required("PM_USERS")
def join(request: SignedInRequest, kind: str, circle_uid: str) -> HttpResponse:
    """Put the person of the form into this group, department or role."""
    back = reverse("people:circle", kwargs={"kind": kind, "circle_uid": circle_uid})
    return _change(request, kind, circle_uid, request.POST.get("user", ""), "add", back)


def _change(
    request: SignedInRequest, kind: str, circle_uid: str, user_uid: str, act: Act, back: str
) -> HttpResponse:
    if circle_uid and user_uid:
        _report(request, Change(KINDS[kind], circle_uid, user_uid, act))
    else:
        add_toast(request, _("Nothing was chosen. Nothing was changed."), "danger")
    return HttpResponseRedirect(back)


def _report(request: SignedInRequest, change: Change) -> None:
    try:
        result = make_change(request.pm, change)
    except (RowMissing, InvalidValue) as error:
        add_toast(request, f"{reason_of(error)} {_('Nothing was changed.')}", "danger")
    else:
        add_toast(request, result.text, result.tone)
