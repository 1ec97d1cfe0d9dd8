"""The address without a page: on to where the person starts."""

from typing import Final, cast

from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_safe

from accounts.directory.menus import page_of, page_told_by_server
from accounts.people import MaybeSignedInRequest

INBOX: Final = "/cases/inbox/"
SESSION_KEY: Final = "start_page"


@require_safe
def home(request: HttpRequest) -> HttpResponseRedirect:
    """The page of the preferences, else that of ProcessMaker's menus, else the inbox.

    ProcessMaker is asked once in a session.
    """
    asking = cast(MaybeSignedInRequest, request)
    me = asking.me
    if me is None:
        return HttpResponseRedirect(INBOX)
    if me.start_page:
        return HttpResponseRedirect(page_of(me, me.start_page) or INBOX)
    if SESSION_KEY not in request.session:
        request.session[SESSION_KEY] = page_told_by_server(asking.pm, me)
    return HttpResponseRedirect(request.session[SESSION_KEY] or INBOX)
