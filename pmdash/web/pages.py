"""One view serves the page and its partials."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from pmdash.web.drawing import draw_once
from pmdash.web.requests import WebRequest
from pmdash.web.toasts import take_toasts

TOASTS_TEMPLATE = "components/_toasts.html"


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    partials: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page `template`, or one of its `partials` where htmx asks for that element.

    `partials` maps the id of an element to the template that draws it. Boosted and
    history-restore requests, and targets that are not listed, get the full page.
    Toasts that wait are sent along with a partial, out of band.
    """
    partial = (partials or {}).get(wanted_element(request))
    html: str = render_to_string(partial or template, dict(context), request)
    if partial:
        html += waiting_toasts(request)
    return HttpResponse(html, status=status)


def wanted_element(request: HttpRequest) -> str:
    """The id of the element that htmx wants to replace, or nothing for a full page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return ""
    return htmx.target or ""


def waiting_toasts(request: HttpRequest) -> str:
    """The toasts that have not been shown yet, as an out-of-band swap; nothing without any."""
    toasts = take_toasts(request)
    if not toasts:
        return ""
    return render_to_string(TOASTS_TEMPLATE, {"toasts": toasts, "out_of_band": True}, request)


def page_context(request: WebRequest) -> dict[str, Any]:
    """What `document.html` needs on every page; the toasts are taken when it draws them."""
    return {
        "request_id": getattr(request, "request_id", ""),
        "toasts": lambda: region_of_toasts(request),
    }


def region_of_toasts(request: HttpRequest) -> SafeString:
    """Where toasts appear in a page, with those that wait: seldom any."""
    toasts = take_toasts(request)
    if not toasts:
        return draw_once(TOASTS_TEMPLATE)
    return render_to_string(TOASTS_TEMPLATE, {"toasts": toasts}, request)
