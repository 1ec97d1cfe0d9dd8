"""Where the rows of one list come from: ProcessMaker, or what it said a while ago."""

from dataclasses import dataclass
from functools import partial

import msgspec

from pmdash.web.cache import Cached, UserCache
from processmaker import Client
from processmaker.capabilities import Capabilities
from processmaker.case_lists import CaseList, ListQuery, fetch_page
from processmaker.models import CasePage


@dataclass(frozen=True)
class Source:
    """One list of one person.

    Under the name `kept_as`, if there is one, the latest answer is remembered, and used again
    while it is younger than `fresh` seconds. Names are given to plain first pages and to whole
    lists only, so that a person has few remembered pages.
    """

    client: Client
    capabilities: Capabilities
    cache: UserCache
    name: CaseList
    kept_as: str = ""
    fresh: float = 0

    def fetch(self, query: ListQuery) -> CasePage:
        """Asks ProcessMaker; raises what `fetch_page` raises."""
        if not self.kept_as:
            return self.ask(query)
        load = partial(self.ask, query)
        return self.cache.fetch(self._key, CasePage, load, seconds=self.fresh).value

    def earlier(self) -> Cached[CasePage] | None:
        """What was remembered, whatever its age."""
        return self.cache.get(self._key, CasePage) if self.kept_as else None

    def ask(self, query: ListQuery) -> CasePage:
        """As `fetch`, without remembering the answer."""
        page = fetch_page(self.client, self.capabilities, self.name, query)
        # A server that ignores the limit may send the whole list: it is not to be remembered.
        return msgspec.structs.replace(page, rows=page.rows[: query.limit])

    @property
    def _key(self) -> str:
        return f"list:{self.name.value}:{self.kept_as}"
