"""Why an import ended before its end: a word that is kept, and a sentence for people."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from processmaker.errors import (
    DuplicateKey,
    ProcessMakerError,
    Refused,
    SignedOut,
    Unreachable,
)
from processmaker.models import Table

REASONS: Final[dict[str, str | Promise]] = {
    "stopped": _("It was stopped."),
    "signed-out": _("Your sign-in ended while the rows were being sent."),
    "duplicate": _("A row has a key that is in the table already."),
    "refused": _("ProcessMaker refused the rows."),
    "unreachable": _("ProcessMaker could not be reached."),
    "fault": _("ProcessMaker failed over the rows."),
    "changed": _("The columns of the table have changed since the file was checked."),
    "not-there": _("The table does not hold what was sent: somebody else may have changed it."),
}
UNKNOWN_REST: Final = frozenset({"changed", "not-there"})
"""After these it is not known which rows are left."""


def stored_first(
    table: Table, rows: Sequence[Mapping[str, object]], there: Iterable[Mapping[str, object]]
) -> int:
    """How many of `rows`, from the first on, stand in the table with all their values.

    0 for a table without a key, whose rows cannot be told apart.
    """
    names = [column.name for column in table.fields if column.is_key]
    by_key = {_key(row, [name.lower() for name in names]): row for row in there}
    if not names:
        return 0
    for count, row in enumerate(rows):
        stored = by_key.get(_key(row, names))
        if stored is None or not _same(row, stored):
            return count
    return len(rows)


def _key(row: Mapping[str, object], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(row.get(name)) for name in names)


def _same(row: Mapping[str, object], stored: Mapping[str, object]) -> bool:
    """ProcessMaker gives every value back as text."""
    sent = {name.lower(): value for name, value in row.items() if value is not None}
    return all(_plain(value) == _plain(stored.get(name)) for name, value in sent.items())


def _plain(value: object) -> str | Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return str(value)


def reason_for(error: ProcessMakerError) -> str:
    """The word for what went wrong."""
    if isinstance(error, SignedOut):
        return "signed-out"
    if isinstance(error, DuplicateKey):
        return "duplicate"
    if isinstance(error, Unreachable):
        return "unreachable"
    return "refused" if isinstance(error, Refused) else "fault"
