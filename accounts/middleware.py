"""Finds out who makes a request and gives the view a client that acts for them."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.grants import doubt_identity, keep_identity_fresh
from accounts.models import Grant
from accounts.people import MaybeSignedInRequest, Me
from accounts.server import the_server
from accounts.sessions import grant_in_use
from accounts.tokens import GrantTokens, server_of
from pmdash.web import date_styles
from processmaker import Client
from processmaker.errors import SignedOut
from processmaker.fields import zone_of


class AccountMiddleware:
    """Sets `request.me` and `request.pm`; language, time zone and dates are the person's."""

    def __init__(self, get_response: Callable[[MaybeSignedInRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MaybeSignedInRequest) -> HttpResponse:
        grant = grant_in_use(request)
        if grant is None:
            request.me = None
            request.pm = Client(the_server(), request_id=request.request_id)
            return self.get_response(request)
        request.pm = client_of(grant, request.request_id)
        grant = still_valid(grant, request.pm)
        request.me = Me(grant, request.pm) if grant else None
        if request.me and is_elsewhere(request, request.me):
            return HttpResponse(status=HTTPStatus.CONFLICT, headers={"HX-Refresh": "true"})
        return self.answer(request, request.me)

    def answer(self, request: MaybeSignedInRequest, me: Me | None) -> HttpResponse:
        """The answer in the language and the time zone of `me`."""
        if me is None:
            return self.get_response(request)
        language = me.language or translation.get_language()
        zone = zone_of(me.shown_zone) or timezone.get_default_timezone()
        dates = date_styles.override(me.date_format)
        with translation.override(language), timezone.override(zone), dates:
            response = self.get_response(request)
        response.setdefault("Content-Language", language or "")
        if response.status_code == HTTPStatus.FORBIDDEN:
            doubt_identity(me.grant_id)
        return response


def is_elsewhere(request: HttpRequest, me: Me) -> bool:
    """Whether a part of a page is asked for that was drawn in another workspace.

    Its address may lead to another case there. Whole pages show the workspace themselves.
    """
    drawn_in = request.headers.get("X-Workspace", me.workspace.key)
    return drawn_in != me.workspace.key and "HX-Boosted" not in request.headers


def client_of(grant: Grant, request_id: str) -> Client:
    """A client that acts for the owner of `grant`; makes no call by itself."""
    zone = zone_of(grant.time_zone)
    return Client(server_of(grant), token=GrantTokens(grant), request_id=request_id, zone=zone)


def still_valid(grant: Grant, client: Client) -> Grant | None:
    """`grant` with an identity that is fresh enough; None where it turns out to have ended."""
    try:
        keep_identity_fresh(grant, client)
    except SignedOut:
        return None
    return grant
