"""One action on one task of a case: its dialog (a page of its own without scripts), its doing."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import OpenedCase, open_case
from cases.case_page.header import CaseHeader
from cases.forms.actions import FORMS, ActionForm
from cases.forms.people import NOTHING, Offered
from cases.services.actor import Actor
from cases.services.outcomes import Outcome
from cases.services.submissions import new_key
from cases.services.truth import OpenTask, truth_of
from cases.views.actions_answer import action_url, go_to, leave_for, tell
from cases.views.actions_bar import Offer, offers_of
from cases.views.actions_choices import people_for, triggers_of
from cases.views.actions_run import NAMES, run
from cases.views.case_links import back_link
from cases.views.case_refused import tells_refusals
from cases.views.form_continue import still_asked
from cases.views.refs import ref_or_404
from pmdash.web.pages import render_page
from processmaker.case_lists import CaseList

PAGE: Final = "cases/actions/page.html"
PARTIALS: Final = {"dialog": "cases/actions/_dialog.html"}
MENU: Final = "cases/actions/menu.html"
MENU_PARTIALS: Final = {"dialog": "cases/actions/_menu-dialog.html"}


@dataclass(frozen=True)
class Subject:
    """The delegation that is acted on; ``task`` is None where it is not open."""

    request: SignedInRequest
    opened: OpenedCase
    del_index: int

    @property
    def task(self) -> OpenTask | None:
        return truth_of(self.opened.case).at(self.del_index)

    def offer(self, action: str) -> Offer | None:
        """The action as the case page offers it."""
        offers = offers_of(self.request, self.opened.case, self.task)
        return next((offer for offer in offers if offer.name == action), None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_action(
    request: SignedInRequest, app_uid: str, del_index: int, action: str
) -> HttpResponseBase:
    """GET asks, POST does it; what is missing is asked for again with what was typed."""
    if action not in NAMES:
        raise Http404
    if request.method != "POST":
        return _ask(request, app_uid, del_index, action)
    form = None
    if action in FORMS:
        form = FORMS[action](request.POST, reasons=_reasons(request))
        if not form.is_valid():
            return _ask(request, app_uid, del_index, action)
    if action == "route" and (elsewhere := still_asked(request, app_uid, del_index)):
        return leave_for(request, elsewhere.headers["Location"])
    arguments = form.arguments() if form else {}
    key = request.POST.get("submit_key", "")
    outcome = run(Actor.of(request), ref_or_404(app_uid, del_index), action, arguments, key)
    number = request.POST.get("number", "")
    tell(request, outcome, number if number.isdecimal() else "")
    return go_to(request, _after(request, outcome, action, app_uid, del_index))


@require_safe
@signed_in
@tells_refusals
def show_menu(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """All actions on one task, those that cannot be done now with the reason."""
    opened = open_case(request, app_uid)
    subject = Subject(request, opened, del_index)
    context = _context(subject) | {"offers": offers_of(request, opened.case, subject.task)}
    return render_page(request, MENU, context, partials=MENU_PARTIALS)


@tells_refusals
def _ask(request: SignedInRequest, app_uid: str, del_index: int, action: str) -> HttpResponse:
    opened = open_case(request, app_uid)
    subject = Subject(request, opened, del_index)
    context = _context(subject) | {
        "action": action,
        "offer": subject.offer(action),
        "form": _form(subject, action),
        "submit_key": request.POST.get("submit_key") or new_key(),
        "action_url": action_url(app_uid, del_index, action, request.GET.get("list", "")),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.POST else HTTPStatus.OK
    return render_page(request, PAGE, context, partials=PARTIALS, status=status)


def _context(subject: Subject) -> dict[str, Any]:
    """What the dialog says about the case."""
    request = subject.request
    header = subject.opened.header(request.me.uid, subject.del_index)
    return {"header": header, "back": back_link(request), "case_url": _case_url(request, header)}


def _case_url(request: SignedInRequest, header: CaseHeader) -> str:
    url = reverse("cases:case", kwargs={"app_uid": header.app_uid})
    return f"{url}{_list_query(request)}"


def _list_query(request: SignedInRequest) -> str:
    name = request.GET.get("list", "")
    return f"?list={name}" if name in set(CaseList) else ""


def _form(subject: Subject, action: str) -> ActionForm | None:
    """The form of the action with what was typed, if anything was."""
    if action not in FORMS:
        return None
    request = subject.request
    offered = _offered(subject, action)
    form = FORMS[action](request.POST or None, offered=offered, reasons=_reasons(request))
    if subject.task and "source_uid" in form.fields:
        form.initial["source_uid"] = subject.task.user_uid
    return form


def _offered(subject: Subject, action: str) -> Offered:
    case, task = subject.opened.case, subject.task
    if action in ("reassign", "assign") and task:
        return people_for(subject.request, case.app_uid, task)
    return triggers_of(subject.request, case.process_uid) if action == "trigger" else NOTHING


def _reasons(request: SignedInRequest) -> bool:
    """Whether the server takes a reason and sends e-mails."""
    return request.me.capabilities.has("reasons")


def _after(
    request: SignedInRequest, outcome: Outcome, action: str, app_uid: str, del_index: int
) -> str:
    """The case as it is after the action; the list where there is nothing left to see."""
    if outcome.done and action == "delete":
        return back_link(request).url
    index = int(outcome.details.get("del_index", del_index))
    if action in ("route", "cancel") and outcome.done:
        return reverse("cases:case", kwargs={"app_uid": app_uid}) + _list_query(request)
    place = {"app_uid": app_uid, "del_index": index}
    if action == "note":
        return reverse("cases:case-at-tab", kwargs={**place, "tab": "notes"}) + _list_query(request)
    return reverse("cases:case-at", kwargs=place) + _list_query(request)
