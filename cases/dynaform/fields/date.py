"""Datetime."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.dynaform import dates, moment
from cases.dynaform.fields.base import ControlField, Files, Post
from cases.dynaform.values import Written, as_shown


class DateTimeField(ControlField):
    """A date, a time or both: stored as `YYYY-MM-DD HH:mm:ss`, shown in the control's format."""

    def read(self, data: Post, files: Files, name: str) -> str | None:
        """The text of the input."""
        posted = data.get(name)
        return None if posted is None else str(posted).strip()

    def shown(self) -> str:
        """The value for the input; a text that is no date stays as it is."""
        at = self._present()
        if at is None:
            return as_shown(self.stored.value)
        return dates.for_input(at, self.control.date.format)

    def shown_text(self) -> str:
        """The date in the control's format."""
        at = self._present()
        return as_shown(self.stored.value) if at is None else self._in_format(at)

    def limits(self) -> tuple[datetime | None, datetime | None]:
        """Earliest and latest date that may be chosen, now."""
        return self._limit(self.control.date.minimum), self._limit(self.control.date.maximum)

    def check(self, posted: object) -> None:
        """The text must be a date, within the limits, on a day that is open."""
        if self.is_unchanged(posted):
            return
        at = self._read(str(posted))
        if at is None:
            example = self._in_format(self.context.now)
            raise ValidationError(_("Enter a date such as %(date)s.") % {"date": example})
        self._check_limits(at)
        self._check_day(at)

    def write(self, posted: object) -> Written:
        """The date as the case holds it, its text in the control's format beside it."""
        at = self._read(str(posted)) if posted else None
        if at is None:
            return Written(str(posted), str(posted))
        return Written(dates.to_hold(at, self.context.zone), self._in_format(at))

    def _present(self) -> datetime | None:
        spec = self.control.date
        at = dates.held(self.stored.value, spec.format, self.context.zone)
        if at is not None or self.stored.held or self.stored.value:
            return at
        return self._limit(spec.default) or (self.context.now if spec.use_current else None)

    def _read(self, words: str) -> datetime | None:
        day = self._present() or self.context.now
        return dates.from_input(words, self.control.date.format, day)

    def _limit(self, written: str) -> datetime | None:
        spec, context = self.control.date, self.context
        return dates.limit(written, context.look_up, spec.format, context.zone)

    def _in_format(self, at: datetime) -> str:
        return moment.show(at, self.control.date.format)

    def _check_limits(self, at: datetime) -> None:
        if moment.input_type(self.control.date.format) == "time":
            return
        by_day = not moment.has_time(self.control.date.format)
        earliest, latest = (
            limit.replace(hour=0, minute=0, second=0) if limit and by_day else limit
            for limit in self.limits()
        )
        if earliest and at < earliest:
            raise ValidationError(
                _("This must be %(date)s or later.") % {"date": self._in_format(earliest)}
            )
        if latest and at > latest:
            raise ValidationError(
                _("This must be %(date)s or earlier.") % {"date": self._in_format(latest)}
            )

    def _check_day(self, at: datetime) -> None:
        spec = self.control.date
        closed = (dates.held(day, spec.format, None) for day in spec.disabled_dates)
        is_closed = any(day and day.date() == at.date() for day in closed)
        if is_closed or at.isoweekday() % 7 in spec.disabled_weekdays:
            raise ValidationError(_("This day cannot be chosen."))
