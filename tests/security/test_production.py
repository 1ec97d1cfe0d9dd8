"""pmdash behind https, with the settings of an installation, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.deploy_check import PRODUCTION

ROOT = Path(__file__).parent.parent.parent
PROGRAM = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "pmdash.settings"
import django
django.setup()
from django.conf import settings
from django.test import Client

def ask(path, **more):
    answer = Client().get(path, headers={"Host": "pmdash.example.com", **more})
    cookies = [line.OutputString() for line in answer.cookies.values()]
    return {"status": answer.status_code, "headers": dict(answer.headers), "cookies": cookies}

behind_tls = {"X-Forwarded-Proto": "https"}
print(json.dumps({
    "plain": ask("/accounts/login/"),
    "secure": ask("/accounts/login/", **behind_tls),
    "health": ask("/healthz"),
    "crash": ask("/static/missing.js", **behind_tls),
    "debug": settings.DEBUG,
    "apps": settings.INSTALLED_APPS,
}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an installation answers, and a little about its settings."""
    folder = tmp_path_factory.mktemp("production")
    env = {"PATH": os.environ["PATH"], "PMDASH_VAR": str(folder), **PRODUCTION}
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], env)
    found: dict[str, Any] = json.loads(run(["-W", "ignore", "-c", PROGRAM], env))
    return found


def run(arguments: list[str], env: dict[str, str]) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_https_is_kept_to(answers: dict[str, Any]) -> None:
    assert answers["plain"]["status"] == 301
    assert answers["plain"]["headers"]["Location"].startswith("https://pmdash.example.com/")
    header = answers["secure"]["headers"]["Strict-Transport-Security"]
    assert header == f"max-age={2 * 365 * 24 * 3600}; includeSubDomains; preload"
    assert answers["health"]["status"] == 200


def test_cookies_are_secure_and_bound_to_the_host(answers: dict[str, Any]) -> None:
    assert answers["secure"]["cookies"]
    for cookie in answers["secure"]["cookies"]:
        assert cookie.startswith("__Host-pmdash_")
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_nothing_for_developers_is_on(answers: dict[str, Any]) -> None:
    assert answers["debug"] is False
    assert not [app for app in answers["apps"] if "admin" in app or "debug" in app]
    assert not [app for app in answers["apps"] if "sandbox" in app]
    assert answers["crash"]["status"] == 404
