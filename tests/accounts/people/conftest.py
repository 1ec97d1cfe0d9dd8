"""People, groups and departments as the demo office has them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from processmaker.models import User
from tests.support.clients import api
from tests.support.sandbox import SandboxProcess

FEW = 15
NOBODY = "ab" * 16


@pytest.fixture(autouse=True, scope="module")
def left_as_found(sandbox_process: SandboxProcess) -> Iterator[None]:
    yield
    sandbox_process.reset()


@pytest.fixture(autouse=True)
def fresh(sandbox: SandboxProcess) -> None:
    sandbox.reset(cases=FEW)


def user(browser: Client, username: str) -> User:
    return next(one for one in api(browser).users.all() if one.username == username)


def group(browser: Client, title: str) -> str:
    return next(one.uid for one in api(browser).groups.all() if one.title == title)


def departments(browser: Client) -> dict[str, Any]:
    tops = api(browser).departments.tree()
    return {one.title: one for top in tops for one in (top, *top.children)}


def words(page: Any) -> str:
    """What a page says, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page.content.decode())))
