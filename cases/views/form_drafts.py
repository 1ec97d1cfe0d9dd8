"""Keeping and discarding the draft of a form, and bringing it back into the form."""

from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import P, View, signed_in
from accounts.people import MaybeSignedInRequest, SignedInRequest
from cases import form_drafts
from cases.case_page.fields import humanised
from cases.dynaform import DynaForm
from cases.dynaform.form import PREFIX
from cases.form_drafts import TICKET, Place
from cases.forms.actions import UID
from cases.views.case_links import step_url
from pmdash.web.errors import to_sign_in
from processmaker.errors import SignedOut

BASE: Final = "draft_base"
"""The field of a form that says what the case held when it was drawn."""


@require_POST
def keep_draft(request: MaybeSignedInRequest, app_uid: str, del_index: int) -> HttpResponseBase:
    """Keep what is typed; answers the words to show. With ``discard`` it is forgotten.

    Nothing is asked of ProcessMaker: what is kept is shown to this person alone, who may be
    signed out by now.
    """
    if "discard" in request.POST:
        return _discard(request, app_uid, del_index)
    place = form_drafts.place_of_ticket(request.POST.get(TICKET, ""))
    if place is None:
        return to_sign_in(request)
    try:
        at = form_drafts.keep(place, request.POST)
    except ValueError:
        return HttpResponse(_("The draft is too large to be kept. Save it."), status=413)
    words = {"time": date_format(timezone.localtime(at), "H:i")}
    if request.me is None:
        text = _("Your sign-in has ended. Kept as a draft at %(time)s: sign in to go on.")
        return HttpResponse(text % words)
    return HttpResponse(_("Unsaved since %(time)s, kept as a draft") % words)


@signed_in
def _discard(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    step = request.GET.get("step", "")
    if not UID.fullmatch(step):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    form_drafts.discard(place_of(request, app_uid, del_index, step))
    return HttpResponseRedirect(step_url(request, app_uid, del_index, step))


def keeps_typed(view: View[P]) -> View[P]:
    """Keep what is posted to a form as a draft where the sign-in has ended meanwhile.

    The person comes back to it after signing in again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "me", None) is None:
            _keep_posted(request)
        try:
            return view(request, *args, **kwargs)
        except SignedOut:
            _keep_posted(request)
            raise

    return guarded


def _keep_posted(request: HttpRequest) -> None:
    place = form_drafts.place_of_ticket(request.POST.get(TICKET, ""))
    if place:
        with suppress(ValueError):
            form_drafts.keep(place, request.POST)


def place_of(request: SignedInRequest, app_uid: str, del_index: int, step: str) -> Place:
    return Place(request.me.server_name, request.me.uid, app_uid, del_index, step)


def draft_context(
    request: SignedInRequest, place: Place, form: DynaForm, *, view_only: bool
) -> dict[str, Any]:
    """Bring the draft of a step back into its form, unless the case has changed since.

    ``draft``: what was restored or, with ``differences``, what the person has to choose about.
    """
    if view_only:
        return {}
    draft = form_drafts.find(place)
    base = form_drafts.prints_of(form)
    context = {"draft_base": base, **_kept_at(place)}
    if draft is None:
        return context
    typed = _without_names(draft.typed, BASE)
    found = form_drafts.differences(form, draft.typed.get(BASE, ""), typed)
    if found and request.GET.get("draft") != "use":
        use = f"{step_url(request, place.app_uid, place.del_index, place.step)}&draft=use"
        return context | {"draft": draft, "differences": found, "use_draft_url": use}
    form.restore(typed)
    return context | {"draft": draft}


def changed_meanwhile(request: HttpRequest, form: DynaForm) -> list[form_drafts.Difference]:
    """What changed in the case since the form that is posted was drawn."""
    base = request.POST.get(BASE, "")
    return form_drafts.differences(form, base, request.POST) if base else []


def draft_again(request: HttpRequest, place: Place) -> dict[str, Any]:
    """A form that is shown again with what was posted: it is still kept, over the same values."""
    return {"draft_base": request.POST.get(BASE, ""), **_kept_at(place)}


def _kept_at(place: Place) -> dict[str, str]:
    return {"draft_url": draft_url(place), "draft_ticket": form_drafts.ticket_of(place)}


def typed_answers(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted for a form that cannot be drawn any more, to be copied: name and answer."""
    answers = ((name, value) for name, values in request.POST.lists() for value in values)
    prefix = f"{PREFIX}-"
    return [
        (humanised(name.removeprefix(prefix)), value)
        for name, value in answers
        if name.startswith(prefix) and value
    ]


def draft_url(place: Place) -> str:
    where = {"app_uid": place.app_uid, "del_index": place.del_index}
    return f"{reverse('cases:form-draft', kwargs=where)}?step={place.step}"


def _without_names(typed: QueryDict, *names: str) -> QueryDict:
    left = typed.copy()
    for name in names:
        left.pop(name, None)
    return left
