"""Addresses around a case: the list one came from, the tabs."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from cases.lists.screens import BY_NAME
from processmaker.case_lists import CaseList


class Link(NamedTuple):
    url: str
    label: str | Promise


def back_link(request: HttpRequest) -> Link:
    """The list that the query names; the inbox if it names none."""
    name = request.GET.get("list", "")
    screen = BY_NAME[CaseList(name) if name in set(CaseList) else CaseList.INBOX]
    return Link(reverse("cases:list", kwargs={"name": screen.name}), screen.label)


def tab_url(
    request: HttpRequest, app_uid: str, del_index: int | None, tab: str, **query: str
) -> str:
    """The address of a tab, with the list that one came from."""
    if del_index is None:
        url = reverse("cases:case-tab", kwargs={"app_uid": app_uid, "tab": tab})
    else:
        place = {"app_uid": app_uid, "del_index": del_index, "tab": tab}
        url = reverse("cases:case-at-tab", kwargs=place)
    return with_list(request, url, **query)


def with_list(request: HttpRequest, path: str, **query: str) -> str:
    """The path with the list that one came from and what else is given; blanks are left out."""
    name = request.GET.get("list", "")
    known = {"list": name if name in set(CaseList) else "", **query}
    given = urlencode({key: value for key, value in known.items() if value})
    return f"{path}?{given}" if given else path


def step_url(
    request: HttpRequest, app_uid: str, del_index: int, step_uid: str, **query: str
) -> str:
    """The address of a step in the form tab, with the list that one came from."""
    return tab_url(request, app_uid, del_index, "form", step=step_uid, **query)
