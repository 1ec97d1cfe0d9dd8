"""Pages of something longer than a screen."""

from dataclasses import dataclass

from django.http import HttpRequest

MOST_DIGITS = 6


@dataclass(frozen=True)
class Paging:
    """Where a page stands among `total` things; pages and positions count from 1."""

    page: int
    size: int
    total: int

    @classmethod
    def at(cls, page: int, size: int, total: int) -> "Paging":
        """The page that was asked for; one beyond either end is the nearest there is."""
        return cls(min(max(page, 1), max(1, -(-total // size))), size, total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """How many things stand before this page."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        return min(self.start + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.start + self.size, self.total)

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


def page_asked_for(request: HttpRequest) -> int:
    """The number of the page in the query; the first one for anything else."""
    return number_from_1(request.GET.get("page", ""))


def number_from_1(text: str) -> int:
    """The number that somebody wrote into an address; 1 for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return max(1, int(text)) if is_number else 1
