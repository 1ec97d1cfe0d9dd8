"""The pane: a case in brief, beside its list."""

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import CaseRefused, open_case
from cases.views.actions_bar import actions_context
from cases.views.case import FORM_TAB, TABS, TRACKER_TAB
from cases.views.case_links import tab_url
from cases.views.case_refused import refused_page
from pmdash.web.pages import wanted_element

PANE: Final = "pane"


@require_safe
@signed_in
def show_pane(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """The summary for the element `#pane`; whoever opens the address itself gets the case."""
    url = reverse("cases:case-at", kwargs={"app_uid": app_uid, "del_index": del_index})
    if request.GET:
        url = f"{url}?{request.GET.urlencode()}"
    if wanted_element(request) != PANE:
        return HttpResponseRedirect(url)
    try:
        opened = open_case(request, app_uid)
    except CaseRefused as refused:
        return refused_page(request, refused, element=PANE)
    header = opened.header(request.me.uid, del_index)
    context = {"header": header, "case_url": url, "tabs": _tabs(request, app_uid, del_index)}
    context |= actions_context(request, opened, header)
    return render(request, "cases/case/_pane.html", context)


def _tabs(request: SignedInRequest, app_uid: str, del_index: int) -> list[dict[str, object]]:
    """The tabs that can be read beside a list; forms need the page."""
    return [
        {
            "name": tab.name,
            "label": tab.label,
            "url": tab_url(request, app_uid, del_index, tab.name),
        }
        for tab in TABS.values()
        if tab.name not in (FORM_TAB, TRACKER_TAB)
    ]
