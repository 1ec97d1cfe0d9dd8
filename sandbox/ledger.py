"""The list of accepted writes that tests read back."""

from typing import TypedDict

LedgerEntry = TypedDict(
    "LedgerEntry",
    {
        "at": str,
        "user": str,
        "method": str,
        "path": str,
        "case": str,
        "del_index": int | None,
        "from": str,
        "to": str,
    },
)


class Ledger:
    """Accepted writes in order. ``at`` is ISO 8601 in UTC; users are uids."""

    def __init__(self) -> None:
        self.entries: list[LedgerEntry] = []

    def append(self, entry: LedgerEntry) -> None:
        self.entries.append(entry)

    def clear(self) -> None:
        self.entries.clear()
