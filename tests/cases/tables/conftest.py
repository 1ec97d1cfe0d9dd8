"""Tables as the demo has them, and files for them."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from processmaker.models import Table
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

HEADINGS = "ID,NAME,CITY,COUNTRY,RATING\n"


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> Iterator[None]:
    """Tables as the demo has them, also for the tests after these."""
    sandbox.reset()
    yield
    sandbox.reset()


@pytest.fixture
def suppliers(admin: Client) -> Table:
    return next(one for one in api(admin).pm_tables.all() if one.name == "PMT_SUPPLIERS")


def rows_of(browser: Client, table: Table) -> list[dict[str, str]]:
    return list(api(browser).pm_tables.rows(table.uid).rows)


def put(browser: Client, table: Table, text: str | bytes, name: str = "rows.csv") -> str:
    """Upload a file; the address of the page that checks it."""
    data = text.encode() if isinstance(text, str) else text
    answer = browser.post(f"/tables/{table.uid}/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return answer["Location"]


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]
