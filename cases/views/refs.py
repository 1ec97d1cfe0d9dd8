"""The delegation that an address names."""

from django.http import Http404

from cases.services.actor import CaseRef


def ref_or_404(app_uid: str, del_index: int) -> CaseRef:
    """The delegation that an address names.

    Raises:
        Http404: indexes begin with 1.
    """
    if del_index < 1:
        raise Http404
    return CaseRef(app_uid, del_index)
