"""How much a browser may send; asked before anything of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pmdash.web.errors import own_problem

MEGABYTE = 1 << 20
LARGEST_OF_STRANGERS = MEGABYTE
"""They send a sign-in form and nothing else."""


class RequestLimitMiddleware:
    """Refuses what is too large, going by its announced length: servers read no more than that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if announced_length(request) <= largest_from(request):
            return self.get_response(request)
        text = _("Nothing was changed. Choose smaller files, or send them one by one.")
        if getattr(request, "me", None) is None:
            text = _(
                "You are not signed in. Sign in, then send it again: forms keep what is typed."
            )
        return own_problem(request, 413, _("This is too much at once"), text)


def announced_length(request: HttpRequest) -> int:
    """Bytes of the body; none where the header is missing or no number."""
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def largest_from(request: HttpRequest) -> int:
    if getattr(request, "me", None) is None:
        return LARGEST_OF_STRANGERS
    return int(settings.REQUEST_LIMIT_MB) * MEGABYTE
