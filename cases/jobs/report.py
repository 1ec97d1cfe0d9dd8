"""The report of a job: one line a case, as CSV, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _

from cases.models import Job, JobItem
from cases.services.reasons import sentence
from pmdash.web.csv_files import csv_lines, harmless

_BATCH = 500


def report_lines(job: Job) -> Iterator[str]:
    """The lines of the report, headings first; flat in memory however long it is."""
    return csv_lines(
        chain([_headings()], map(_columns, job.items.order_by("pk").iterator(chunk_size=_BATCH)))
    )


def _headings() -> list[str]:
    return [
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


def _columns(item: JobItem) -> list[str]:
    finished = item.finished_at.isoformat(timespec="seconds") if item.finished_at else ""
    return [
        str(item.number or ""),
        harmless(item.title),
        harmless(item.process_title),
        harmless(item.task_title),
        str(item.del_index or ""),
        harmless(item.source_name),
        harmless(item.target_name),
        str(item.item_state.label),
        harmless(explanation(item)),
        finished,
    ]


def explanation(item: JobItem) -> str:
    """Why the item is in its state, in the active language; empty where the state says it all."""
    remarks = item.details.get("remarks") or ([{"code": item.reason}] if item.reason else [])
    return " ".join(
        sentence(remark["code"], {"number": str(item.number), **remark.get("params", {})})
        for remark in remarks
    )
