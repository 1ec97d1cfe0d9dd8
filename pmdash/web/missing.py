"""What an address names and ProcessMaker does not have."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404

from processmaker.errors import RowMissing

Found = TypeVar("Found")


def found_or_404(read: Callable[[], Found]) -> Found:
    """What `read` gives.

    Raises:
        Http404: ProcessMaker has no row of that uid.
    """
    try:
        return read()
    except RowMissing as error:
        raise Http404 from error
