"""The gauge beside a due date: how much of the allotted time is used."""

from datetime import datetime

WIDTH = 44.0
TICK = 33.0
LEAST = 2.0


def gauge_width(start: datetime | None, due: datetime | None, now: datetime) -> str:
    """Length of the fill in units of the drawing (44 wide, the due date at 33); "" if unknown."""
    if start is None or due is None or due <= start:
        return ""
    used = (now - start) / (due - start)
    return f"{min(WIDTH, max(LEAST, TICK * used)):.3g}"
