from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def test_views(settings: Settings, db: None, redis_server: str) -> None:
    """The addresses of `tests.web.urls`, without a sandbox."""
    settings.ROOT_URLCONF = "tests.web.urls"
    (engine,) = settings.TEMPLATES
    folder = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], folder]}]
