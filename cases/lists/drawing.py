"""Rows as markup, drawn once a minute: a list that is read again has few rows that changed.

Rows are two thirds of the work of a page. What is drawn depends on nothing but the row and its
`Look`, so it can be shared by pages, partials and refreshes, as the sides of the page are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_spaces_between_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cases.lists.rows import RowMaker
from cases.lists.screens import BY_NAME
from pmdash.web.date_styles import DateStyle, current_style
from pmdash.web.times import Clock
from processmaker.case_lists import CaseList
from processmaker.models import CaseRow

TEMPLATE: Final = "cases/lists/_row.html"
MOST_ROWS: Final = 4096
"""About six megabytes for each process of the web server."""


@dataclass(frozen=True)
class Look:
    """All that a drawn row depends on beside the case.

    `selects` says whether rows can be selected. Dates are said as seen from `minute`, in a time
    zone, language and style.
    """

    list: CaseList
    my_uid: str
    selects: bool
    minute: datetime
    zone: str = field(default_factory=timezone.get_current_timezone_name)
    language: str | None = field(default_factory=get_language)
    style: DateStyle = field(default_factory=current_style)


def draw_rows(rows: Iterable[CaseRow], look: Look) -> list[SafeString]:
    """The `<tr>` of each row. Whoever calls it has the zone, language and style of `look`."""
    return [_draw(row, look) for row in rows]


@lru_cache(maxsize=MOST_ROWS)
def _draw(row: CaseRow, look: Look) -> SafeString:
    shows = BY_NAME[look.list].shows
    context = {"row": _maker(look).row(row), "shows": shows, "selects": look.selects}
    return SafeString(strip_spaces_between_tags(render_to_string(TEMPLATE, context)).strip())


@lru_cache(maxsize=64)
def _maker(look: Look) -> RowMaker:
    return RowMaker(BY_NAME[look.list], look.my_uid, Clock(look.minute))
