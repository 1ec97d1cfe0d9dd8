"""Numbers in a query and in an address."""

from django.http import Http404, HttpRequest

from cases.services.actor import CaseRef

HIGHEST = 100_000


def page_number(request: HttpRequest, name: str = "page") -> int:
    """The page that the query names; 1 where it names none or nonsense."""
    text = request.GET.get(name, "")
    return min(max(1, int(text)), HIGHEST) if text.isascii() and text[:9].isdigit() else 1


def ref_or_404(app_uid: str, del_index: int) -> CaseRef:
    """The delegation that an address names.

    Raises:
        Http404: indexes begin with 1.
    """
    if del_index < 1:
        raise Http404
    return CaseRef(app_uid, del_index)
