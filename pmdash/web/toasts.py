"""Short messages about what just happened, shown once at the foot of the page."""

from collections.abc import Callable
from typing import Literal, NotRequired, TypedDict

from django.http import HttpRequest, HttpResponse

Tone = Literal["success", "info", "risk", "danger"]
SESSION_KEY = "toasts"
LIMIT = 3


class Undo(TypedDict):
    """A button that takes the act back: a POST of `values` to our own path `url`."""

    label: str
    url: str
    values: dict[str, str]


class Link(TypedDict):
    """Where to read more: words, and our own path `url`."""

    label: str
    url: str


class Toast(TypedDict):
    text: str
    tone: Tone
    undo: NotRequired[Undo]
    link: NotRequired[Link]


def add_toast(
    request: HttpRequest, text: str, tone: Tone = "success", undo: Undo | None = None
) -> None:
    """Show `text` with this answer or, after a redirect, with the next page."""
    toast: Toast = {"text": text, "tone": tone}
    if undo:
        toast["undo"] = undo
    waiting(request).append(toast)


def take_toasts(request: HttpRequest) -> list[Toast]:
    """The toasts that wait, the oldest first and at most three; they count as shown."""
    toasts: list[Toast] = [*request.session.pop(SESSION_KEY, []), *waiting(request)]
    waiting(request).clear()
    return toasts[-LIMIT:]


def toasts_wait(request: HttpRequest) -> bool:
    """Whether there are any to take."""
    return bool(waiting(request) or request.session.get(SESSION_KEY))


def waiting(request: HttpRequest) -> list[Toast]:
    """The toasts of this very request."""
    if not hasattr(request, "waiting_toasts"):
        request.waiting_toasts = []  # type: ignore[attr-defined]
    return request.waiting_toasts  # type: ignore[attr-defined, no-any-return]


class ToastMiddleware:
    """Keeps in the session what this answer did not show, as a redirect does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        left = waiting(request)
        if left:
            request.session[SESSION_KEY] = [*request.session.get(SESSION_KEY, []), *left][-LIMIT:]
        return response
