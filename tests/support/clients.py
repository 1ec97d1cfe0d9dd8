"""ProcessMaker as somebody who is signed in reaches it."""

from django.test import Client

from processmaker import Client as ProcessMakerClient


def api(browser: Client) -> ProcessMakerClient:
    """The client of ProcessMaker that the person's requests have."""
    client: ProcessMakerClient = browser.get("/accounts/preferences/").wsgi_request.pm  # type: ignore[attr-defined]
    return client
