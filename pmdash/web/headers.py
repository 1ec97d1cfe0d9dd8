"""Headers that Django's own middleware does not set."""

from collections.abc import Callable
from functools import cache

from csp.constants import HEADER as POLICY_HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
DEBUG_PAGES = (404, 500)
"""With DEBUG Django draws these itself, with styles inside."""


@cache
def content_policy() -> str:
    """The Content-Security-Policy of the settings, the same for all pages: put together once.

    The middleware of django-csp, which also knows nonces, does that for each answer.
    """
    return str(build_policy())


class HeadersMiddleware:
    """No page is stored by a browser or proxy; a page and its partial are told apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.setdefault(POLICY_HEADER, content_policy())
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        patch_vary_headers(response, ["HX-Request", "HX-Target", "Cookie"])
        return response
