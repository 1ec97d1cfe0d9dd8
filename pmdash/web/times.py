"""Dates as people say them: due dates, past moments, and the exact text behind both.

All functions take aware datetimes and answer in the active time zone and language of Django.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

MINUTE = 60
HOUR = 3600
DAY = 86400
SOON = timedelta(hours=4)


def due_text(due: datetime, now: datetime, at_risk: bool = False) -> str:
    """A due date from where we stand: “50 min late”, “3 h left”, “Today 19:00”, “Tue 24 Nov”."""
    if due < now:
        return gettext("%(span)s late") % {"span": span_text(now - due)}
    left = due - now
    if left < SOON or (at_risk and left < timedelta(days=1)):
        return gettext("%(span)s left") % {"span": span_text(left)}
    local, today = timezone.localtime(due), timezone.localtime(now).date()
    if local.date() == today:
        return gettext("Today %(time)s") % {"time": clock_text(local)}
    if (local.date() - today).days <= 6:
        return f"{_day(get_language(), local.date(), 'D')} {clock_text(local)}"
    return _day(get_language(), local.date(), _with_year("D j M", local.date(), today))


def due_tone(due: datetime | None, risk: datetime | None, now: datetime) -> str:
    """The tone of a due date: `late` past it, `risk` past the risk date, `today`, or ""."""
    if due is None:
        return ""
    if due < now:
        return "late"
    if risk is not None and risk < now:
        return "risk"
    same_day = timezone.localtime(due).date() == timezone.localtime(now).date()
    return "today" if same_day else ""


def past_text(moment: datetime, now: datetime) -> str:
    """A moment that has passed: “8 s ago”, “11:48”, “Yesterday”, “16 Nov”, “16 Nov 2025”."""
    seconds = (now - moment).total_seconds()
    if 0 <= seconds < MINUTE:
        return gettext("%(count)d s ago") % {"count": seconds}
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    if local.date() == today:
        return clock_text(local)
    if local.date() == today - timedelta(days=1):
        return gettext("Yesterday")
    return _day(get_language(), local.date(), _with_year("j M", local.date(), today))


def exact_text(moment: datetime) -> str:
    """Day, time and zone in full, for titles: “Thursday 19 November 2026 16:30 EST”."""
    local = timezone.localtime(moment)
    return f"{_day(get_language(), local.date(), 'l j F Y')} {clock_text(local)} {local.tzname()}"


def span_text(span: timedelta) -> str:
    """A length of time in its largest unit: “50 min”, “3 h”, “2 d”."""
    seconds = span.total_seconds()
    if seconds < HOUR:
        count = max(1, int(seconds // MINUTE))
        return ngettext("%(count)d min", "%(count)d min", count) % {"count": count}
    if seconds < DAY:
        count = int(seconds // HOUR)
        return ngettext("%(count)d h", "%(count)d h", count) % {"count": count}
    count = int(seconds // DAY)
    return ngettext("%(count)d d", "%(count)d d", count) % {"count": count}


def clock_text(moment: datetime) -> str:
    """The time of day of an already local moment."""
    return f"{moment.hour:02}:{moment.minute:02}"


def _with_year(pattern: str, day: date, today: date) -> str:
    return pattern if day.year == today.year else f"{pattern} Y"


@lru_cache(maxsize=4096)
def _day(language: str | None, day: date, pattern: str) -> str:
    """Formatted once a day and language: the rows of a list share few days."""
    return date_format(day, pattern)
