"""The server's clock: its time zone and how it writes dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DATE_TIME = "%Y-%m-%d %H:%M:%S"

WORK_BEGINS = time(9)
WORK_HOURS = 8
RISK_SHARE = 0.8


class Clock:
    """Tells the time of one server; ``at`` sets it while cases are seeded."""

    def __init__(self, zone: str, *, utc: bool = False) -> None:
        self.zone = ZoneInfo(zone)
        self.utc = utc
        self._set: datetime | None = None

    def now(self) -> datetime:
        return self._set or datetime.now(UTC)

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Inside, it is ``moment`` (aware)."""
        before, self._set = self._set, moment.astimezone(UTC)
        try:
            yield
        finally:
            self._set = before

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def plain(self, moment: datetime) -> str:
        """``YYYY-MM-DD HH:MM:SS`` in the server's zone, without offset."""
        return moment.astimezone(self.zone).strftime(DATE_TIME)

    def stored(self, moment: datetime) -> str:
        """As the database holds it: UTC when the server runs with UTC dates."""
        return moment.astimezone(UTC if self.utc else self.zone).strftime(DATE_TIME)

    def shown(self, moment: datetime) -> str:
        """As lists and cases show it: ISO 8601 with offset when dates are UTC."""
        if self.utc:
            return moment.astimezone(self.zone).isoformat(timespec="seconds")
        return self.plain(moment)

    def iso_from_utc(self, text: str) -> str:
        """A ``YYYY-MM-DD HH:MM:SS`` taken as UTC in ISO 8601; any other text as it is."""
        try:
            moment = datetime.strptime(text, DATE_TIME).replace(tzinfo=UTC)
        except ValueError:
            return text
        return self.shown(moment)

    def parse(self, text: str) -> datetime | None:
        """A date with or without time in the server's zone; ``None`` when it is neither."""
        try:
            return datetime.fromisoformat(text).replace(tzinfo=self.zone).astimezone(UTC)
        except ValueError:
            return None

    def due_after(self, start: datetime, amount: float, unit: str, *, calendar: bool) -> datetime:
        """The due date: in calendar days, else in working hours (Mon–Fri, 9 to 17)."""
        hours = {"DAYS": 24.0 if calendar else WORK_HOURS, "HOURS": 1.0, "MINUTES": 1 / 60}[unit]
        if calendar:
            return start + timedelta(hours=amount * hours)
        return self._add_work(start, timedelta(hours=amount * hours))

    def _add_work(self, start: datetime, work: timedelta) -> datetime:
        moment = start.astimezone(self.zone)
        while True:
            begins, ends = _working_day(self.zone, moment.date())
            moment = max(moment, begins)
            if moment.weekday() < 5 and moment < ends:
                if moment + work <= ends:
                    return (moment + work).astimezone(UTC)
                work -= ends - moment
            moment = _working_day(self.zone, moment.date() + timedelta(days=1))[0]


@lru_cache(maxsize=4096)
def _working_day(zone: ZoneInfo, day: date) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, WORK_BEGINS, tzinfo=zone)
    return begins, begins + timedelta(hours=WORK_HOURS)
