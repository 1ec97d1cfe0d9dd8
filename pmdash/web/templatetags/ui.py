"""Template tags of the user interface: icons, dates, the gauge, links that keep the query."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pmdash.web import times
from pmdash.web.gauge import gauge_width

register = template.Library()


@register.simple_tag
def icon(name: str, *, label: str = "", extra: str = "") -> SafeString:
    """An icon of the sprite. With `label` it is an image of that name, else it is decoration."""
    classes = f"i {extra}".rstrip()
    if not label:
        return _decoration(name, classes)
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>',
        classes, label, _sprite(), name,
    )  # fmt: skip


@register.filter
def when(moment: datetime | None) -> str:
    """A past moment as `<time>`, the exact one in its title; empty for None."""
    if moment is None:
        return ""
    return _time(moment, times.past_text(moment, timezone.now()))


@register.filter
def due_text(due: datetime | None) -> str:
    """A due date as `<time>`, the exact one in its title; empty for None."""
    if due is None:
        return ""
    return _time(due, times.due_text(due, timezone.now()))


@register.filter
def due_tone(due: datetime | None, risk: datetime | None = None) -> str:
    """The tone class of a due date: `late`, `risk`, `today`, or empty."""
    return times.due_tone(due, risk, timezone.now())


@register.simple_tag
def gauge(start: datetime | None, due: datetime | None) -> SafeString:
    """The share of the allotted time that has passed; its tick is the due date."""
    width = gauge_width(start, due, timezone.now())
    if not width:
        return SafeString("")
    return format_html(
        '<svg class="g" viewBox="0 0 44 10" aria-hidden="true">'
        '<rect class="t" y="4" width="44" height="2"/><rect y="3" width="{}" height="4"/>'
        '<rect class="m" x="33" width="1" height="10"/></svg>',
        width,
    )


@register.filter
def initials(name: str) -> str:
    """The first letters of the first and last word of a name: “Wendy Marsh” → “WM”."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: str | int | None) -> str:
    """The query of this request with some values changed; None or "" takes a value away."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _time(moment: datetime, text: str) -> SafeString:
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"), times.exact_text(moment), text,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("icons.svg")


@lru_cache(maxsize=512)
def _decoration(name: str, classes: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, _sprite(), name
    )
