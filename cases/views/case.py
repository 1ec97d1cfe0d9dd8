"""The case page: one view for the page, each of its tabs, and their partials."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import OpenedCase, open_case
from cases.case_page.form_steps import FormStep, StepKind
from cases.case_page.header import CaseHeader
from cases.views import case_data, case_documents, case_form, case_history, case_notes, case_tracker
from cases.views.actions_bar import actions_context
from cases.views.case_links import back_link, tab_url
from cases.views.case_refused import tells_refusals
from cases.views.data_edit import editing_context
from cases.views.documents import writing_context
from cases.views.form_documents import document_context
from pmdash.web.errors import problem_of
from pmdash.web.pages import render_page, wanted_element
from processmaker.errors import ProcessMakerError, SignedOut

PAGE: Final = "cases/case/page.html"
BODY: Final = "case-body"
PARTIALS: Final = {BODY: "cases/case/tab.html", "pane-tab": "cases/case/_pane-tab.html"}

Calls = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Tab:
    """One tab: ``calls`` are made beside the case, ``context`` turns answers into what is drawn.

    ``context`` may raise any ProcessMakerError: the tab then says so, the rest of the page stays.
    """

    name: str
    label: str | Promise
    template: str
    calls: Callable[[SignedInRequest, str], Calls]
    context: Callable[[SignedInRequest, OpenedCase, CaseHeader], dict[str, Any]]


def form_tab(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """The open step of my task: its form, or the documents that it asks for or makes."""
    shown = case_form.context(request, opened, header)
    step: FormStep | None = shown["steps"].here if shown["form_task"] else None
    if step is None or step.kind is StepKind.FORM:
        return shown
    return shown | document_context(request, opened, shown["form_task"].del_index, step)


def data_tab(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """The data, and whether the person may change it."""
    shown = case_data.context(request, opened, header)
    return shown | editing_context(header)


def documents_tab(
    request: SignedInRequest, opened: OpenedCase, header: CaseHeader
) -> dict[str, Any]:
    """The documents, and what the person may add to them."""
    shown = case_documents.context(request, opened, header)
    return shown | writing_context(request, opened, header)


TRACKER_TAB: Final = "tracker"
TABS: Final = {
    tab.name: tab
    for tab in (
        Tab("form", _("Form"), "cases/case/_form.html", case_form.calls, form_tab),
        Tab("data", _("Data"), "cases/case/_data.html", case_data.calls, data_tab),
        Tab(
            "documents",
            _("Documents"),
            "cases/case/_documents.html",
            case_documents.calls,
            documents_tab,
        ),
        Tab("notes", _("Notes"), "cases/case/_notes.html", case_notes.calls, case_notes.context),
        Tab(
            "history",
            _("History"),
            "cases/case/_history.html",
            case_history.calls,
            case_history.context,
        ),
        Tab(
            TRACKER_TAB,
            _("Tracker"),
            "cases/case/_tracker.html",
            case_tracker.calls,
            case_tracker.context,
        ),
    )
}
FORM_TAB: Final = "form"
FIRST_TAB: Final = "data"


@require_safe
@signed_in
@tells_refusals
def show_case(
    request: SignedInRequest, app_uid: str, del_index: int | None = None, tab: str = ""
) -> HttpResponse:
    """The case with one tab open; only tabs and tab for htmx.

    Without ``tab`` it is the form for who holds the task, else the data.
    """
    if tab and tab not in TABS:
        raise Http404
    shown = TABS[tab or FIRST_TAB]
    frame = _frame(request, app_uid, del_index, shown)
    try:
        opened = open_case(request, app_uid, shown.calls(request, app_uid))
    except SignedOut:
        raise
    except ProcessMakerError as error:
        if wanted_element(request) not in PARTIALS:
            raise
        return _answer(request, frame | _problem(request, error))
    header = opened.header(request.me.uid, del_index)
    if not tab and case_form.my_task(header):
        shown = TABS[FORM_TAB]
        frame = _frame(request, app_uid, del_index, shown)
    return _answer(request, frame | _content(request, opened, header, shown))


def tab_page(
    request: SignedInRequest,
    opened: OpenedCase,
    header: CaseHeader,
    tab: str,
    context: Mapping[str, Any],
    status: int,
) -> HttpResponse:
    """The page with one tab open, whose context is known: the answer to what was posted in it."""
    del_index = header.here.del_index if header.here else None
    frame = _frame(request, opened.case.app_uid, del_index, TABS[tab])
    around = {"header": header, **actions_context(request, opened, header)}
    return _answer(request, frame | around | dict(context), status)


def _answer(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    problem = context.get("problem")
    status = problem.status if problem else status
    return render_page(request, PAGE, context, partials=PARTIALS, status=status)


def _frame(
    request: SignedInRequest, app_uid: str, del_index: int | None, shown: Tab
) -> dict[str, Any]:
    """What stands around a tab even if nothing could be read."""
    return {
        "app_uid": app_uid,
        "back": back_link(request),
        "tabs": [
            {
                "name": tab.name,
                "label": tab.label,
                "url": tab_url(request, app_uid, del_index, tab.name),
                "current": tab is shown,
                "rel": _rel(tab, shown),
            }
            for tab in TABS.values()
        ],
        "tab_label": shown.label,
        "tab_url": tab_url(request, app_uid, del_index, shown.name),
        "tab_path": request.path,
        "tab_template": shown.template,
    }


def _rel(tab: Tab, shown: Tab) -> str:
    """What a tab is to the open one: its neighbours can be reached by a key."""
    names = list(TABS)
    step = names.index(tab.name) - names.index(shown.name)
    return {-1: "prev", 1: "next"}.get(step, "")


def _content(
    request: SignedInRequest, opened: OpenedCase, header: CaseHeader, shown: Tab
) -> dict[str, Any]:
    context = {"header": header, **actions_context(request, opened, header)}
    try:
        return context | shown.context(request, opened, header)
    except SignedOut:
        raise
    except ProcessMakerError as error:
        return context | _problem(request, error)


def _problem(request: SignedInRequest, error: ProcessMakerError) -> dict[str, Any]:
    return {"problem": problem_of(request, error), "retry_url": request.get_full_path()}
