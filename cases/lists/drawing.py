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
MOST_LOOKS: Final = 256
"""More than so many rows are of."""


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


@dataclass(frozen=True, eq=False)
class _Drawer:
    """Makes and draws the rows of one look.

    It equals nothing but itself: so a drawn row is found by where its drawer is, and the values
    of a look are compared once for a page and not for each row.
    """

    look: Look
    maker: RowMaker


def draw_rows(rows: Iterable[CaseRow], look: Look) -> SafeString:
    """The `<tr>` of each row. Whoever calls it has the zone, language and style of `look`."""
    drawer = _drawer(look)
    return SafeString("".join([_draw(row, drawer) for row in rows]))


@lru_cache(maxsize=MOST_ROWS)
def _draw(row: CaseRow, drawer: _Drawer) -> SafeString:
    look = drawer.look
    shows = BY_NAME[look.list].shows
    context = {"row": drawer.maker.row(row), "shows": shows, "selects": look.selects}
    return SafeString(strip_spaces_between_tags(render_to_string(TEMPLATE, context)).strip())


@lru_cache(maxsize=MOST_LOOKS)
def _drawer(look: Look) -> _Drawer:
    return _Drawer(look, RowMaker(BY_NAME[look.list], look.my_uid, Clock(look.minute)))
