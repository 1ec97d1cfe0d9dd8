"""Filters of the case page."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext

from pmdash.web import times

MINUTE = timedelta(minutes=1)
register = template.Library()


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time in its largest unit, such as “3 h” or “< 1 min”; empty for None."""
    if length is None:
        return ""
    return gettext("< 1 min") if length < MINUTE else times.span_text(length)
