"""One view serves the page and the partials that it declares, and nothing else."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("test_views")

PAGE = "/test/page/"
WHOLE, PARTIAL = "the whole page", "the partial"


def html(**headers: str) -> str:
    return Client().get(PAGE, headers=headers).content.decode()


def test_a_plain_request_gets_the_page() -> None:
    assert WHOLE in html()


def test_a_declared_target_gets_its_partial() -> None:
    partial = html(HX_Request="true", HX_Target="message")
    assert PARTIAL in partial
    assert "<html" not in partial


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Target": "message"},
        {"HX-Request": "true", "HX-Target": "elsewhere"},
        {"HX-Request": "true", "HX-Target": "../../secret"},
        {"HX-Request": "true", "HX-Target": "message", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-Target": "message", "HX-History-Restore-Request": "true"},
    ],
)
def test_everything_else_gets_the_page(headers: dict[str, str]) -> None:
    assert WHOLE in html(**headers)


def test_a_cache_can_tell_page_and_partial_apart() -> None:
    varies = Client().get(PAGE)["Vary"]
    assert {"HX-Request", "HX-Target", "Cookie"} <= {name.strip() for name in varies.split(",")}


def test_a_toast_comes_with_the_page_after_a_redirect_and_once() -> None:
    browser = Client()
    first = browser.get("/test/toast/", follow=True).content.decode()
    assert first.count("Case 12 was paused") == 1
    assert "Case 12 was paused" not in browser.get(PAGE).content.decode()


def test_a_toast_comes_out_of_band_with_a_partial() -> None:
    headers = {"HX-Request": "true", "HX-Target": "message"}
    text = Client().get(PAGE, {"toast": "<b>12</b>"}, headers=headers).content.decode()
    assert 'id="toasts" hx-swap-oob="beforeend"' in text
    assert "&lt;b&gt;12&lt;/b&gt;" in text


def test_a_partial_without_toasts_is_only_the_partial() -> None:
    assert "toasts" not in html(HX_Request="true", HX_Target="message")


def test_at_most_three_toasts_wait() -> None:
    browser = Client()
    for _ in range(5):
        browser.get("/test/toast/")
    assert browser.get(PAGE).content.decode().count("Case 12 was paused") == 3
