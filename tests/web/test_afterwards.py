"""What a request leaves for later is done once its answer is out."""

import pytest
from django.core.signals import request_finished
from django.test import Client

from tests.web import urls

pytestmark = pytest.mark.usefixtures("test_views")


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in its order; the view of `/test/leave/` notes there what it leaves."""
    noted: list[str] = []
    monkeypatch.setattr(urls, "NOTED", noted)
    return noted


def test_the_answer_is_made_first(order: list[str]) -> None:
    Client().get("/test/leave/")
    assert order == ["answered", "left", "left too"]


def test_what_fails_is_no_matter_of_the_answer(order: list[str]) -> None:
    assert Client().get("/test/leave/?fail").status_code == 200
    assert order == ["answered", "left too"]


def test_outside_of_a_request_it_is_done_at_once(order: list[str]) -> None:
    urls.leave_work()
    assert order == ["left", "left too"]
    request_finished.send(sender=None)
    assert order == ["left", "left too"]
