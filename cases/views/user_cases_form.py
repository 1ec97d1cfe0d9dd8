"""What can be chosen for the list of another person: every parameter of extraRest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.people import SignedInRequest
from cases.access import optional
from cases.lists import of_user
from cases.lists.filters import Choices, with_categories, with_processes
from cases.lists.source import Source
from processmaker.case_lists import CaseList
from processmaker.models import CaseRow

More = Callable[[Choices, Source], Choices]


@dataclass(frozen=True)
class Select:
    """A field of the form; ``usual`` is the word for the blank choice, if there may be one."""

    name: str
    label: str
    value: str
    choices: Mapping[str, str | Promise]
    usual: str = ""
    hint: str = ""


def selects_of(asked: of_user.Asked) -> list[Select]:
    """Which list."""
    return [
        Select("action", _("List"), asked.action, of_user.ACTIONS),
        Select("filter", _("Only"), asked.filter, of_user.FILTERS, _("All of them")),
    ]


def special_selects(asked: of_user.Asked) -> list[Select]:
    """What is seldom asked for."""
    status_hint = _("Used by advanced search and participated only.")
    any_status = _("Any status")
    return [
        Select("status", _("Status"), asked.status, of_user.STATUSES, any_status, status_hint),
        Select("sort", _("Sort by"), asked.sort, of_user.SORTS),
        Select("dir", _("Order"), asked.direction, of_user.DIRECTIONS),
        Select(
            "configuration",
            _("Columns of ProcessMaker’s case list"),
            asked.configuration,
            of_user.CONFIGURATIONS,
            _("As the server does"),
        ),
    ]


def designed_selects(
    request: SignedInRequest, asked: of_user.Asked, rows: Sequence[CaseRow]
) -> list[Select]:
    """Processes and categories: all of them where the role lets them be listed.

    Otherwise the processes of these rows. What the address names can always be seen.
    """
    me = request.me
    source = Source(request.pm, me.capabilities, me.cache, CaseList.SEARCH)
    here = {row.process_uid: row.process_title for row in rows if row.process_uid}
    processes = _listed(with_processes, source).processes or here
    categories = _listed(with_categories, source).categories
    found = [
        Select("process", _("Process"), asked.process, processes, _("Any process")),
        Select("category", _("Category"), asked.category, categories, _("Any category")),
    ]
    return [_with_value(select) for select in found if select.choices or select.value]


def _listed(more: More, source: Source) -> Choices:
    nothing = Choices({}, {})
    return optional(partial(more, nothing, source)) or nothing


def _with_value(select: Select) -> Select:
    if not select.value or select.value in select.choices:
        return select
    choices = {**select.choices, select.value: select.value}
    return Select(select.name, select.label, select.value, choices, select.usual)
