"""Dates as people say them: due dates, past moments, and the exact text behind both."""

from datetime import date, datetime, timedelta
from html import escape
from typing import Final

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pmdash.web.date_styles import current_style, day_text

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400
SOON: Final = timedelta(hours=4)
ONE_DAY: Final = timedelta(days=1)


class Clock:
    """Says dates as seen from one moment, in the active time zone, language and date style.

    It looks them up once, so that a list of many rows stays quick. Dates are aware datetimes.
    """

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self._zone = timezone.get_current_timezone()
        self._style = current_style()
        self._today = self.local(self.now).date()
        self._late = gettext("%(span)s late")
        self._left = gettext("%(span)s left")

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)

    def due_tone(self, due: datetime | None, risk: datetime | None = None) -> str:
        """The tone of a due date: `late` past it, `risk` past the risk date, `today`, or ""."""
        if due is None:
            return ""
        if due < self.now:
            return "late"
        if risk is not None and risk < self.now:
            return "risk"
        return "today" if self.local(due).date() == self._today else ""

    def due_text(self, due: datetime, *, at_risk: bool = False) -> str:
        """A due date from here: “50 min late”, “3 h left”, “Today 19:00”, “Tue 24 Nov”."""
        if due < self.now:
            return self._late % {"span": span_text(self.now - due)}
        left = due - self.now
        if left < SOON or (at_risk and left < ONE_DAY):
            return self._left % {"span": span_text(left)}
        local = self.local(due)
        if local.date() == self._today:
            return gettext("Today %(time)s") % {"time": clock_text(local)}
        if (local.date() - self._today).days <= 6:
            return f"{self.weekday(local.date())} {clock_text(local)}"
        return self._day(local, self._style.due_near, self._style.due_far)

    def past_text(self, moment: datetime) -> str:
        """A moment that has passed: “8 s ago”, “11:48”, “Yesterday”, “16 Nov”, “16 Nov 2025”."""
        seconds = (self.now - moment).total_seconds()
        if 0 <= seconds < MINUTE:
            return gettext("%(count)d s ago") % {"count": seconds}
        local = self.local(moment)
        if local.date() == self._today:
            return clock_text(local)
        if local.date() == self._today - ONE_DAY:
            return gettext("Yesterday")
        return self._day(local, self._style.near, self._style.far)

    def closed_text(self, moment: datetime) -> str:
        """When something was closed: “closed 11:48”, “closed yesterday”, “closed 16 Nov”."""
        if self.local(moment).date() == self._today - ONE_DAY:
            return gettext("closed yesterday")
        return gettext("closed %(time)s") % {"time": self.past_text(moment)}

    def exact_text(self, moment: datetime) -> str:
        """Day, time and zone: “18 Nov 2026 16:30 EST”, of what is to come “Fri 20 Nov 2026 …”."""
        local = self.local(moment)
        day = day_text(local.date(), self._style.far if moment < self.now else self._style.due_far)
        return f"{day} {clock_text(local)} {local.tzname()}"

    def weekday(self, day: date) -> str:
        """The short name of a day of the week: “Fri”."""
        return day_text(day, "D")

    def time_tag(self, moment: datetime, text: str) -> SafeString:
        """`text` as `<time>`, the exact moment in its title."""
        local = self.local(moment)
        exact = escape(self.exact_text(local))
        # Not format_html: that is ten times slower, and a page of rows has fifty of these.
        return SafeString(
            f'<time title="{exact}" datetime="{local.isoformat(timespec="minutes")}">'
            f"{escape(text)}</time>"
        )

    def _day(self, local: datetime, near: str, far: str) -> str:
        return day_text(local.date(), near if local.year == self._today.year else far)


def span_text(span: timedelta) -> str:
    """A length of time in its largest unit: “50 min”, “3 h”, “2 d”."""
    seconds = span.total_seconds()
    if seconds < HOUR:
        return gettext("%(count)d min") % {"count": max(1, seconds // MINUTE)}
    if seconds < DAY:
        return gettext("%(count)d h") % {"count": seconds // HOUR}
    return gettext("%(count)d d") % {"count": seconds // DAY}


def clock_text(local: datetime) -> str:
    """The time of day of a moment that is local already."""
    return f"{local.hour:02}:{local.minute:02}"
