"""The report of a job: one line a case, as CSV, in the language of the reader."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases.models import Job, JobItem
from cases.services.reasons import sentence

_BATCH = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """Gives every line that the csv module writes straight back."""

    def write(self, line: str) -> str:
        return line


def report_lines(job: Job) -> Iterator[str]:
    """The lines of the report, headings first; flat in memory however long it is."""
    writer = csv.writer(_Echo())
    yield writer.writerow(
        [
            _("Case"),
            _("Title"),
            _("Process"),
            _("Task"),
            _("Delegation"),
            _("From"),
            _("To"),
            _("Result"),
            _("Explanation"),
            _("Finished"),
        ]
    )
    for item in job.items.order_by("pk").iterator(chunk_size=_BATCH):
        yield writer.writerow(_columns(item))


def _columns(item: JobItem) -> list[str]:
    finished = item.finished_at.isoformat(timespec="seconds") if item.finished_at else ""
    return [
        str(item.number or ""),
        _harmless(item.title),
        _harmless(item.process_title),
        _harmless(item.task_title),
        str(item.del_index or ""),
        _harmless(item.source_name),
        _harmless(item.target_name),
        str(item.item_state.label),
        _harmless(explanation(item)),
        finished,
    ]


def explanation(item: JobItem) -> str:
    """Why the item is in its state, in the active language; empty where the state says it all."""
    remarks = item.details.get("remarks") or ([{"code": item.reason}] if item.reason else [])
    return " ".join(
        sentence(remark["code"], {"number": str(item.number), **remark.get("params", {})})
        for remark in remarks
    )


def _harmless(text: str) -> str:
    """Text that a spreadsheet takes for text, not for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
