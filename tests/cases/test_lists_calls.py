"""How often a list asks ProcessMaker: once a page, whatever is filtered, sorted or paged."""

import pytest
from django.test import Client

from tests.cases.lists_page import PARTIAL
from tests.support.sandbox import SandboxProcess

LISTS = ("inbox", "draft", "participated", "unassigned", "paused", "review", "reassign", "search")
QUERIES = (
    "",
    "?q=e",
    "?due=late",
    "?sort=priority&dir=asc",
    "?page=2&size=10",
    "?process=" + "1" * 32,
    "?status=COMPLETED&from=2026-01-01&to=2030-01-01",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_page_is_one_call(silvia: Client, sandbox: SandboxProcess, name: str) -> None:
    silvia.get("/cases/inbox/")
    for query in QUERIES:
        for headers in ({}, PARTIAL):
            sandbox.forget_asked()
            answer = silvia.get(f"/cases/{name}/{query}", headers=headers)
            assert answer.status_code == 200, query
            # What is counted as a whole is used again for twenty seconds.
            most = 1 if name != "review" or (not query and not headers) else 0
            assert len(sandbox.asked()) == most, (query, sandbox.asked())


def test_the_counters_are_calls_side_by_side_and_are_remembered(
    silvia: Client, sandbox: SandboxProcess
) -> None:
    silvia.get("/cases/inbox/")
    sandbox.forget_asked()
    assert silvia.get("/cases/counters/").status_code == 200
    assert 1 <= len(sandbox.asked()) <= 2
    sandbox.forget_asked()
    assert silvia.get("/cases/counters/").status_code == 200
    assert sandbox.asked() == []
