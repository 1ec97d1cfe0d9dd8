"""Parts of a page that look the same again and again, drawn once for the same values.

Django's templates are most of the work of a page, and most of a page depends on very little.
A part is remembered in the process, not in Redis: reading it there would take as long as drawing.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import strip_spaces_between_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_PARTS: Final = 4096
"""At most some thirty megabytes for each process of the web server, with two thousand people."""


def draw_once(template: str, **values: Hashable) -> SafeString:
    """The template `template` with `values` and nothing else, without space between tags.

    It may not ask for the time, the time zone or the request: nothing but the values and the
    language tells one drawing from another.
    """
    return _draw(template, get_language(), tuple(values.items()))


@lru_cache(maxsize=MOST_PARTS)
def _draw(
    template: str, _language: str | None, values: tuple[tuple[str, Hashable], ...]
) -> SafeString:
    return SafeString(strip_spaces_between_tags(render_to_string(template, dict(values)).strip()))
