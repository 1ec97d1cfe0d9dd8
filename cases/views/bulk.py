"""Many cases at once: choose them, choose what to do, and have it planned.

Nothing here is sent to ProcessMaker: the plan that comes out is confirmed on the page of its job.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import require_bulk
from cases.forms.actions import ActionForm
from cases.forms.bulk import FORMS, NumbersForm
from cases.jobs.creation import NotAllowed, create_job
from cases.jobs.operations import OPERATIONS
from cases.jobs.wording import WORDS
from cases.lists.screens import SCREENS
from cases.services.actor import Actor
from cases.services.outcomes import Outcome, done
from cases.services.submissions import new_key, once
from cases.views.bulk_choices import holders, list_of_others, offer_for
from cases.views.bulk_selection import Chosen, of_numbers, read_chosen
from pmdash.web.pages import render_page
from processmaker.case_lists import support

SELECT: Final = "cases/bulk/select.html"
CHOOSE: Final = "cases/bulk/choose.html"


@dataclass(frozen=True)
class Offer:
    """An operation to choose."""

    name: str
    label: str
    icon: str
    current: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_bulk(request: SignedInRequest) -> HttpResponseBase:
    """Without cases: how to choose them. With cases: what to do. POST with `plan`: plan it."""
    require_bulk(request)
    data = request.POST if request.method == "POST" else request.GET
    try:
        chosen = _from_numbers(request) if "by-number" in data else read_chosen(request, data)
    except ValidationError as error:
        return _select(request, error.messages)
    if chosen is None:
        return _select(request, [])
    operation = str(data.get("operation", ""))
    if operation not in FORMS:
        return _choose(request, chosen, "", None)
    _require(request, operation)
    return _plan(request, chosen, operation)


def _from_numbers(request: SignedInRequest) -> Chosen:
    form = NumbersForm(request.POST, request.FILES)
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    return of_numbers(request, form.text())


def _require(request: SignedInRequest, operation: str) -> None:
    """Raise PermissionDenied, in words for people, where the role does not allow the operation."""
    wanted = OPERATIONS[operation]
    if not wanted.is_for(request.me):
        words = {"role": request.me.role, "permissions": ", ".join(sorted(wanted.needs))}
        raise PermissionDenied(
            _("Your role %(role)s lacks every permission for this: %(permissions)s.") % words
        )


def _plan(request: SignedInRequest, chosen: Chosen, operation: str) -> HttpResponseBase:
    """Plan what is asked for; ask for what is missing."""
    asked = request.POST if "plan" in request.POST else None
    reasons = request.me.capabilities.has("reasons")
    form = FORMS[operation](asked, offered=offer_for(operation, chosen.sample), reasons=reasons)
    if asked is None or not form.is_valid():
        return _choose(request, chosen, operation, form)
    params = form.arguments()

    def plan() -> Outcome:
        job = create_job(Actor.of(request), operation, params, chosen.selection)
        return done("done").with_details(job=str(job.pk))

    return to_new_job(request, f"bulk {operation}", plan)


def to_new_job(request: SignedInRequest, purpose: str, make: Callable[[], Outcome]) -> HttpResponse:
    """Make a job once for this form, and lead to its page.

    Raises:
        BadRequest: the submit key is none of this form.
        PermissionDenied: the role does not allow the operation.
    """
    try:
        outcome = once(request.me.cache_owner, request.POST.get("submit_key", ""), purpose, make)
    except NotAllowed as error:
        raise PermissionDenied(
            _("This needs one of these permissions: %(permissions)s.") % {"permissions": error}
        ) from error
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return HttpResponseRedirect(reverse("cases:job", args=[int(outcome.details["job"])]))


def _select(request: SignedInRequest, errors: list[str]) -> HttpResponse:
    """How to choose: a list with its filters, case numbers, everything of a person."""
    me = request.me
    of_others = list_of_others(request)
    lists = [
        screen
        for screen in SCREENS
        if me.can(screen.permission) and support(me.capabilities, screen.name).source
    ]
    context = {
        "errors": errors,
        "lists": lists,
        "numbers": NumbersForm({"numbers": request.POST.get("numbers", "")}, label_suffix=""),
        "people": holders(request),
        "list_of_others": of_others.value if of_others else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render_page(request, SELECT, context, status=status)


def _choose(
    request: SignedInRequest, chosen: Chosen, operation: str, form: ActionForm | None
) -> HttpResponse:
    wrong = form is not None and form.is_bound
    context = {
        "chosen": chosen,
        "operations": _offers(request, operation),
        "operation": operation,
        "form": form,
        "asks": form is not None and bool(form.fields),
        "submit_key": new_key(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render_page(request, CHOOSE, context, status=status)


def _offers(request: SignedInRequest, current: str) -> list[Offer]:
    """The operations that the role allows."""
    return [
        Offer(name, str(OPERATIONS[name].label), WORDS[name].icon, name == current)
        for name in FORMS
        if OPERATIONS[name].is_for(request.me)
    ]
