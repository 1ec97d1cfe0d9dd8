"""What a job leaves behind to be saved: its report, the documents that it generated."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from django.http import Http404, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from accounts.decorators import signed_in
from accounts.people import SignedInRequest
from cases.access import open_job, own_job
from cases.jobs.report import report_lines
from cases.jobs.zipping import generated, zip_of

BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it, spreadsheets take UTF-8 for something else."""


@require_GET
@signed_in
def report(request: SignedInRequest, job_id: int) -> StreamingHttpResponse:
    """The report as CSV, also of a plan and of a job that still runs."""
    job = open_job(request, job_id)
    lines = chain([BYTE_ORDER_MARK], report_lines(job))
    return _saved(lines, "text/csv; charset=utf-8", f"job-{job.pk}.csv")


@require_GET
@signed_in
def documents(request: SignedInRequest, job_id: int) -> StreamingHttpResponse:
    """The generated documents as a ZIP, read from ProcessMaker while they are sent.

    ProcessMaker lists a generated document to the person who made it: the owner of the job.
    """
    job = own_job(request, job_id)
    if not generated(job):
        raise Http404
    return _saved(zip_of(job, request.pm), "application/zip", f"job-{job.pk}.zip")


def _in_language(language: str, chunks: Iterator[str] | Iterator[bytes]) -> Iterator[str | bytes]:
    with translation.override(language):
        yield from chunks


def _saved(
    chunks: Iterator[str] | Iterator[bytes], content_type: str, name: str
) -> StreamingHttpResponse:
    # The language of the request has ended by the time the chunks are made.
    spoken = _in_language(translation.get_language(), chunks)
    response = StreamingHttpResponse(spoken, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
