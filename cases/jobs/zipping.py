"""The documents that a job has generated, as one ZIP that is made while it is sent.

Nothing is kept on disk or, beyond a chunk, in memory.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from cases.job_states import ItemState
from cases.models import Job, JobItem
from processmaker import Client
from processmaker.errors import ProcessMakerError, Refused, SignedOut
from processmaker.transfers import Download

NOTES: Final = "read-me.txt"
_BATCH: Final = 200


class _Outlet:
    """What the ZIP is written to; it cannot be gone back in."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, part: bytes) -> int:
        self._waiting += part
        return len(part)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> bytes:
        """What has been written since the last time."""
        part = bytes(self._waiting)
        self._waiting.clear()
        return part


def generated(job: Job) -> bool:
    """Whether the job has made documents."""
    return job.operation == "generate" and job.items.filter(state=ItemState.DONE).exists()


def zip_of(job: Job, client: Client) -> Iterator[bytes]:
    """The chunks of the ZIP; what is missing or not the newest is named in a file of its own.

    Raises:
        SignedOut: while a file is asked for.
        ProcessMakerError: a file broke off in the middle; what was sent is no whole ZIP.
    """
    outlet = _Outlet()
    notes: list[str] = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        done = job.items.filter(state=ItemState.DONE).order_by("number", "pk")
        for item in done.iterator(chunk_size=_BATCH):
            try:
                file = _open(client, job, item)
            except SignedOut:
                raise
            except ProcessMakerError:
                notes.append(_missing(item))
                continue
            notes += _older(item)
            yield from _entry(archive, outlet, item, file)
        if notes:
            archive.writestr(NOTES, "\n".join(notes))
    yield outlet.take()


def _entry(
    archive: zipfile.ZipFile, outlet: _Outlet, item: JobItem, file: Download
) -> Iterator[bytes]:
    try:
        with archive.open(_name(item, file), "w", force_zip64=True) as entry:
            for chunk in file.chunks:
                entry.write(chunk)
                yield outlet.take()
    finally:
        file.close()


def _open(client: Client, job: Job, item: JobItem) -> Download:
    """The file of an item: the one that its answer named, else the newest of its document."""
    uid = item.details.get("told", {}).get("app_doc_uid") or _found(client, job, item)
    try:
        return client.documents.output_file(item.app_uid, uid, extension="pdf")
    except Refused:
        return client.documents.output_file(item.app_uid, uid, extension="doc")


def _found(client: Client, job: Job, item: JobItem) -> str:
    made = [
        document
        for document in client.documents.outputs(item.app_uid)
        if document.document_uid == job.params["document_uid"]
    ]
    return max(made, key=lambda document: document.version).uid if made else item.app_uid


def _name(item: JobItem, file: Download) -> str:
    """Made of numbers only: names of cases and files may hold anything."""
    extension = "doc" if file.file_name.endswith(".doc") else "pdf"
    return f"{item.number}-{item.del_index}.{extension}"


def _missing(item: JobItem) -> str:
    words = {"number": item.number}
    return _("Case %(number)d: ProcessMaker did not give the document.") % words


def _older(item: JobItem) -> list[str]:
    """ProcessMaker's REST API gives version 1 of a file, whichever is asked for."""
    version = item.details.get("told", {}).get("version", "1")
    if version in ("0", "1"):
        return []
    words = {"number": item.number, "version": version}
    text = _("Case %(number)d: version %(version)s was made; ProcessMaker gives version 1 only.")
    return [text % words]
