"""Addresses inside pmdash, taken from what a browser sends."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"


def own_path(candidate: str) -> str:
    """`candidate` where it is a path of this site, else the home page.

    Keeps `next=` from leading people to another site.
    """
    safe = candidate.startswith("/") and url_has_allowed_host_and_scheme(
        candidate, allowed_hosts=None
    )
    return candidate if safe and candidate.isprintable() else HOME


def current_page(request: HttpRequest) -> str:
    """The page that a person sees while this request is made.

    For htmx that is the address bar, for a form the page that holds it.
    """
    if request.headers.get("HX-Request") == "true":
        return _path_of(request.headers.get("HX-Current-URL", ""))
    if request.method in ("GET", "HEAD"):
        return own_path(request.get_full_path())
    return _path_of(request.headers.get("Referer", ""))


def _path_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return HOME
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
