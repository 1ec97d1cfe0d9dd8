"""Errors become pages or, for htmx, toasts under the same status."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

import structlog
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pmdash.web.paths import current_page
from pmdash.web.problems import Problem
from processmaker.errors import ProcessMakerError, SignedOut

logger = structlog.get_logger(__name__)

PAGE_TEMPLATE = "errors/page.html"
TOAST_TEMPLATE = "errors/_toast.html"
SAFE_METHODS = ("GET", "HEAD")


class ErrorMiddleware:
    """Turns what `processmaker` raises into an honest answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, SignedOut):
            return to_sign_in(request, "expired")
        if isinstance(error, ProcessMakerError):
            return answer_problem(request, problem_of(request, error))
        return None


def problem_of(request: HttpRequest, error: ProcessMakerError) -> Problem:
    """Describe `error` for the person who made `request`, and log it once."""
    problem = Problem.of(error, number_of(request), write=request.method not in SAFE_METHODS)
    logger.warning(
        "processmaker_error",
        error=type(error).__name__,
        endpoint=error.endpoint,
        upstream_status=error.status,
        message=error.message,
        outcome_unknown=error.outcome_unknown,
    )
    return problem


def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A page with `problem` or, for htmx, a toast that leaves the page as it is."""
    context = {"problem": problem, "retry_url": current_page(request)}
    if not is_partial_request(request):
        return render(request, PAGE_TEMPLATE, context, status=problem.status)
    response = render(request, TOAST_TEMPLATE, context, status=problem.status)
    response["HX-Retarget"] = "#toasts"
    response["HX-Reswap"] = "beforeend"
    return response


def to_sign_in(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Send a person to sign in and, after it, back to where they were."""
    query = {"next": current_page(request)}
    if reason:
        query["reason"] = reason
    url = f"{reverse('accounts:login')}?{urlencode(query)}"
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(url)
    # htmx leaves the page by itself; a redirect would put the sign-in page into a table.
    return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": url})


def is_partial_request(request: HttpRequest) -> bool:
    """htmx asks, and not for a whole page."""
    headers = request.headers
    whole_page = headers.get("HX-Boosted") or headers.get("HX-History-Restore-Request")
    return bool(headers.get("HX-Request")) and not whole_page


def number_of(request: HttpRequest) -> str:
    return getattr(request, "request_id", "")


def own_problem(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """Answer with an error that is ours and not ProcessMaker's."""
    problem = Problem(title, text, "", status, may_retry=False, number=number_of(request))
    return answer_problem(request, problem)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return own_problem(
        request, 400, _("This request cannot be read"), _("Go back and try it again.")
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = str(exception) if isinstance(exception, PermissionDenied) else ""
    return own_problem(
        request, 403, _("You may not do this"), text or _("Your role does not permit it.")
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return own_problem(
        request, 404, _("This page does not exist"), _("Check the address, or start at the inbox.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    text = _("It has been logged. If it happens again, tell your administrator the number.")
    return own_problem(request, 500, _("pmdash made a mistake"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    logger.warning("csrf_failure", reason=reason)
    text = _("It was open for too long, or you signed in again since. Reload the page, then send.")
    return own_problem(request, 403, _("This form is too old"), text)
