"""Hostile queries: the page works, says what it left out, and ProcessMaker sees none of it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlencode

import pytest
from django.test import Client

from tests.cases.lists_page import asked, forget_asked, html, notes
from tests.support.sandbox import SandboxProcess

LISTS = (
    "inbox", "draft", "participated", "unassigned", "paused", "review", "reassign", "search",
)  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "APP_CACHE_VIEW.APP_NUMBER; DROP TABLE x",
    "../../etc/passwd",
    "\x00nul",
    "\u202egnp.exe",
    "a\r\nX-Injected: 1",
    "%00%0d%0a",
    "9" * 400,
    "-1",
    "1e9",
    "٣",
    "NaN",
    "123456789x",
)
CLOSED = ("process", "category", "status", "user", "from", "to", "due", "read", "sort", "dir")
NUMBERS = ("page", "size")
WORDS = {"dir": ("ASC", "DESC"), "action": ("to_reassign",)}
SORT = re.compile(r"[A-Z_]+(\.[A-Z_]+)?")


@pytest.mark.parametrize("name", LISTS)
def test_hostile_values_are_named_and_go_nowhere(
    silvia: Client, sandbox: SandboxProcess, name: str
) -> None:
    silvia.get(f"/cases/{name}/")
    forget_asked(sandbox)
    for value in HOSTILE:
        answer = silvia.get(f"/cases/{name}/", dict.fromkeys((*CLOSED, *NUMBERS, "view"), value))
        assert answer.status_code == 200, value
        told = " ".join(notes(answer))
        for parameter in (*CLOSED, *NUMBERS, "view"):
            assert f"Not used: {parameter} “" in told, (parameter, value)
        assert "<script>alert" not in html(answer)
        assert "X-Injected" not in answer.headers
    for call in asked(sandbox):
        assert_plain(call)


@pytest.mark.parametrize("name", LISTS)
def test_a_text_reaches_the_search_alone(
    silvia: Client, sandbox: SandboxProcess, name: str
) -> None:
    silvia.get(f"/cases/{name}/")
    forget_asked(sandbox)
    for value in (v for v in HOSTILE if v.isprintable() and len(v) < 200):
        answer = silvia.get(f"/cases/{name}/", {"q": value})
        assert answer.status_code == 200, value
        assert f'value="{value}"' in unescape(html(answer)), value
        assert "<script>alert" not in html(answer)
    for call in asked(sandbox):
        query = parse_qs(call["query"])
        assert set(query.pop("search", [])) <= set(HOSTILE)
        assert_plain({**call, "query": urlencode(query, doseq=True)})


def test_bad_addresses_are_pages_that_do_not_exist(silvia: Client, sandbox: SandboxProcess) -> None:
    forget_asked(sandbox)
    for path in (
        "/cases/nowhere/",
        "/cases/" + "A" * 32 + "/",
        "/cases/" + "0" * 31 + "g/",
        "/cases/" + "0" * 32 + "/1/nowhere/",
        "/cases/" + "0" * 32 + "/-1/",
        "/cases/" + "0" * 32 + "/documents/input/" + "x" * 32 + "/",
        "/cases/..%2f..%2fadmin/",
    ):
        assert silvia.get(path).status_code == 404, path
    assert asked(sandbox) == []


def test_a_case_page_bears_odd_queries(silvia: Client, sandbox: SandboxProcess) -> None:
    listed = html(silvia.get("/cases/search/"))
    case = re.search(r'href="(/cases/[0-9a-f]{32}/)', listed)[1]
    forget_asked(sandbox)
    for value in HOSTILE:
        query = dict.fromkeys(("list", "page", "grid", "show", "raw", "v"), value)
        for tab in ("data", "documents", "notes", "history"):
            answer = silvia.get(f"{case}{tab}/", query)
            assert answer.status_code == 200, (tab, value)
            assert "<script>alert" not in html(answer)
    for call in asked(sandbox):
        assert_plain(call)


def assert_plain(call: dict[str, str]) -> None:
    """Only names that we know, with values of their kind."""
    for name, (value,) in parse_qs(call["query"]).items():
        if name in ("start", "limit", "offset", "app_index", "del_index"):
            assert re.fullmatch(r"\d{1,7}", value), call
        elif name == "sort":
            assert SORT.fullmatch(value.partition(",")[0]), call
        elif name in WORDS:
            assert value in WORDS[name], call
        elif name == "dyn_uid":
            assert re.fullmatch(r"[0-9a-f]{32}", value), call
        else:
            raise AssertionError(call)
    assert re.fullmatch(r"[\w/.-]+", call["path"]), call
