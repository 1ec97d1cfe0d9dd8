"""Rows as the table shows them: worked out once here, so that the template only prints.

A row is a dictionary because Django templates look there first, and its fragments are ready
markup: 25 rows of objects with filters take three times as long to draw.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, TypedDict

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.lists.local import is_open
from cases.states import HIGH, PRIORITIES, State, state_of
from pmdash.web.gauge import draw_gauge
from pmdash.web.icons import icon
from pmdash.web.names import initials
from pmdash.web.times import Clock
from processmaker.case_lists import CaseList
from processmaker.models import CaseRow

UID: Final = re.compile(r"[0-9a-f]{32}")
EDGES: Final = {"late": "is-late", "risk": "is-risk"}
NOTHING: Final = SafeString("")


class Row(TypedDict):
    """The cells of one row; blank where there is nothing to say.

    Texts of ProcessMaker are plain and escaped by the template; the fragments are ours.
    """

    uid: str
    index: str
    classes: str
    unread: SafeString
    number: str
    flag: SafeString
    url: str
    title: str
    task: str
    process: str
    sender: str
    person: str
    initials: str
    mine: bool
    status: SafeString
    due: SafeString
    updated: SafeString


class RowMaker:
    """Makes the rows of one page for one person at one moment."""

    def __init__(self, name: CaseList, my_uid: str, clock: Clock) -> None:
        self._my_uid = my_uid
        self._clock = clock
        self._list = name.value
        self._unread = format_html('<span class="vh">{} </span>', _("Unread,"))

    def rows(self, rows: Iterable[CaseRow]) -> list[Row]:
        return [self._row(row) for row in rows]

    def _row(self, row: CaseRow) -> Row:
        tone = self._clock.due_tone(row.due_at, row.risk_at) if is_open(row) else ""
        edge = EDGES.get(tone, "")
        return Row(
            uid=row.app_uid,
            index=str(row.del_index),
            classes=f"{edge} unread".lstrip() if row.unread else edge,
            unread=self._unread if row.unread else NOTHING,
            number=str(row.number),
            flag=_flag(row.priority),
            url=self._url(row),
            title=row.title.strip() or f"# {row.number}",
            task=row.task_title,
            process=row.process_title,
            sender=row.previous_user_name,
            person=row.user_name,
            initials=initials(row.user_name),
            mine=row.user_uid == self._my_uid,
            status=_tag(state_of(row.status, row.paused)),
            due=self._due(row, tone),
            updated=self._past(row),
        )

    def _url(self, row: CaseRow) -> str:
        """The case page; blank where the uid is not one, so that nothing foreign is linked."""
        if not UID.fullmatch(row.app_uid):
            return ""
        return f"{_cases_url()}{row.app_uid}/{row.del_index}/?list={self._list}"

    def _due(self, row: CaseRow, tone: str) -> SafeString:
        """What waits says until when, with a gauge; what is over says since when."""
        if not (is_open(row) or row.paused):
            return self._since(row)
        if row.due_at is None:
            return NOTHING
        clock = self._clock
        text = clock.due_text(row.due_at, at_risk=tone == "risk")
        gauge = NOTHING if row.paused else draw_gauge(row.delegated_at, row.due_at, clock.now)
        return format_html(DUE, tone, gauge, clock.time_tag(row.due_at, text))

    def _since(self, row: CaseRow) -> SafeString:
        closed = row.finished_at or row.updated_at
        if closed is None:
            return NOTHING
        when = self._clock.time_tag(closed, self._clock.closed_text(closed))
        return format_html('<span class="dim">{}</span>', when)

    def _past(self, row: CaseRow) -> SafeString:
        moment = row.updated_at or row.delegated_at
        if moment is None:
            return NOTHING
        return self._clock.time_tag(moment, self._clock.past_text(moment))


DUE: Final = '<span class="due {}">{}{}</span>'


def _flag(priority: int) -> SafeString:
    if priority < HIGH:
        return NOTHING
    return icon("chevrons-up", label=str(PRIORITIES[min(priority, 5)]), extra="flag")


def _tag(state: State) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', state.tone, state.label)


@cache
def _cases_url() -> str:
    """The address under which cases lie: that of a list without its last part."""
    return reverse("cases:list", kwargs={"name": CaseList.INBOX}).removesuffix("inbox/")
