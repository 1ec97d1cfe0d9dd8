"""The data tab."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase, optional
from cases.case_page.data import paged, raw_text, read_data
from cases.case_page.fields import Form, read_form
from cases.case_page.header import CaseHeader, people_of
from pmdash.web.paging import page_asked_for
from processmaker.errors import Forbidden
from processmaker.parallel import gather

FORMS_LIVE = 15 * 60
MOST_FORMS = 12


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    return {"variables": lambda: request.pm.variables.get_all(app_uid)}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """The variables under the labels of the process's forms; as JSON with `raw=1`."""
    forms = _forms(request, opened.case.process_uid)
    variables = _variables(request, opened, forms)
    if variables is None:
        return {"refused": True}
    if request.GET.get("raw") == "1":
        return {"raw": raw_text(variables)}
    data = read_data(variables, forms or (), people_of(opened.case, opened.known_tasks))
    grid, page = request.GET.get("grid", ""), page_asked_for(request)
    return {"data": paged(data, grid, page), "labels_missing": forms is None}


def _variables(
    request: SignedInRequest, opened: OpenedCase, forms: Sequence[Form] | None
) -> Mapping[str, Any] | None:
    """All variables or, for a supervisor, those on the forms that ProcessMaker opens to them.

    None where it opens none; where the forms are not known, the refusal itself is raised.
    """
    try:
        found: Mapping[str, Any] = opened.beside.result("variables")
    except Forbidden:
        if forms is None:
            raise
        return _on_forms(request, opened.case.app_uid, forms[:MOST_FORMS])
    return found


def _on_forms(
    request: SignedInRequest, app_uid: str, forms: Sequence[Form]
) -> Mapping[str, Any] | None:
    """The variables on `forms`, None if all are refused; raises what else goes wrong."""
    read = partial(request.pm.variables.get_all, app_uid)
    answers = gather(**{form.uid: partial(read, dynaform_uid=form.uid) for form in forms})
    for error in answers.errors.values():
        if not isinstance(error, Forbidden):
            raise error
    if len(answers) == len(answers.errors):
        return None
    merged: dict[str, Any] = {}
    for form in forms:
        merged |= answers.get_or(form.uid, {})
    return merged


def _forms(request: SignedInRequest, process_uid: str) -> tuple[Form, ...] | None:
    """The forms of a process; None where they cannot be read: the data then does without."""

    def load() -> tuple[Form, ...]:
        found = request.pm.light.dynaforms(process_uid)
        return tuple(read_form(form.title, form.content, form.uid) for form in found)

    cache = request.me.cache
    found = optional(
        lambda: cache.fetch(f"forms:{process_uid}", tuple[Form, ...], load, seconds=FORMS_LIVE)
    )
    return found.value if found else None
