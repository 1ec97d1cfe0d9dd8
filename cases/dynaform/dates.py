"""Dates of datetime controls: as the case holds them, as a browser's input wants them."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from cases.dynaform import moment
from cases.dynaform.keys import as_text
from cases.dynaform.references import referred

STORED = "YYYY-MM-DD HH:mm:ss"
_ISO_FORMATS = (STORED, "YYYY-MM-DD HH:mm", "YYYY-MM-DD", "DD/MM/YYYY HH:mm:ss", "HH:mm:ss")


def held(value: object, pattern: str, zone: tzinfo | None) -> datetime | None:
    """The date a case holds, without zone: in the server's, or `zone` on multi-zone servers."""
    words = as_text(value).strip()
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        found = (moment.read(words, known) for known in (pattern, *_ISO_FORMATS))
        return next((at for at in found if at), None)
    if at.tzinfo is not None and zone is not None:
        at = at.astimezone(zone)
    return at.replace(tzinfo=None)


def to_hold(at: datetime, zone: tzinfo | None) -> str:
    """The text a case holds: plain, or ISO 8601 in UTC on servers with several time zones."""
    if zone is None:
        return moment.show(at, STORED)
    return at.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def for_input(at: datetime, pattern: str) -> str:
    """The value of the HTML input that fits the format."""
    seconds = ":%S" if moment.has_seconds(pattern) else ""
    match moment.input_type(pattern):
        case "date":
            return at.strftime("%Y-%m-%d")
        case "datetime-local":
            return at.strftime(f"%Y-%m-%dT%H:%M{seconds}")
        case "time":
            return at.strftime(f"%H:%M{seconds}")
    return moment.show(at, pattern)


def from_input(words: str, pattern: str, day: datetime) -> datetime | None:
    """The date that was typed or picked; a time alone is that of `day`."""
    if moment.input_type(pattern) == "time":
        at = next(
            (at for known in ("HH:mm:ss", "HH:mm", pattern) if (at := moment.read(words, known))),
            None,
        )
        return at and datetime.combine(day.date(), at.time())
    try:
        return datetime.fromisoformat(words.strip()).replace(tzinfo=None)
    except ValueError:
        return moment.read(words, pattern) or moment.read(words, STORED)


def limit(
    written: str, look_up: Callable[[str], object], pattern: str, zone: tzinfo | None
) -> datetime | None:
    """A minDate, maxDate or defaultDate: a fixed date, or that of a field or variable."""
    name = referred(written)
    value = look_up(name) if name else written
    return held(value, pattern, zone) if value else None
