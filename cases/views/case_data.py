"""The data tab."""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase, optional
from cases.case_page.data import paged, raw_text, read_data
from cases.case_page.fields import Form, read_form
from cases.case_page.header import CaseHeader
from cases.views.numbers import page_number
from pmdash.web.cache import UserCache

FORMS_LIVE = 15 * 60


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    return {"variables": lambda: request.pm.variables.get_all(app_uid)}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """The variables under the labels of the process's forms; as JSON with `raw=1`."""
    variables = opened.beside.result("variables")
    if request.GET.get("raw") == "1":
        return {"raw": raw_text(variables)}
    forms = read_forms(request, opened.case.process_uid)
    data = read_data(variables, forms or ())
    grid, page = request.GET.get("grid", ""), page_number(request)
    return {"data": paged(data, grid, page), "labels_missing": forms is None}


def read_forms(request: SignedInRequest, process_uid: str) -> tuple[Form, ...] | None:
    """The forms of a process; None where they cannot be read: the data then does without."""

    def load() -> tuple[Form, ...]:
        found = request.pm.light.dynaforms(process_uid)
        return tuple(
            read_form(str(form.get("formTitle", "")), form.get("formContent")) for form in found
        )

    cache = UserCache(request.me.cache_owner)
    found = optional(
        lambda: cache.fetch(f"forms:{process_uid}", tuple[Form, ...], load, seconds=FORMS_LIVE)
    )
    return found.value if found else None
