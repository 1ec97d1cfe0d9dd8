"""Files of a case."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from processmaker.decoding import From


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    uid: Annotated[str, From("app_doc_uid", "appDocUid")]
    file_name: Annotated[str, From("app_doc_filename", "appDocFilename")] = ""
    document_uid: Annotated[str, From("doc_uid", "docUid")] = ""
    version: Annotated[int, From("app_doc_version", "docVersion")] = 1
    index: Annotated[int, From("app_doc_index", "appDocIndex")] = 0
    type: Annotated[str, From("app_doc_type", "appDocType")] = ""
    created_at: Annotated[datetime | None, From("app_doc_create_date")] = None
    created_by: Annotated[str, From("app_doc_create_user")] = ""


class InputDocument(_Document, frozen=True, kw_only=True):
    """A file that somebody uploaded; ``document_uid`` is "-1" for files of a form."""

    comment: Annotated[str, From("app_doc_comment")] = ""


class OutputDocument(_Document, frozen=True, kw_only=True):
    """A document that ProcessMaker generated; ``type`` is OUTPUT PDF, DOC or BOTH.

    ``/file`` streams version 1 whatever version the list shows.
    """


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """The record that ``POST /light/case/{uid}/upload`` makes before the file itself is sent."""

    uid: Annotated[str, From("appDocUid")]
    version: Annotated[int, From("docVersion")] = 1
    file_name: Annotated[str, From("appDocFilename", "name")] = ""
