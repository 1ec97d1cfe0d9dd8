"""Wrong settings stop the start with one line that names the setting and an example."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy_check import PRODUCTION

ROOT = Path(__file__).parent.parent.parent


def check(folder: Path, program: tuple[str, ...] = (), **changes: str) -> tuple[int, str]:
    """Load the settings in a process of their own; its exit code and error output."""
    env = {"PATH": os.environ["PATH"], "PMDASH_VAR": str(folder), **PRODUCTION, **changes}
    command = [sys.executable, *(program or ("manage.py", "check"))]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("name", "value", "example"),
    [
        ("PROCESSMAKER_URL", "", "https://bpm.example.com"),
        ("PROCESSMAKER_URL", "bpm.example.com", "https://bpm.example.com"),
        ("PROCESSMAKER_URL", "https://user:secret@bpm.example.com", "https://bpm.example.com"),
        ("PROCESSMAKER_URL", "http://[bad", "https://bpm.example.com"),
        ("PROCESSMAKER_CLIENT_ID", "", "XCVJTQXQSHSPAAABBBCCCDDDEEEFFFGG"),
        ("PROCESSMAKER_CLIENT_SECRET", " ", "1234567890abcdef1234567890abcdef"),
        ("DATABASE_URL", "mysql://x/y", "postgres://"),
        ("REDIS_URL", "6379", "redis://127.0.0.1:6379/0"),
        ("PMDASH_PORT", "eighty", "8000"),
        ("PMDASH_PORT", "70000", "8000"),
        ("PROCESSMAKER_PASSWORD_LOGIN", "maybe", "1"),
        ("SECRET_KEY", "short", ""),
        ("TOKEN_KEYS", "not-a-key", ""),
        ("PROCESSMAKER_TIME_ZONE", "New York", "America/New_York"),
        ("PROCESSMAKER_DEADLINE", "0.5", "5"),
        ("LOG_LEVEL", "LOUD", "INFO"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    tmp_path: Path, name: str, value: str, example: str
) -> None:
    code, output = check(tmp_path, **{name: value})
    assert code == 1
    assert output.count("\n") == 1
    assert output.startswith(f"pmdash cannot start: {name} ")
    assert f"for example {name}={example}" in output
    assert "secret" not in output.replace(name, "").replace("SECRET", "")


def test_the_worker_stops_as_plainly(tmp_path: Path) -> None:
    program = ("-m", "celery", "-A", "pmdash", "worker")
    code, output = check(tmp_path, program, PROCESSMAKER_URL="")
    assert code != 0
    assert "pmdash cannot start: PROCESSMAKER_URL is not set" in output
    assert "Traceback" not in output


def test_make_run_stops_as_plainly(tmp_path: Path) -> None:
    code, output = check(tmp_path, ("-m", "pmdash.run"), PROCESSMAKER_CLIENT_ID="")
    assert code == 1
    assert output.startswith("pmdash cannot start: PROCESSMAKER_CLIENT_ID is not set")
    assert output.count("\n") == 1


def test_good_settings_are_good(tmp_path: Path) -> None:
    assert check(tmp_path) == (0, "")


def test_the_secret_key_is_made_once_and_only_we_can_read_it(tmp_path: Path) -> None:
    check(tmp_path)
    key = tmp_path / "secret-key"
    first = key.read_text()
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(first) > 50
    check(tmp_path)
    assert key.read_text() == first


def test_secure_cookies_are_bound_to_the_host(tmp_path: Path) -> None:
    program = (
        "-c",
        "from pmdash import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0)",
    )
    env = {"PATH": os.environ["PATH"], "PMDASH_VAR": str(tmp_path), **PRODUCTION}
    done = subprocess.run(
        [sys.executable, *program], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "__Host-pmdash_session True True\n"
