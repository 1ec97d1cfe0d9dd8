"""The choices that a list can be filtered by: what its own rows hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.lists.display import CHOICES, FILTER_LABELS, orders
from cases.lists.loading import WINDOW
from cases.lists.screens import ListScreen
from cases.lists.source import Source
from cases.lists.state import PARAMETERS, SIZES, ListState
from cases.states import STATES
from pmdash.web.cache import UserCache
from processmaker.case_lists import CaseList, ListQuery
from processmaker.models import CaseRow

SECONDS_FRESH: Final = 300
DATES: Final = ("from", "to")
CATEGORIES: Final = "choices:categories"
PROCESSES: Final = "choices:processes"
Pairs = list[tuple[str, str | Promise]]


class Choices(msgspec.Struct, frozen=True):
    """Titles by uid, sorted by title: what is among the first rows of a list."""

    processes: dict[str, str]
    people: dict[str, str]
    tasks: dict[str, str] = {}
    categories: dict[str, str] = {}

    @property
    def names(self) -> dict[str, str]:
        return self.processes | self.people | self.tasks | self.categories


@dataclass(frozen=True)
class Field:
    """One field of the form: a select where it has `choices`, else a date.

    `usual` is the word for the blank choice.
    """

    name: str
    label: str | Promise
    value: str
    choices: Pairs
    usual: str


def choices_of(source: Source) -> Choices:
    """What the list can be filtered by, at most five minutes old; raises ProcessMakerError."""

    def load() -> Choices:
        return _collect(source.ask(ListQuery(start=0, limit=WINDOW)).rows)

    return source.cache.fetch(_key(source.name), Choices, load, seconds=SECONDS_FRESH).value


def with_categories(choices: Choices, source: Source) -> Choices:
    """The same with the categories of processes; raises ProcessMakerError.

    ``GET /project/categories`` needs PM_SETUP_PROCESS_CATEGORIES. ``/home/categories`` is open to
    all, but tells numbers in place of the uids that the lists ask for.
    """

    def load() -> Choices:
        found = {one.uid: one.name for one in source.client.projects.categories() if one.uid}
        return Choices({}, {}, categories=_by_title(found))

    read = source.cache.fetch(CATEGORIES, Choices, load, seconds=SECONDS_FRESH)
    return msgspec.structs.replace(choices, categories=read.value.categories)


def with_processes(choices: Choices, source: Source) -> Choices:
    """The same with all processes of the server; raises ProcessMakerError without PM_FACTORY."""

    def load() -> Choices:
        found = {one.uid: one.title for one in source.client.projects.all() if one.uid}
        return Choices(_by_title(found), {})

    read = source.cache.fetch(PROCESSES, Choices, load, seconds=SECONDS_FRESH)
    return msgspec.structs.replace(choices, processes=read.value.processes)


def known_names(cache: UserCache, name: CaseList, rows: Iterable[CaseRow]) -> dict[str, str]:
    """Titles by uid without asking ProcessMaker: from these rows and from earlier choices."""
    names: dict[str, str] = {}
    for key in (_key(name), CATEGORIES):
        earlier = cache.get(key, Choices)
        names |= earlier.value.names if earlier else {}
    return names | _collect(rows).names


def fields(
    screen: ListScreen, state: ListState, usable: frozenset[str], choices: Choices
) -> list[Field]:
    """The fields of the form, in their order: the filters that the list can apply, order, rows."""
    offered: dict[str, Pairs] = {
        "process": list(choices.processes.items()),
        "task": list(choices.tasks.items()),
        "category": list(choices.categories.items()),
        "user": list(choices.people.items()),
        "from": [],
        "to": [],
        "status": [(status.value, known.label) for status, known in STATES.items()],
        "due": [(name, CHOICES[name]) for name in ("late", "risk", "today", "week", "ok")],
        "read": [(name, CHOICES[name]) for name in ("unread", "read")],
    }
    filters = [
        Field(name, FILTER_LABELS[name], _value(state, name), values, _("Any"))
        for name, values in offered.items()
        if name in usable and (values or name in DATES)
    ]
    return [*filters, _order(screen, state), _size(state)]


def _order(screen: ListScreen, state: ListState) -> Field:
    """The orders: phones have no headings to choose them by, and two orders have no column."""
    return Field("sort", _("Order"), state.sort, list(orders(screen).items()), _("As usual"))


def _size(state: ListState) -> Field:
    sizes: Pairs = [(str(size), str(size)) for size in SIZES]
    return Field("size", _("Rows on a page"), _value(state, "size"), sizes, _("As usual"))


def _value(state: ListState, name: str) -> str:
    return str(getattr(state, PARAMETERS[name]) or "")


def _collect(rows: Iterable[CaseRow]) -> Choices:
    processes, people, tasks = {}, {}, {}
    for row in rows:
        if row.process_uid:
            processes[row.process_uid] = row.process_title or _("Process without a title")
        if row.user_uid:
            people[row.user_uid] = row.user_name or _("Person without a name")
        if row.task_uid:
            tasks[row.task_uid] = row.task_title or _("Task without a title")
    return Choices(_by_title(processes), _by_title(people), _by_title(tasks))


def _by_title(titles: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(titles.items(), key=lambda pair: pair[1].casefold()))


def _key(name: CaseList) -> str:
    return f"choices:{name.value}"
