"""Settings come from the environment alone; a wrong one stops the start with one line."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.fernet import Fernet

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
WORKSPACE = re.compile(r"[A-Za-z0-9_-]{1,100}")
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


class SettingError(SystemExit):
    """A setting is missing or malformed.

    It ends the process with one line and no traceback, whichever program loads the settings:
    manage.py, the web server or the Celery worker.
    """

    def __init__(self, name: str, fault: str, example: str) -> None:
        super().__init__(f"pmdash cannot start: {name} {fault}, for example {name}={example}")


def text(name: str, default: str | None = None, *, example: str) -> str:
    """The value of `name`; without a default it has to be there."""
    value = os.environ.get(name, "").strip() or default
    if not value:
        raise SettingError(name, "is not set", example)
    return value


def line(name: str) -> str:
    """A short text, or nothing."""
    value = os.environ.get(name, "").strip()
    if len(value) > 60 or not value.isprintable():
        raise SettingError(name, "is not one line of at most 60 characters", "Sales")
    return value


def workspace(name: str, default: str | None = None, *, example: str) -> str:
    """The name of a workspace as it stands in the addresses of ProcessMaker."""
    value = text(name, default, example=example)
    if not WORKSPACE.fullmatch(value):
        fault = "is no workspace: letters, digits, - and _ are expected"
        raise SettingError(name, fault, example)
    return value


def flag(name: str, default: bool = False) -> bool:
    """A yes or no, written as 1 or 0."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value not in TRUE_WORDS | FALSE_WORDS:
        raise SettingError(name, f"is {value!r}; it has to be 1 or 0", "1")
    return value in TRUE_WORDS


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """A whole number between `low` and `high`, both included."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        fault = f"is {value!r}; it has to be a whole number from {low} to {high}"
        raise SettingError(name, fault, str(default))
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def fernet_keys(name: str) -> list[str]:
    """Keys for encryption, separated by commas, the one in use first."""
    keys = words(name)
    for key in keys:
        try:
            Fernet(key)
        except ValueError as error:
            fault = "holds something else than Fernet keys (32 bytes in URL-safe base64)"
            raise SettingError(name, fault, Fernet.generate_key().decode()) from error
    return keys


def time_zone(name: str) -> str:
    """The name of a time zone, or nothing."""
    value = os.environ.get(name, "").strip()
    try:
        return value and ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingError(name, "is not the name of a time zone", "America/New_York") from error


def address(name: str, default: str | None = None, *, schemes: set[str], example: str) -> str:
    """An absolute address with one of `schemes`; a slash at its end is left out."""
    value = text(name, default, example=example).rstrip("/")
    try:
        parts = urlsplit(value)
        complete = bool(parts.hostname or parts.path) and parts.port != 0
    except ValueError:
        complete = False
    if not complete or parts.scheme not in schemes:
        kinds = " or ".join(sorted(f"{scheme}://" for scheme in schemes))
        raise SettingError(name, f"is not an address that begins with {kinds}", example)
    return value


def origin(name: str, default: str | None = None, *, example: str) -> str:
    """A web address that holds nothing but scheme, host, port and path."""
    value = address(name, default, schemes={"http", "https"}, example=example)
    parts = urlsplit(value)
    if not parts.hostname:
        raise SettingError(name, "names no host", example)
    if parts.query or parts.fragment or parts.username or parts.password:
        raise SettingError(name, "holds more than scheme, host, port and path", example)
    return value


def secret(name: str, kept_in: Path) -> str:
    """The secret `name`, or one that is made once and kept in a file only we can read."""
    value = os.environ.get(name, "").strip()
    if value and len(value) < 32:
        raise SettingError(name, "is shorter than 32 characters", secrets.token_urlsafe(48))
    return value or _kept_secret(kept_in)


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(64))
    try:
        # A link fails where the file is there, so that of two first starts only one wins.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
