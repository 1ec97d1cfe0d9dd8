"""Output documents of a case (BusinessModel/Cases/OutputDocument)."""

import re
from typing import Any

from sandbox.api.document_files import (
    add_document,
    download,
    missing_file,
    new_version,
    next_index,
)
from sandbox.api.input_documents import existing_case
from sandbox.api.people import formatted_name
from sandbox.api.process_permissions import granted
from sandbox.engine.records import Case, Delegation, Document
from sandbox.engine.titles import fill_in
from sandbox.errors import BadRequest, Forbidden
from sandbox.files import make_pdf
from sandbox.php import JSON_TYPE
from sandbox.rest import Call, route
from sandbox.world.model import JsonObject

API = "workflow/engine/src/ProcessMaker/Services/Api/Cases/OutputDocument.php"
WORD_PAGE = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word">\n<head>\n'
    '<meta http-equiv=Content-Type content="text/html; charset=utf-8">\n'
    "<meta name=ProgId content=Word.Document>\n</head>\n<body>{0}</body></html>"
)
EXTENSIONS = {"BOTH": ("pdf", "doc"), "PDF": ("pdf",), "DOC": ("doc",)}

_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(p|h\d|div|tr|li)>|<br\s*/?>", re.IGNORECASE)


@route("GET", "/cases/{app_uid}/output-documents")
def list_documents(call: Call) -> list[dict[str, Any]]:
    """What the caller generated, or may view by process permission."""
    app_uid = call.uid("app_uid")
    case = call.sandbox.store.cases.get(app_uid)
    if case is None:
        raise BadRequest(f"The Application row &#039;{app_uid}&#039; doesn&#039;t exist!")
    return [_row(call, case, item) for item in _visible(call, case)]


@route("GET", "/cases/{app_uid}/output-document/{app_doc_uid}")
def get_document(call: Call) -> Any:
    """An unknown or foreign one is 200 with an empty list."""
    case = existing_case(call, API, 31)
    for document in _visible(call, case):
        if document.uid == call.params["app_doc_uid"]:
            return _row(call, case, document)
    return []


def _visible(call: Call, case: Case) -> list[Document]:
    return [
        item
        for item in sorted(case.documents, key=lambda item: item.index)
        if item.kind == "OUTPUT" and not item.deleted and _may_see(call, case, item)
    ]


def _may_see(call: Call, case: Case, document: Document) -> bool:
    if document.versions[-1].user_uid == call.user_uid:
        return True
    return granted(call, case, "OUTPUT", "VIEW", document.definition_uid)


@route("GET", "/cases/{app_uid}/output-document/{app_doc_uid}/file")
def download_file(call: Call) -> Any:
    """Always version 1, also of a deleted document; DOC comes with the type of JSON."""
    case = existing_case(call, API, 31)
    document = _find(case, call.params["app_doc_uid"])
    supervises = call.sandbox.world.supervises(call.user_uid, case.process)
    if document is None or not (supervises or _may_see(call, case, document)):
        raise Forbidden
    possible = EXTENSIONS[_definition(case, document.definition_uid)["out_doc_generate"]]
    extension = call.query.get("extension") or possible[0]
    if extension not in ("pdf", "doc"):
        raise BadRequest("Invalid extension")
    if extension not in possible:
        raise BadRequest("The document in its configuration does not support this extension")
    first = document.versions[0]
    if extension not in first.formats:
        return missing_file()
    name = f"{first.file_name}_1.{extension}"
    media_type = JSON_TYPE if extension == "doc" else "application/pdf"
    return download(name, first.formats[extension], 200, media_type)


@route("POST", "/cases/{app_uid}/{del_index}/output-document/{out_doc_uid}", permission="PM_CASES")
async def generate(call: Call) -> dict[str, Any]:
    """With versioning a new version of the same document, without it overwritten."""
    case = existing_case(call, API, 31)
    delegation = _own_task(call, case)
    definition_uid = call.params["out_doc_uid"]
    steps = [step.object for step in delegation.task.steps if step.type == "OUTPUT_DOCUMENT"]
    if definition_uid not in steps:
        raise BadRequest(f"This output document with app_doc_id: {definition_uid} does not exist!")
    await call.race()
    document = _prepared(call, case, delegation, definition_uid)
    _write(call, case, document)
    call.accepted(case.uid, delegation.index)
    return _row(call, case, document)


def _own_task(call: Call, case: Case) -> Delegation:
    index = call.params["del_index"]
    delegation = case.delegation(int(index)) if index.isdigit() else None
    if delegation and delegation.status == "OPEN" and delegation.user_uid == call.user_uid:
        return delegation
    raise BadRequest(
        f'The user with "{call.user_uid}" not have permissions to perform this action.'
    )


def _prepared(call: Call, case: Case, delegation: Delegation, definition_uid: str) -> Document:
    """The document to write into: a new one, a new version, or the one that is overwritten."""
    before = next(
        (d for d in case.documents if d.definition_uid == definition_uid and not d.deleted), None
    )
    if before is None:
        task_uid = delegation.task.uid
        return add_document(call, case, "OUTPUT", definition_uid, task_uid, delegation.index)
    if str(_definition(case, definition_uid)["out_doc_versioning"]) == "1":
        before.index = next_index(case)
        before.versions.append(new_version(call, before, delegation.index))
    else:
        before.versions[-1].at = call.sandbox.clock.now()
        before.versions[-1].user_uid = call.user_uid
    return before


def _write(call: Call, case: Case, document: Document) -> None:
    definition = _definition(case, document.definition_uid)
    values = case.variables | {"APP_NUMBER": str(case.number)}
    html = _filled(definition["out_doc_template"], values)
    lines = _TAG.sub("", _BLOCK_END.sub("\n", html)).splitlines()
    version = document.versions[-1]
    version.file_name = _filled(definition["out_doc_filename"], values).replace("/", "_")
    version.formats = {"pdf": make_pdf(lines), "doc": WORD_PAGE.format(html).encode()}


def _filled(template: str, values: dict[str, Any]) -> str:
    """Documents show text plainly where titles quote it."""
    return fill_in(template.replace("@@", "@="), values)


@route("DELETE", "/cases/{app_uid}/output-document/{app_doc_uid}", permission="PM_CASES")
def delete_document(call: Call) -> None:
    """Needs a process permission, even for what one has generated oneself."""
    case, uid = existing_case(call, API, 31), call.params["app_doc_uid"]
    if not granted(call, case, "OUTPUT", "DELETE"):
        raise BadRequest(
            f'The user with "{call.user_uid}" not have permission to delete the output document.'
        )
    document = _find(case, uid)
    if document is None or document.deleted:
        raise BadRequest(f"This output document with app_doc_id: {uid} does not exist!")
    document.deleted = True
    call.accepted(case.uid)


def _find(case: Case, uid: str) -> Document | None:
    found = (item for item in case.documents if item.uid == uid and item.kind == "OUTPUT")
    return next(found, None)


def _definition(case: Case, uid: str) -> JsonObject:
    return next(item for item in case.process.output_documents if item["out_doc_uid"] == uid)


def _row(call: Call, case: Case, document: Document) -> dict[str, Any]:
    version = document.versions[-1]
    kind = _definition(case, document.definition_uid)["out_doc_generate"]
    extension = EXTENSIONS[kind][0]
    random = call.sandbox.store.random.getrandbits(31)
    return {
        "app_doc_uid": document.uid,
        "app_doc_filename": f"{version.file_name}.{extension}",
        "doc_uid": document.definition_uid,
        "app_doc_version": version.version,
        "app_doc_create_date": call.sandbox.clock.plain(version.at),
        "app_doc_create_user": formatted_name(call, version.user_uid),
        "app_doc_type": f"OUTPUT {kind}",
        "app_doc_index": document.index,
        "app_doc_link": f"cases/cases_ShowOutputDocument?a={document.uid}"
        f"&v={version.version}&ext={extension}&random={random}",
    }
