"""Which cases a bulk operation is about: read from a query or a form, and carried along by it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.decorators import require
from accounts.people import SignedInRequest
from cases.access import optional
from cases.jobs.creation import case_numbers
from cases.jobs.wording import list_text, numbers_text, rows_text
from cases.lists.display import FILTER_LABELS, filter_words
from cases.lists.filters import known_names
from cases.lists.loading import make_plan, usable_filters
from cases.lists.local import filter_rows
from cases.lists.screens import BY_NAME
from cases.lists.state import ListState, read_state
from processmaker.case_lists import CaseList, ListQuery, fetch_page, support
from processmaker.models import Case, CasePage, CaseRow
from processmaker.parallel import gather

SAMPLE: Final = 200
"""Rows of a list that are looked at for what the operation can be given."""
READ_AT_MOST: Final = 12
"""Cases that are read for it where there is no list."""
MOST_ROWS: Final = 2_000
TICKED: Final = re.compile(r"([0-9a-f]{32})/(\d{1,6})")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Chosen:
    """The chosen cases.

    ``selection`` is what the job stores (`cases.jobs.selection`), ``carried`` what forms carry
    along, ``title`` says it in words. ``url`` is a link with the same choice, where there is one.
    ``count`` is None where nobody knows it yet: the plan counts.
    """

    selection: dict[str, Any]
    carried: Pairs
    title: str
    count: int | None
    sample: "Sample"
    url: str = ""


@dataclass(frozen=True)
class Sample:
    """Some of the chosen cases, read when an operation has to know their processes or tasks."""

    request: SignedInRequest
    known: Sequence[CaseRow] = ()
    app_uids: Sequence[str] = ()
    numbers: Sequence[int] = ()

    @cached_property
    def rows(self) -> list[CaseRow]:
        if self.known:
            return list(self.known)
        uids = [*self.app_uids, *self._found()][:READ_AT_MOST]
        pm = self.request.pm
        answers = gather(**{uid: lambda uid=uid: pm.cases.get(uid) for uid in uids})
        cases: list[Case | None] = [answers.get_or(uid, None) for uid in uids]
        return [
            CaseRow(
                app_uid=case.app_uid,
                del_index=task.del_index,
                number=case.number,
                process_uid=case.process_uid,
                task_uid=task.task_uid,
            )
            for case in cases
            if case is not None
            for task in case.current_tasks
        ]

    def _found(self) -> list[str]:
        """The uids of the first case numbers."""
        return [uid for number in self.numbers[:READ_AT_MOST] if (uid := self._uid(number))]

    def _uid(self, number: int) -> str:
        query = ListQuery(search=str(number), limit=100)
        me, pm = self.request.me, self.request.pm
        page = optional(lambda: fetch_page(pm, me.capabilities, CaseList.SEARCH, query))
        rows = page.rows if page else ()
        return next((row.app_uid for row in rows if row.number == number), "")


def read_chosen(request: SignedInRequest, data: QueryDict) -> Chosen | None:
    """What was chosen, or None where nothing was.

    Raises:
        ValidationError: case numbers cannot be read; the text says which line.
        PermissionDenied: the list is not for this person.
        ProcessMakerError: the list could not be read.
    """
    if "case" in data:
        return _of_rows(request, data.getlist("case"))
    numbers, name = data.get("numbers", ""), data.get("list", "")
    if numbers.strip():
        return of_numbers(request, numbers)
    if name in set(CaseList):
        return _of_list(request, CaseList(name), data)
    return None


def _of_rows(request: SignedInRequest, ticked: Sequence[str]) -> Chosen:
    found = [match for one in ticked if (match := TICKED.fullmatch(one))]
    if len(found) != len(ticked) or len(found) > MOST_ROWS:
        raise ValidationError(_("The ticked rows cannot be read. Go back to the list."))
    refs = [[match[1], int(match[2])] for match in found]
    return Chosen(
        selection={"kind": "rows", "refs": refs},
        carried=[("case", one) for one in ticked],
        title=rows_text(len(refs)),
        count=len(refs),
        sample=Sample(request, app_uids=list(dict.fromkeys(match[1] for match in found))),
    )


def of_numbers(request: SignedInRequest, text: str) -> Chosen:
    """The cases with these numbers; raises ValidationError where the text cannot be read."""
    numbers = case_numbers(text)
    return Chosen(
        selection={"kind": "numbers", "numbers": numbers},
        carried=[("numbers", ", ".join(map(str, numbers)))],
        title=numbers_text(len(numbers)),
        count=len(numbers),
        sample=Sample(request, numbers=numbers),
    )


def _of_list(request: SignedInRequest, name: CaseList, data: QueryDict) -> Chosen:
    screen, capabilities = BY_NAME[name], request.me.capabilities
    require(request, screen.permission)
    offered = support(capabilities, name)
    if offered.source is None:
        raise PermissionDenied(_("This ProcessMaker server does not have this list."))
    state, _ignored = read_state(data, usable_filters(screen, offered))
    plan = make_plan(screen, state, offered)
    query = {key: value for key, value in plan.query.items() if key not in ("sort", "descending")}
    page = fetch_page(request.pm, capabilities, name, ListQuery(**query, limit=SAMPLE))
    rows = filter_rows(page.rows, plan.filters, timezone.now())
    told = _told(request, name, state, rows)
    shown = [("list", name.value), *((key, str(value)) for key, value in state.filters.items())]
    return Chosen(
        selection={
            "kind": "list",
            "list": name.value,
            "query": {key: str(value) for key, value in query.items()},
            "filters": {key: str(value) for key, value in plan.filters.items()},
            "told": told,
        },
        carried=shown,
        title=list_text(name, told),
        count=_count(page, rows, bool(plan.filters)),
        sample=Sample(request, rows),
        url=reverse("cases:bulk") + _query(shown),
    )


def _count(page: CasePage, rows: Sequence[CaseRow], is_filtered_here: bool) -> int | None:
    if not page.has_more:
        return len(rows)
    return None if is_filtered_here or page.total_counts == "cases" else page.total


def _told(
    request: SignedInRequest, name: CaseList, state: ListState, rows: Sequence[CaseRow]
) -> str:
    """The filters in words: “Process: Purchase order, Due: Late”."""
    names = known_names(request.me.cache, name, rows)
    return ", ".join(
        f"{FILTER_LABELS[key]}: {filter_words(key, value, names)}"
        for key, value in state.filters.items()
    )


def _query(pairs: Pairs) -> str:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return f"?{query.urlencode()}"
