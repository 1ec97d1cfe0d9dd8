"""Views that do one thing each, for tests of what surrounds every view."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from accounts.decorators import permission_required
from pmdash.urls import handler400, handler403, handler404, handler500, urlpatterns
from pmdash.web.afterwards import afterwards
from pmdash.web.pages import render_page
from pmdash.web.toasts import add_toast
from processmaker import errors

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

PARTIALS = {"message": "components/_note.html"}


def page(request: HttpRequest) -> HttpResponse:
    if "toast" in request.GET:
        add_toast(request, request.GET["toast"], "danger")
    context = {"text": "the partial", "problem": None}
    return render_page(request, "tests/page.html", context, partials=PARTIALS)


def toast_and_go(request: HttpRequest) -> HttpResponse:
    add_toast(request, "Case 12 was paused")
    return HttpResponseRedirect("/test/page/")


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise getattr(errors, name)(
        "raw words of the server",
        status=500,
        endpoint="GET /cases",
        outcome_unknown="unknown" in request.GET,
    )


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("You lack PM_TEST.")


def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("secret detail")


NOTED: list[str] = []


def leave_work(first: Callable[[], object] | None = None) -> None:
    afterwards(first or (lambda: NOTED.append("left")))
    afterwards(lambda: NOTED.append("left too"))


def leave(request: HttpRequest) -> HttpResponse:
    leave_work((lambda: 1 // 0) if "fail" in request.GET else None)
    NOTED.append("answered")
    return HttpResponse("done")


@permission_required("PM_ALLCASES")
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("allowed")


urlpatterns = [
    *urlpatterns,
    path("test/page/", page),
    path("test/toast/", toast_and_go),
    path("test/fail/<name>/", fail),
    path("test/refuse/", refuse),
    path("test/crash/", crash),
    path("test/guarded/", guarded),
    path("test/leave/", leave),
]
