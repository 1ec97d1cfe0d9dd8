"""Choices of a form's fields, asked from ProcessMaker for the person and the case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cases.dynaform import Option, OptionQuery
from processmaker import Client
from processmaker.errors import ProcessMakerError, SignedOut

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
        try:
            rows = ask(self.process_uid, query.field_id, {**query.parents, **where, **case, **more})
        except SignedOut:
            raise
        except ProcessMakerError:
            return None
        return [_option(row) for row in rows]


def _option(row: Mapping[str, object]) -> Option:
    value = row.get("value")
    value = "" if value is None else str(value)
    return Option(value, str(row.get("text") or row.get("label") or value))
