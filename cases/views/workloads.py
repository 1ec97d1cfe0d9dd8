"""How much people have to do, as far as this server tells this person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.people import SignedInRequest
from cases.access import ALL_CASES, optional
from cases.forms.people import Offered, Person
from processmaker.case_lists import LARGEST_PAGE, CaseList, ListQuery, fetch_page, support
from processmaker.models import CaseStatus
from processmaker.parallel import gather

ONE_BY_ONE: Final = 20
"""People whose open cases are asked for by a call each; of more, a list of all is counted."""

UNKNOWN: Final = _("How many cases wait for each is not known: ProcessMaker does not tell you.")
SUPERVISED: Final = _("Open: of the cases that you supervise.")


@dataclass(frozen=True)
class Workloads:
    """How many open cases people have, by uid; None where it is not known. ``note`` says so."""

    counts: Counter[str] | None
    note: str | Promise = ""

    def of(self, uid: str) -> int | None:
        return None if self.counts is None else self.counts[uid]


def offer_people(request: SignedInRequest, names: Iterable[tuple[str, str]]) -> Offered:
    """These people (uid and name), whoever has the fewest open cases first."""
    by_uid = dict(names)
    loads = read_workloads(request, list(by_uid))
    people = [Person(uid, name, loads.of(uid)) for uid, name in by_uid.items()]
    people.sort(key=lambda person: (person.open or 0, person.name.casefold()))
    return Offered([(person.uid, person) for person in people], str(loads.note) if people else "")


def read_workloads(request: SignedInRequest, uids: Sequence[str]) -> Workloads:
    """What waits for each of these people; nothing here fails, it is only not known."""
    me = request.me
    if me.can(ALL_CASES) and me.capabilities.extrarest and len(uids) <= ONE_BY_ONE:
        counts = _one_by_one(request, uids)
    else:
        counts = _counted(request, CaseList.SEARCH) if me.can(ALL_CASES) else None
    if counts is not None:
        return Workloads(counts)
    supervised = _counted(request, CaseList.REVIEW) if me.can("PM_SUPERVISOR") else None
    return Workloads(supervised, UNKNOWN if supervised is None else SUPERVISED)


def _one_by_one(request: SignedInRequest, uids: Sequence[str]) -> Counter[str] | None:
    """The totals that extraRest tells; None unless it tells all."""
    ask = partial(request.pm.extrarest.user_cases, "todo", {"start": 0, "limit": 1, "paged": 1})
    answers = gather(**{uid: partial(ask, user_uid=uid) for uid in uids})
    totals = {uid: answers.result(uid).total for uid in uids if uid not in answers.errors}
    known = {uid: total for uid, total in totals.items() if total is not None}
    return Counter(known) if len(known) == len(uids) else None


def _counted(request: SignedInRequest, name: CaseList) -> Counter[str] | None:
    """The open tasks of a list by holder; None where it is longer than a page, or names no uids."""
    if support(request.me.capabilities, name).source is None:
        return None
    status = CaseStatus.TO_DO.value if name is CaseList.SEARCH else ""
    query = ListQuery(status=status, limit=LARGEST_PAGE)
    page = optional(lambda: fetch_page(request.pm, request.me.capabilities, name, query))
    if page is None or page.has_more:
        return None
    held = [row for row in page.rows if not row.paused and row.finished_at is None]
    if any(row.user_name and not row.user_uid for row in held):
        return None
    return Counter(row.user_uid for row in held if row.user_uid)
