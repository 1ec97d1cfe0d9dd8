"""moment.js date formats in Python: show a date, read one, choose the browser's own input."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

_LOCALISED = {
    "LT": "h:mm A",
    "LTS": "h:mm:ss A",
    "L": "MM/DD/YYYY",
    "LL": "MMMM D, YYYY",
    "LLL": "MMMM D, YYYY h:mm A",
    "LLLL": "dddd, MMMM D, YYYY h:mm A",
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_TOKEN = re.compile(
    r"\[([^\]]*)\]|(LTS|LT|LLLL|LLL|LL|L)"
    r"|(YYYY|YY|MMMM|MMM|MM|M|DDDD|DD|Do|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a|ZZ|Z)"
)
_DATE_TOKENS = frozenset({"YYYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "Do", "D", "dddd", "ddd"})
_DAY_TOKENS = frozenset({"DD", "Do", "D"})
_TIME_TOKENS = frozenset({"HH", "H", "hh", "h", "mm", "m", "ss", "s"})
_SECOND_TOKENS = frozenset({"ss", "s"})


def _ordinal(number: int) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else suffix}"


_SHOW: Mapping[str, Callable[[datetime], str]] = {
    "YYYY": lambda at: f"{at.year:04}",
    "YY": lambda at: f"{at.year % 100:02}",
    "MMMM": lambda at: _MONTHS[at.month - 1],
    "MMM": lambda at: _MONTHS[at.month - 1][:3],
    "MM": lambda at: f"{at.month:02}",
    "M": lambda at: str(at.month),
    "DDDD": lambda at: f"{at.timetuple().tm_yday:03}",
    "DD": lambda at: f"{at.day:02}",
    "Do": lambda at: _ordinal(at.day),
    "D": lambda at: str(at.day),
    "dddd": lambda at: _DAYS[at.weekday()],
    "ddd": lambda at: _DAYS[at.weekday()][:3],
    "HH": lambda at: f"{at.hour:02}",
    "H": lambda at: str(at.hour),
    "hh": lambda at: f"{at.hour % 12 or 12:02}",
    "h": lambda at: str(at.hour % 12 or 12),
    "mm": lambda at: f"{at.minute:02}",
    "m": lambda at: str(at.minute),
    "ss": lambda at: f"{at.second:02}",
    "s": lambda at: str(at.second),
    "SSS": lambda at: f"{at.microsecond // 1000:03}",
    "A": lambda at: "AM" if at.hour < 12 else "PM",
    "a": lambda at: "am" if at.hour < 12 else "pm",
    "ZZ": lambda at: at.strftime("%z"),
    "Z": lambda at: at.isoformat()[-6:] if at.tzinfo else "",
}
_NUMBER = r"\d{1,2}"
_READ: Mapping[str, str] = {
    "YYYY": r"\d{4}",
    "YY": r"\d{2}",
    "MMMM": "|".join(_MONTHS),
    "MMM": "|".join(month[:3] for month in _MONTHS),
    "Do": r"\d{1,2}(?:st|nd|rd|th)",
    "dddd": "|".join(_DAYS),
    "ddd": "|".join(day[:3] for day in _DAYS),
    "DDDD": r"\d{3}",
    "SSS": r"\d{3}",
    "A": "AM|PM",
    "a": "am|pm",
    "Z": r"[+-]\d\d:\d\d",
    "ZZ": r"[+-]\d{4}",
}


def show(at: datetime, pattern: str) -> str:
    """The date in a moment.js format; letters that are no token stay as they are."""
    return "".join(_SHOW[token](at) if is_token else token for token, is_token in _parts(pattern))


def read(words: str, pattern: str) -> datetime | None:
    """The date that the text means in the format, or None if it does not fit.

    Parts the format leaves out are those of 1 January 1900, 00:00 (as in `datetime.strptime`).
    """
    tokens: list[str] = []
    expression = ""
    for token, is_token in _parts(pattern):
        expression += f"({_READ.get(token, _NUMBER)})" if is_token else re.escape(token)
        tokens += [token] if is_token else []
    found = re.fullmatch(expression, words.strip(), re.IGNORECASE)
    return _made(dict(zip(tokens, found.groups(), strict=True))) if found and tokens else None


def input_type(pattern: str) -> str:
    """The HTML input that fits: date, time, datetime-local, or text for other formats."""
    tokens = {token for token, is_token in _parts(pattern) if is_token}
    has_day = bool(tokens & _DAY_TOKENS)
    has_time = bool(tokens & _TIME_TOKENS)
    if tokens & _DATE_TOKENS and not has_day:
        return "text"
    if has_day:
        return "datetime-local" if has_time else "date"
    return "time" if has_time else "text"


def has_time(pattern: str) -> bool:
    """Whether the format shows a time of day."""
    return any(token in _TIME_TOKENS for token, is_token in _parts(pattern) if is_token)


def has_seconds(pattern: str) -> bool:
    """Whether the format shows seconds."""
    return any(token in _SECOND_TOKENS for token, is_token in _parts(pattern) if is_token)


def _parts(pattern: str) -> list[tuple[str, bool]]:
    pattern = re.sub(r"\[[^\]]*\]|LTS|LT|L{1,4}", lambda at: _LOCALISED.get(at[0], at[0]), pattern)
    parts: list[tuple[str, bool]] = []
    end = 0
    for found in _TOKEN.finditer(pattern):
        parts.append((pattern[end : found.start()], False))
        parts.append((found[3], True) if found[3] else (found[1] or "", False))
        end = found.end()
    parts.append((pattern[end:], False))
    return [part for part in parts if part[0]]


def _made(parts: Mapping[str, str]) -> datetime | None:
    def number(*names: str, default: int) -> int:
        digits = (re.sub(r"\D", "", parts[name]) for name in names if name in parts)
        return int(next(digits, default))

    hour = number("HH", "H", "hh", "h", default=0)
    half = (parts.get("A") or parts.get("a") or "").lower()
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    year = number("YYYY", default=0) or 2000 + number("YY", default=-100)
    try:
        return datetime(  # noqa: DTZ001 the format carries no zone; the caller knows it
            year,
            _month(parts) or number("MM", "M", default=1),
            number("DD", "Do", "D", default=1),
            hour,
            number("mm", "m", default=0),
            number("ss", "s", default=0),
        )
    except ValueError:
        return None


def _month(parts: Mapping[str, str]) -> int:
    word = (parts.get("MMMM") or parts.get("MMM") or "")[:3].title()
    return next((at for at, name in enumerate(_MONTHS, 1) if word and name[:3] == word), 0)
