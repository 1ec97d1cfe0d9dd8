"""Template tags of the user interface: icons, dates, links that keep the query."""

from datetime import datetime

from django import template
from django.http import HttpRequest

from pmdash.web.date_styles import plain_day, plain_moment
from pmdash.web.drawing import draw_once
from pmdash.web.icons import icon
from pmdash.web.names import initials, role_title
from pmdash.web.times import Clock

register = template.Library()
register.filter("initials", initials)
register.filter("role_title", role_title)
register.simple_tag(icon)
register.simple_tag(draw_once)


@register.filter
def when(moment: datetime | None) -> str:
    """A past moment as `<time>`, the exact one in its title; empty for None."""
    if moment is None:
        return ""
    clock = Clock()
    return clock.time_tag(moment, clock.past_text(moment))


register.filter("day", plain_day, expects_localtime=True)
register.filter("moment", plain_moment, expects_localtime=True)


@register.filter
def due_text(due: datetime | None) -> str:
    """A due date as `<time>`, the exact one in its title; empty for None."""
    if due is None:
        return ""
    clock = Clock()
    return clock.time_tag(due, clock.due_text(due))


@register.filter
def due_tone(due: datetime | None, risk: datetime | None = None) -> str:
    """The tone class of a due date: `late`, `risk`, `today`, or empty."""
    return Clock().due_tone(due, risk)


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
