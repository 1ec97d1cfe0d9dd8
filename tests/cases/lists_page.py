"""A list page as a test reads it."""

import re
from html import unescape
from typing import NamedTuple

import requests
from django.http import HttpResponse

from tests.support.sandbox import SandboxProcess

ROW = re.compile(
    r'<tr data-case="(\w+)" data-del-index="(\d+)" class="([^"]*)">(.*?)</tr>', re.DOTALL
)
PARTIAL = {"HX-Request": "true", "HX-Target": "list"}


class Row(NamedTuple):
    app_uid: str
    del_index: int
    classes: str
    html: str

    def cell(self, name: str) -> str:
        """The text of the cell of class `c-…`, without markup."""
        found = re.search(rf'<td class="c-{name}".*?>(.*?)</td>', self.html, re.DOTALL)
        return unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""


def html(answer: HttpResponse) -> str:
    return answer.content.decode()


def rows(answer: HttpResponse) -> list[Row]:
    return [
        Row(uid, int(index), css, cells) for uid, index, css, cells in ROW.findall(html(answer))
    ]


def notes(answer: HttpResponse) -> list[str]:
    """The lines above the table."""
    found = re.findall(r'<p class="note.*?</p>', html(answer), re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", note)).strip() for note in found]


def links(answer: HttpResponse, pattern: str) -> list[str]:
    """The addresses of links whose tag holds `pattern`."""
    tags = [tag for tag in re.findall(r"<a [^>]*>", html(answer)) if pattern in tag]
    return [unescape(re.search(r'href="([^"]*)"', tag)[1]) for tag in tags]


def asked(sandbox: SandboxProcess) -> list[dict[str, str]]:
    """What was asked of ProcessMaker since `forget_asked`."""
    return requests.get(f"{sandbox.control}/requests", timeout=60).json()


def forget_asked(sandbox: SandboxProcess) -> None:
    requests.delete(f"{sandbox.control}/requests", timeout=60).raise_for_status()
