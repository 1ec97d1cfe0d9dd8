"""Rows as the table shows them: worked out once here, so that the template only prints.

A row is a dictionary because Django templates look there first, and its fragments are ready
markup: 25 rows of objects with filters take three times as long to draw.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final, TypedDict

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.lists.local import is_open
from cases.lists.screens import ListScreen
from cases.states import HIGH, PRIORITIES, State, state_of
from pmdash.web.gauge import draw_gauge
from pmdash.web.icons import icon
from pmdash.web.names import initials
from pmdash.web.times import Clock
from processmaker.models import CaseRow

UID: Final = re.compile(r"[0-9a-f]{32}")
EDGES: Final = {"late": "is-late", "risk": "is-risk"}
NOTHING: Final = SafeString("")


class Row(TypedDict):
    """The cells of one row; blank where there is nothing to say.

    Texts of ProcessMaker are plain strings, which the template escapes. What is safe is ours:
    fragments, numbers and uids that have been checked.
    """

    uid: SafeString
    index: SafeString
    classes: SafeString
    number: SafeString
    select_label: str
    actions_label: str
    actions_url: SafeString
    url: SafeString
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

    def __init__(self, screen: ListScreen, my_uid: str, clock: Clock) -> None:
        self._my_uid = my_uid
        self._clock = clock
        self._list = screen.name.value
        self._cases_url = screen.url.removesuffix(f"{self._list}/")
        self._marks_unread = screen.marks_unread
        self._tags: dict[State, SafeString] = {}
        self._unread = format_html('<span class="vh">{} </span>', _("Unread,"))
        self._select_label = _("Select case %(number)s")
        self._actions_label = _("Actions on case %(number)s")

    def rows(self, rows: Iterable[CaseRow]) -> list[Row]:
        return [self.row(row) for row in rows]

    def row(self, row: CaseRow) -> Row:
        tone = self._clock.due_tone(row.due_at, row.risk_at) if is_open(row) else ""
        uid = row.app_uid if UID.fullmatch(row.app_uid) else ""
        path = f"{self._cases_url}{uid}/{row.del_index}/?list={self._list}"
        unread = row.unread and self._marks_unread
        return Row(
            uid=SafeString(uid),
            index=SafeString(row.del_index),
            classes=SafeString(f"{EDGES.get(tone, '')} {'unread' if unread else ''}".strip()),
            number=SafeString(f"{self._unread if unread else ''}{row.number}{_flag(row.priority)}"),
            select_label=self._select_label % {"number": row.number},
            actions_label=self._actions_label % {"number": row.number},
            actions_url=SafeString(
                f"{self._cases_url}{uid}/{row.del_index}/do/?list={self._list}" if uid else ""
            ),
            url=SafeString(path if uid else ""),
            title=row.title.strip() or f"# {row.number}",
            task=row.task_title,
            process=row.process_title,
            sender=row.previous_user_name,
            person=row.user_name,
            initials=initials(row.user_name),
            mine=row.user_uid == self._my_uid,
            status=self._tag(state_of(row.status, row.paused)),
            due=self._due(row, tone),
            updated=self._past(row),
        )

    def _tag(self, state: State) -> SafeString:
        """One tag for each state of the page, not for each row."""
        if state not in self._tags:
            tag = format_html('<span class="tag {}">{}</span>', state.tone, state.label)
            self._tags[state] = tag
        return self._tags[state]

    def _due(self, row: CaseRow, tone: str) -> SafeString:
        """What waits says until when; what is over says since when."""
        if not (is_open(row) or row.paused):
            return self._since(row.finished_at or row.updated_at)
        if row.due_at is None:
            return NOTHING
        return self._paused(row.due_at) if row.paused else self._waiting(row, row.due_at, tone)

    def _waiting(self, row: CaseRow, due: datetime, tone: str) -> SafeString:
        clock = self._clock
        gauge = draw_gauge(row.delegated_at, due, clock.now)
        when = clock.time_tag(due, clock.due_text(due, at_risk=tone == "risk"))
        css = f"due {tone}".strip()
        return SafeString(f'<span class="{css}">{gauge}{when}</span>')

    def _paused(self, due: datetime) -> SafeString:
        """A paused task is not late, so its due date is only a date."""
        clock = self._clock
        text = clock.past_text(due) if due < clock.now else clock.due_text(due)
        return SafeString(f'<span class="dim">{clock.time_tag(due, text)}</span>')

    def _since(self, closed: datetime | None) -> SafeString:
        if closed is None:
            return NOTHING
        when = self._clock.time_tag(closed, self._clock.closed_text(closed))
        return SafeString(f'<span class="dim">{when}</span>')

    def _past(self, row: CaseRow) -> SafeString:
        moment = row.updated_at or row.delegated_at
        if moment is None:
            return NOTHING
        return self._clock.time_tag(moment, self._clock.past_text(moment))


def _flag(priority: int) -> SafeString:
    if priority < HIGH:
        return NOTHING
    return icon("chevrons-up", label=str(PRIORITIES[min(priority, 5)]), extra="flag")
