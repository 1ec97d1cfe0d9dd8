"""What is measured: the demo, started on free ports, with one person signed in."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import requests

from pmdash.processes.ports import answers_http, free_port

ROOT = Path(__file__).resolve().parent.parent
CLIENT = {"client_id": "pmdash-demo", "client_secret": "pmdash-demo-secret"}
SECONDS_TO_START = 120
MOST_STEPS_OF_SIGN_IN = 12
INPUT = re.compile(r"<input\b[^>]*>", re.I)
FORM = re.compile(r"<form\b[^>]*>", re.I)
ATTRIBUTE = re.compile(r'([\w\[\]-]+)="([^"]*)"')


@dataclass
class Stand:
    """The demo under measurement: addresses, and the credentials of one person."""

    web: str
    sandbox: str
    person: str = "wendy"
    cookies: dict[str, str] = field(default_factory=dict)

    def sign_in(self) -> None:
        """Walk the sign-in as a browser does, through log-in and consent page."""
        browser = requests.Session()
        answer = browser.get(f"{self.web}/cases/inbox/", timeout=30)
        for _ in range(MOST_STEPS_OF_SIGN_IN):
            if answer.url.startswith(f"{self.web}/cases/"):
                break
            answer = self._submit(browser, answer)
        else:
            raise RuntimeError(f"sign-in ended at {answer.url}")
        self.cookies = requests.utils.dict_from_cookiejar(browser.cookies)

    def _submit(self, browser: requests.Session, page: requests.Response) -> requests.Response:
        form = attributes(next(FORM.finditer(page.text)).group())
        inputs = [attributes(match.group()) for match in INPUT.finditer(page.text)]
        named = [item for item in inputs if "name" in item and item.get("type") != "submit"]
        values = {item["name"]: unescape(item.get("value", "")) for item in named}
        people = {"form[USR_USERNAME]": self.person, "form[USR_PASSWORD]": "sandbox"}
        values.update({name: value for name, value in people.items() if name in values})
        address = urljoin(page.url, unescape(form.get("action", "")))
        multipart = "form[USR_USERNAME]" in values
        parts = {name: (None, value) for name, value in values.items()} if multipart else None
        headers = {"Referer": page.url}
        data = None if multipart else values
        return browser.post(address, data=data, files=parts, headers=headers, timeout=30)

    @property
    def browser_headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, "Accept-Encoding": "gzip, br", "Accept": "text/html"}

    def upstream_headers(self) -> dict[str, str]:
        """Headers of a bare call to the sandbox, as the same person."""
        body = {"grant_type": "password", "scope": "*", **CLIENT}
        body |= {"username": self.person, "password": "sandbox"}
        answer = requests.post(f"{self.sandbox}/workflow/oauth2/token", json=body, timeout=30)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def set_latency(self, milliseconds: int) -> None:
        self._control("POST", "latency", {"ms": milliseconds})

    def upstream_requests(self) -> list[dict[str, str]]:
        """The requests (method, path, query) that the sandbox has seen since it forgot them."""
        return self._control("GET", "requests")

    def forget_requests(self) -> None:
        self._control("DELETE", "requests")

    def _control(self, method: str, name: str, body: dict[str, int] | None = None) -> list:
        address = f"{self.sandbox}/__sandbox__/{name}"
        answer = requests.request(method, address, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()


def attributes(tag: str) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(tag))


@contextlib.contextmanager
def demo(cases: int = 300) -> Iterator[Stand]:
    """Start the demo on free ports, sign in, and stop all of it at the end."""
    web, sandbox = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        ports = {"PMDASH_PORT": str(web), "SANDBOX_PORT": str(sandbox)}
        # No setting of the caller may change what is measured.
        own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        env = {**own, **ports, "DEMO_CASES": str(cases), "PMDASH_VAR": folder}
        command = [sys.executable, "-m", "pmdash.demo"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{web}/healthz", process)
            stand = Stand(f"http://127.0.0.1:{web}", f"http://127.0.0.1:{sandbox}")
            stand.sign_in()
            yield stand
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers_http(address):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the demo did not start")
        time.sleep(0.2)
