"""The gauge beside a due date: how much of the allotted time is used."""

from datetime import datetime
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

LENGTH = 44
TICK = 33
LEAST = 2


def draw_gauge(start: datetime | None, due: datetime | None, now: datetime) -> SafeString:
    """An SVG whose fill is the share of the time from `start` to `due` that has passed.

    The tick stands at the due date. Nothing is drawn where one of the dates is not known.
    """
    if start is None or due is None or due <= start:
        return SafeString("")
    used = TICK * ((now - start) / (due - start))
    return _draw(round(min(LENGTH, max(LEAST, used))))


@lru_cache(maxsize=LENGTH)
def _draw(fill: int) -> SafeString:
    return format_html(
        '<svg class="g" viewBox="0 0 44 10" aria-hidden="true">'
        '<rect class="t" y="4" width="44" height="2"/><rect y="3" width="{}" height="4"/>'
        '<rect class="m" x="33" width="1" height="10"/></svg>',
        fill,
    )
