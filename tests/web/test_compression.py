"""Pages leave compressed, whatever of brotli and gzip a browser takes; other answers do not."""

import gzip

import brotli
import pytest
from django.test import Client

PAGE = "/accounts/login/"


@pytest.mark.django_db
def test_a_page_is_compressed_as_the_browser_asks() -> None:
    plain = Client().get(PAGE)
    by_gzip = Client().get(PAGE, headers={"Accept-Encoding": "gzip, deflate"})
    by_brotli = Client().get(PAGE, headers={"Accept-Encoding": "gzip, deflate, br;q=0.5"})

    assert "Content-Encoding" not in plain
    assert by_gzip["Content-Encoding"] == "gzip"
    assert by_brotli["Content-Encoding"] == "br"
    assert b"</html>" in gzip.decompress(by_gzip.content)
    assert b"</html>" in brotli.decompress(by_brotli.content)
    assert int(by_brotli["Content-Length"]) == len(by_brotli.content) < len(plain.content) / 2


@pytest.mark.django_db
@pytest.mark.parametrize("refused", ["br;q=0, gzip", "gzip, br; q=0.0"])
def test_a_refused_encoding_is_not_taken(refused: str) -> None:
    response = Client().get(PAGE, headers={"Accept-Encoding": refused})

    assert response["Content-Encoding"] == "gzip"


@pytest.mark.django_db
def test_caches_are_told() -> None:
    response = Client().get(PAGE, headers={"Accept-Encoding": "br"})

    assert "Accept-Encoding" in response["Vary"]


def test_what_is_no_page_is_left_alone() -> None:
    response = Client().get("/healthz", headers={"Accept-Encoding": "br, gzip"})

    assert response.status_code == 200
    assert "Content-Encoding" not in response
