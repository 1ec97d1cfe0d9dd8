"""``/metrics/*`` and custom case lists: 3.7 and later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from processmaker.endpoints import Call, Query, Resource, endpoint

ListName = Literal["inbox", "draft", "paused", "unassigned"]
Rows = tuple[Mapping[str, object], ...]


class Metrics(Resource):
    """Figures over all cases; needs the permission of a dashboard viewer."""

    @endpoint("GET", "/metrics/list-total-cases", needs="metrics")
    def totals_by_list(self, call: Call) -> Rows:
        """Cases in each list."""
        return call.mappings()

    @endpoint("GET", "/metrics/process-total-cases", needs="metrics")
    def totals_by_process(self, call: Call, query: Query | None = None) -> Rows:
        """Cases of each process: ``caseList``, ``category``, ``topTen``, ``processes``."""
        return call.mappings(query=query)

    @endpoint("GET", "/metrics/total-cases-by-process", needs="metrics")
    def totals_over_time(self, call: Call, query: Query | None = None) -> Rows:
        """Cases by day or month: ``caseList``, ``dateFrom``, ``dateTo``, ``groupBy``."""
        return call.mappings(query=query)

    @endpoint("GET", "/metrics/cases-risk", needs="metrics")
    def risks(self, call: Call, query: Query | None = None) -> Rows:
        """Cases at risk: ``caseList``, ``process``, ``dateFrom``, ``dateTo``, ``riskStatus``."""
        return call.mappings(query=query)

    @endpoint("GET", "/caseList/{list}", needs="metrics")
    def custom_lists(self, call: Call, name: ListName) -> Rows:
        """The custom lists of a kind, whose columns are report-table variables."""
        return call.mappings(name)

    @endpoint("GET", "/caseList/{list}/default-columns", needs="metrics")
    def default_columns(self, call: Call, name: ListName) -> Rows:
        """The columns that every list of a kind has."""
        return call.mappings(name)

    @endpoint("GET", "/caseList/report-tables", needs="metrics")
    def report_tables(self, call: Call) -> Rows:
        """The report tables that custom lists can take columns from."""
        return call.mappings()
