"""The way into ProcessMaker's own page of a case."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import CaseRefused, open_case
from cases.views.case_refused import refused_page
from processmaker.web_pages import case_page


@require_POST
@signed_in
def open_in_processmaker(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """Make a session in ProcessMaker and go to the case in it.

    The session's id is a secret. It stands in the address that ProcessMaker wants and nowhere of
    ours: no page, no log, no referrer.
    """
    try:
        open_case(request, app_uid)
    except CaseRefused as refused:
        return refused_page(request, refused)
    session_id = request.pm.extrarest.session_id()
    answer = HttpResponseRedirect(case_page(request.pm.server, app_uid, del_index, session_id))
    answer.status_code = 303
    answer["Referrer-Policy"] = "no-referrer"
    return answer
