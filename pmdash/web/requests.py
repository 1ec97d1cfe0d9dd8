"""The request as our middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class WebRequest(HttpRequest):
    """A request with its correlation id and what htmx said about it."""

    request_id: str
    htmx: HtmxDetails
