"""Where the rows of one list come from: ProcessMaker, or what it said a while ago."""

from dataclasses import dataclass

from pmdash.web.cache import Cached, UserCache
from processmaker import Client
from processmaker.capabilities import Capabilities
from processmaker.case_lists import CaseList, ListQuery, fetch_page
from processmaker.models import CasePage


@dataclass(frozen=True)
class Source:
    """One list of one person.

    `keeps` says that answers are remembered: for the plain first page only, so that a person
    has at most one remembered page of each list.
    """

    client: Client
    capabilities: Capabilities
    cache: UserCache
    name: CaseList
    keeps: bool = False

    def fetch(self, query: ListQuery) -> CasePage:
        """Asks ProcessMaker; raises what `fetch_page` raises."""
        if not self.keeps:
            return self._ask(query)
        return self.cache.fetch(self._key, CasePage, lambda: self._ask(query), seconds=0).value

    def earlier(self) -> Cached[CasePage] | None:
        """What was remembered, whatever its age."""
        return self.cache.get(self._key, CasePage) if self.keeps else None

    def _ask(self, query: ListQuery) -> CasePage:
        return fetch_page(self.client, self.capabilities, self.name, query)

    @property
    def _key(self) -> str:
        return f"list:{self.name.value}"
