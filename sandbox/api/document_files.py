"""Files of cases: what the type check lets through, where they are kept, their names."""

import mimetypes
from collections.abc import Callable
from itertools import chain
from pathlib import PurePosixPath

from sandbox.content import Content
from sandbox.engine.records import Case, Document, DocumentVersion
from sandbox.errors import BadRequest, RestError
from sandbox.rest import Answer, Call, Upload

ATTACHED_DEFINITION = "-1"
MEGABYTE = 1024 * 1024
LONGEST_MARK = 8
OFFICE_TYPES = {
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _is_text(data: Content) -> bool:
    """As libmagic sees it: one single byte is no text."""
    return len(data) > 1 and data.find(b"\x00") < 0


def _begins(*marks: bytes) -> Callable[[Content], bool]:
    return lambda data: data[:LONGEST_MARK].startswith(marks)


CONTENT_CHECKS: dict[str, Callable[[Content], bool]] = {
    ".pdf": _begins(b"%PDF-"),
    ".png": _begins(b"\x89PNG\r\n\x1a\n"),
    ".jpg": _begins(b"\xff\xd8\xff"),
    ".jpeg": _begins(b"\xff\xd8\xff"),
    ".gif": _begins(b"GIF87a", b"GIF89a"),
    ".zip": _begins(b"PK"),
    ".docx": _begins(b"PK"),
    ".xlsx": _begins(b"PK"),
    ".txt": _is_text,
    ".csv": _is_text,
    ".exe": lambda data: data[:2] == b"MZ" and len(data) > 2,
}


def check_content(upload: Upload) -> None:
    """415 for an empty file and for content that is not what the extension says.

    The types that the input document allows are not looked at.
    """
    check = CONTENT_CHECKS.get(extension(upload.filename))
    if not len(upload.data) or (check and not check(upload.data)):
        raise RestError(
            415,
            "The mime type does not correspond to the permitted extension, "
            "please verify your file.",
        )


def check_size(call: Call) -> None:
    """What exceeds PHP's post_max_size arrives without its fields."""
    most = call.sandbox.world.server.upload_limit_mb
    if int(call.headers.get("content-length", 0)) > most * MEGABYTE:
        raise BadRequest(
            "The file size is bigger than the maximum allowed, "
            f"the maximum size allowed is {most} Mbytes."
        )


def extension(file_name: str) -> str:
    """With its point, in lower case; "" without one."""
    return PurePosixPath(file_name).suffix.lower()


def content_type(file_name: str) -> str:
    kind = OFFICE_TYPES.get(extension(file_name)) or mimetypes.guess_type(file_name)[0]
    return kind or "application/octet-stream"


def next_index(case: Case) -> int:
    """The next APP_DOC_INDEX; documents of every kind and all versions count together."""
    return max((document.index for document in case.documents), default=0) + 1


def add_document(
    call: Call, case: Case, kind: str, definition_uid: str, task_uid: str, del_index: int
) -> Document:
    """A new document with an empty first version by the caller."""
    document = Document(
        uid=call.sandbox.store.new_uid(),
        index=next_index(case),
        kind=kind,
        definition_uid=definition_uid,
        task_uid=task_uid,
    )
    document.versions.append(new_version(call, document, del_index))
    case.documents.append(document)
    return document


def new_version(call: Call, document: Document, del_index: int) -> DocumentVersion:
    return DocumentVersion(
        version=len(document.versions) + 1,
        at=call.sandbox.clock.now(),
        user_uid=call.user_uid,
        del_index=del_index,
        file_name="",
        comment="",
    )


def find_document(call: Call, uid: str) -> Document | None:
    """A document of any case, that of the path first: reads ignore the case of the path."""
    cases = call.sandbox.store.cases
    own = cases.get(call.params.get("app_uid", ""))
    for case in chain([own] if own else [], cases.values()):
        for document in case.documents:
            if document.uid == uid:
                return document
    return None


def download(file_name: str, data: Content, status: int, media_type: str = "") -> Answer:
    """A file as attachment; the name stands in the header in raw UTF-8."""
    quoted = f'attachment; filename="{file_name}"'.encode().decode("latin-1")
    kind = media_type or content_type(file_name)
    return Answer(raw=data, status=status, media_type=kind, headers={"content-disposition": quoted})


def missing_file() -> Answer:
    """The file is not on the disk: ProcessMaker redirects to an HTML page."""
    place = {"location": "/errors/error404.php?url=%2Fsysworkflow%2Fen%2Fcases"}
    return Answer(raw=b"", status=302, media_type="text/html; charset=UTF-8", headers=place)
