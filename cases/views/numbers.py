"""Numbers in a query."""

from django.http import HttpRequest

HIGHEST = 100_000


def page_number(request: HttpRequest, name: str = "page") -> int:
    """The page that the query names; 1 where it names none or nonsense."""
    text = request.GET.get(name, "")
    return min(max(1, int(text)), HIGHEST) if text.isascii() and text[:9].isdigit() else 1
