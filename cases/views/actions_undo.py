"""Taking back what was done to several cases at once: to all of them that it was done to."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.services.actor import Actor, CaseRef
from cases.services.lease import CaseBusy
from cases.services.outcomes import Undo
from cases.services.submissions import earlier
from cases.views.actions_answer import go_to
from cases.views.actions_many import run_one
from cases.views.actions_results import Result, key_at, tell_results
from cases.views.case_links import back_link
from pmdash.web.toasts import add_toast
from processmaker.case_lists import LARGEST_PAGE


@require_POST
@signed_in
def undo_many(request: SignedInRequest) -> HttpResponse:
    """Take back the `count` forms that were sent under the key `of`, as far as they did anything.

    What each did, and how it is taken back, was kept when it was sent: nothing of that comes
    from the browser.
    """
    results = list(_results(request))
    if not results:
        add_toast(request, _("There is nothing left to take back."), "risk")
        return go_to(request, back_link(request).url)
    return tell_results(request, _("Undo"), results)


def _results(request: SignedInRequest) -> Iterator[Result]:
    actor, key = Actor.of(request), request.POST.get("submit_key", "")
    for place, undo in enumerate(_undos(request)):
        ref = CaseRef(undo.app_uid, undo.del_index)
        yield Result(ref, run_one(actor, ref, undo.action, undo.params, key_at(key, place)))


def _undos(request: SignedInRequest) -> Iterator[Undo]:
    key, count = request.POST.get("of", ""), request.POST.get("count", "")
    most = min(int(count), LARGEST_PAGE) if count.isdecimal() and len(count) < 6 else 0
    for place in range(most):
        try:
            outcome = earlier(request.me.cache_owner, key_at(key, place))
        except CaseBusy:
            continue
        if outcome and outcome.done and outcome.undo:
            yield outcome.undo
