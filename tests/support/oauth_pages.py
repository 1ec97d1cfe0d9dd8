"""Walks ProcessMaker's log-in and consent pages as a browser without scripts does."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests


class FirstForm(HTMLParser):
    """Address, method and named fields of the first form of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.is_over = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.is_over:
            return
        if tag == "form":
            self.action = given["action"]
        if tag == "input" and given.get("name") and given.get("type") != "submit":
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self.is_over = self.is_over or tag == "form"


def back_from_processmaker(
    authorize_url: str, username: str, *, password: str = "sandbox", accept: bool = True
) -> str:
    """Log in and decide at the consent page; the path and query that lead back to pmdash."""
    browser = requests.Session()
    login = browser.get(authorize_url, timeout=60)
    form = FirstForm(login.text)
    form.fields |= {"form[USR_USERNAME]": username, "form[USR_PASSWORD_MASK]": password}
    parts = {name: (None, value) for name, value in form.fields.items()}
    consent = browser.post(urljoin(login.url, form.action), files=parts, timeout=60)
    form = FirstForm(consent.text)
    decision = form.fields if accept else {**form.fields, "cancel": "Deny"}
    action = urljoin(consent.url, form.action)
    back = browser.post(action, data=decision, timeout=60, allow_redirects=False)
    assert back.status_code == 302, back.text
    target = urlsplit(back.headers["Location"])
    return f"{target.path}?{target.query}"
