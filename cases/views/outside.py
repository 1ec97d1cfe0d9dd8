"""The way into ProcessMaker's own page of a case."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import open_case, optional
from cases.views.case_refused import tells_refusals
from processmaker.web_pages import case_page


@require_POST
@signed_in
@tells_refusals
def open_in_processmaker(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """Go to the case there, in a new session where the server makes one for it.

    The id of such a session is a secret, and ProcessMaker takes it in the address only. So it
    stands in that address and nowhere of ours: no page, no log, no referrer. Without one,
    ProcessMaker uses the session that the browser has, or asks who it is.
    """
    open_case(request, app_uid)
    answer = HttpResponseRedirect(
        case_page(request.pm.server, app_uid, del_index, _session(request))
    )
    answer.status_code = HTTPStatus.SEE_OTHER
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _session(request: SignedInRequest) -> str:
    """The id of a new session in ProcessMaker; blank where there is none to be had."""
    if not request.me.capabilities.extrarest:
        return ""
    return optional(request.pm.extrarest.session_id) or ""
