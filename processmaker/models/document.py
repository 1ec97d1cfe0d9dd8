"""Files of a case, and what generates or takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from processmaker.decoding import From


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    uid: Annotated[str, From("app_doc_uid", "appDocUid")]
    file_name: Annotated[str, From("app_doc_filename", "appDocFilename", "name")] = ""
    document_uid: Annotated[str, From("doc_uid", "docUid")] = ""
    version: Annotated[int, From("app_doc_version", "docVersion", "doc_version")] = 1
    index: Annotated[int, From("app_doc_index", "appDocIndex")] = 0
    type: Annotated[str, From("app_doc_type", "appDocType")] = ""
    created_at: Annotated[datetime | None, From("app_doc_create_date", "appDocCreateDate")] = None
    created_by: Annotated[str, From("app_doc_create_user", "appDocCreateUser")] = ""


class InputDocument(_Document, frozen=True, kw_only=True):
    """A file that somebody uploaded; ``document_uid`` is "-1" for files of a form."""

    comment: Annotated[str, From("app_doc_comment")] = ""


class OutputDocument(_Document, frozen=True, kw_only=True):
    """A document that ProcessMaker generated; ``type`` is OUTPUT PDF, DOC or BOTH.

    ``/file`` streams version 1 whatever version the list shows.
    """


class UploadedFile(_Document, frozen=True, kw_only=True):
    """What the upload endpoints of ``/light`` and of file variables answer."""


class FolderDocument(_Document, frozen=True, kw_only=True):
    """A file in ProcessMaker's Documents, with the case that it belongs to.

    ``status`` is ACTIVE or DELETED, ``generates`` of output documents PDF, DOC or BOTH.
    """

    comment: Annotated[str, From("app_doc_comment")] = ""
    app_uid: str = ""
    case_number: Annotated[int, From("app_number")] = 0
    case_title: Annotated[str, From("app_title")] = ""
    process_title: Annotated[str, From("pro_title")] = ""
    title: Annotated[str, From("out_doc_title", "inp_doc_title")] = ""
    folder_uid: str = ""
    username: Annotated[str, From("usr_username")] = ""
    status: Annotated[str, From("app_doc_status")] = ""
    generates: Annotated[str, From("out_doc_generate")] = ""


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of ProcessMaker's Documents; the parent of the topmost ones is ``/``."""

    uid: Annotated[str, From("folder_uid")]
    parent_uid: Annotated[str, From("folder_parent_uid")] = ""
    name: Annotated[str, From("folder_name")] = ""
    created_at: Annotated[datetime | None, From("folder_create_date")] = None
    updated_at: Annotated[datetime | None, From("folder_update_date")] = None


class FolderPage(msgspec.Struct, frozen=True, kw_only=True):
    """Folders inside a folder."""

    folders: tuple[Folder, ...] = ()
    total: Annotated[int, From("totalFoldersCount")] = 0


class FolderDocumentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Documents inside a folder."""

    documents: tuple[FolderDocument, ...] = ()
    total: Annotated[int, From("totalDocumentsCount")] = 0


class InputDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """An input document as a process defines it; ``max_size`` 0 is no limit."""

    uid: Annotated[str, From("inp_doc_uid")]
    title: Annotated[str, From("inp_doc_title")] = ""
    description: Annotated[str, From("inp_doc_description")] = ""
    has_versions: Annotated[bool, From("inp_doc_versioning")] = False
    file_types: Annotated[str, From("inp_doc_type_file")] = ".*"
    max_size: Annotated[int, From("inp_doc_max_filesize")] = 0
    max_size_unit: Annotated[str, From("inp_doc_max_filesize_unit")] = "KB"
    form_needed: Annotated[str, From("inp_doc_form_needed")] = ""


class OutputDefinition(msgspec.Struct, frozen=True, kw_only=True):
    """An output document as a process defines it; ``generates`` is PDF, DOC or BOTH."""

    uid: Annotated[str, From("out_doc_uid")]
    title: Annotated[str, From("out_doc_title")] = ""
    description: Annotated[str, From("out_doc_description")] = ""
    file_name: Annotated[str, From("out_doc_filename")] = ""
    generates: Annotated[str, From("out_doc_generate")] = ""
    has_versions: Annotated[bool, From("out_doc_versioning")] = False
