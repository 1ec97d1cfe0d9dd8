"""Choices of a form's fields, asked from ProcessMaker for the person and the case."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_safe

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import CaseRefused, open_case, optional
from cases.converters import UidConverter
from cases.dynaform import DefinitionError, Option, OptionQuery
from cases.dynaform.definition import Control
from cases.dynaform.options import answer, asking
from cases.dynaform.parse import parse
from processmaker import Client

DEFINITION_LIVES = 15 * 60
MAY_OPEN_LIVES = 2 * 60

Answer = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class CaseOptions:
    """Answers questions by execute-query and -suggest; None where ProcessMaker cannot."""

    pm: Client
    process_uid: str
    dynaform_uid: str
    app_uid: str
    del_index: int

    def options(self, query: OptionQuery) -> Sequence[Option] | None:
        """All choices of a field."""
        return self._answer(self.pm.projects.execute_query, query, {})

    def suggest(self, query: OptionQuery) -> Sequence[Option] | None:
        """Choices with the searched words in their text."""
        search = {"filter": query.search, "start": 0, "limit": query.limit}
        return self._answer(self.pm.projects.execute_query_suggest, query, search)

    def _answer(
        self,
        ask: Callable[[str, str, Mapping[str, object]], Answer],
        query: OptionQuery,
        more: Mapping[str, object],
    ) -> list[Option] | None:
        grid = {"grid_name": query.grid_name} if query.grid_name else {}
        where = {"dyn_uid": self.dynaform_uid, "field_id": query.field_id, **grid}
        case = {"app_uid": self.app_uid, "del_index": self.del_index}
        question = {**query.parents, **where, **case, **more}
        rows = optional(lambda: ask(self.process_uid, query.field_id, question))
        return None if rows is None else [_option(row) for row in rows]


def _option(row: Mapping[str, object]) -> Option:
    value = row.get("value")
    value = "" if value is None else str(value)
    return Option(value, str(row.get("text") or row.get("label") or value))


@require_safe
@signed_in
def show_options(request: SignedInRequest, app_uid: str, del_index: int) -> HttpResponse:
    """Choices of one field as JSON: dependent ones for ``parent.<name>``, or for a ``search``.

    One call to ProcessMaker a key press: who may open the case, and the form, are remembered.
    """
    asked, step = request.GET, request.GET.get("step", "")
    process_uid = _process_of(request, app_uid)
    grid = asked.get("grid", "")
    control = _control(request, process_uid, step, asked.get("field", ""), grid)
    source = CaseOptions(request.pm, process_uid, step, app_uid, del_index)
    query = OptionQuery(control.id, grid, _parents(asked), asked.get("search", ""))
    found = answer(control, source, query)
    return JsonResponse([{"value": one.value, "text": one.label} for one in found], safe=False)


def _parents(asked: QueryDict) -> dict[str, str]:
    return {
        name.removeprefix("parent."): str(value)
        for name, value in asked.items()
        if name.startswith("parent.")
    }


def _process_of(request: SignedInRequest, app_uid: str) -> str:
    """The process of a case that the person may open."""

    def load() -> str:
        return open_case(request, app_uid).case.process_uid

    cache = request.me.cache
    try:
        return cache.fetch(f"process-of:{app_uid}", str, load, seconds=MAY_OPEN_LIVES).value
    except CaseRefused as refused:
        raise Http404 from refused


def _control(
    request: SignedInRequest, process_uid: str, step: str, field: str, grid: str
) -> Control:
    """The field of the form; the definition as it is stored has all that is needed here."""

    def load() -> str:
        content = request.pm.projects.dynaform(process_uid, step).content
        return content if isinstance(content, str) else json.dumps(content)

    if not re.fullmatch(UidConverter.regex, step):
        raise Http404
    cache = request.me.cache
    try:
        content = cache.fetch(f"dynaform:{step}", str, load, seconds=DEFINITION_LIVES).value
        return asking(parse(content), field, grid)
    except (KeyError, DefinitionError) as error:
        raise Http404 from error
