"""Filters of the case page."""

from datetime import timedelta

from django import template

from pmdash.web import times

register = template.Library()


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time in its largest unit, such as “3 h”; empty for None."""
    return "" if length is None else times.span_text(length)
