"""Keeping and discarding the draft of a form, and bringing it back into the form."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases import form_drafts
from cases.case_page.fields import humanised
from cases.dynaform import DynaForm
from cases.dynaform.form import PREFIX
from cases.form_drafts import NOT_KEPT, Place
from cases.forms.actions import UID
from cases.services.actor import server_name
from cases.views.case_links import step_url

BASE: Final = "draft_base"
"""The field of a form that says what the case held when it was drawn."""


@require_POST
@signed_in
def keep_draft(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """Keep what is typed; answers the words to show. With ``discard`` it is forgotten.

    Nothing is asked of ProcessMaker: what is kept is shown to this person alone.
    """
    step = request.GET.get("step", "")
    if not UID.fullmatch(step):
        return HttpResponse(status=400)
    place = place_of(request, app_uid, del_index, step)
    if "discard" in request.POST:
        form_drafts.discard(place)
        return HttpResponseRedirect(step_url(request, app_uid, del_index, step))
    typed = request.POST.copy()
    for name in NOT_KEPT:
        typed.pop(name, None)
    try:
        at = form_drafts.keep(place, typed)
    except ValueError:
        return HttpResponse(_("The draft is too large to be kept. Save it."), status=413)
    time = date_format(timezone.localtime(at), "H:i")
    return HttpResponse(_("Unsaved since %(time)s, kept as a draft") % {"time": time})


def place_of(request: SignedInRequest, app_uid: str, del_index: int, step: str) -> Place:
    return Place(server_name(), request.me.uid, app_uid, del_index, step)


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
    context = {"draft_base": base, "draft_url": draft_url(place)}
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
    return {"draft_base": request.POST.get(BASE, ""), "draft_url": draft_url(place)}


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
