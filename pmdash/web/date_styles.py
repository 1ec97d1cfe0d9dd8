"""How a person likes dates to be written: as the language does, or in one form everywhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language

BY_LANGUAGE: Final = ""


@dataclass(frozen=True)
class DateStyle:
    """Patterns of Django's date format.

    `near` is a day of this year, `far` one of another year, `due_near` and `due_far` the same
    of what is to come, where the day of the week helps.
    """

    near: str
    far: str
    due_near: str
    due_far: str


def _in_one_form(pattern: str) -> DateStyle:
    """The whole date in every place: without its year, 11/12 could be two days."""
    return DateStyle(pattern, pattern, pattern, pattern)


ENGLISH: Final = DateStyle("j M", "j M Y", "D j M", "D j M Y")
IBERIAN: Final = DateStyle("j b", "j b Y", "D j b", "D j b Y")
"""Spanish and Portuguese: the names of days and months are no proper names there."""
LANGUAGES: Final = {"es": IBERIAN, "pt": IBERIAN}
ONE_FORM: Final = {
    pattern: _in_one_form(pattern) for pattern in ("d/m/Y", "d.m.Y", "m/d/Y", "M j, Y", "Y-m-d")
}

_chosen: ContextVar[str] = ContextVar("date_style", default=BY_LANGUAGE)


@contextmanager
def override(chosen: str) -> Iterator[None]:
    """Write dates in the form `chosen`, a key of `ONE_FORM`; else as the language does."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def current_style() -> DateStyle:
    """The style of who is served, in the active language."""
    in_language = LANGUAGES.get((get_language() or "").partition("-")[0], ENGLISH)
    return ONE_FORM.get(_chosen.get(), in_language)


def day_text(day: date, pattern: str) -> str:
    """`day` by one of the patterns of a style."""
    return _day_text(get_language() or "", day, pattern)


def is_day(text: str) -> bool:
    """Whether `text` is a day as fields for dates send it: “2026-11-24”."""
    try:
        return bool(date.fromisoformat(text)) and len(text) == len("2026-11-24")
    except ValueError:
        return False


def plain_day(day: date) -> str:
    """A day with its year, as it stands in a text: “24 Nov 2026”."""
    return day_text(day, current_style().far)


def plain_moment(moment: datetime) -> str:
    """A local moment with its year and time: “24 Nov 2026, 16:30”."""
    return f"{plain_day(moment.date())}, {moment:%H:%M}"


@lru_cache(maxsize=4096)
def _day_text(language: str, day: date, pattern: str) -> str:
    """Formatted once a day and language: the rows of a list share few days."""
    text = str(date_format(day, pattern))
    # Django begins the short names with a capital in every language.
    return text.lower() if language.partition("-")[0] in LANGUAGES else text
