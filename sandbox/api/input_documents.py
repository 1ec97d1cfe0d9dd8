"""Input documents of a case (BusinessModel/Cases/InputDocument)."""

from typing import Any

from sandbox.api.document_files import (
    add_document,
    check_content,
    check_size,
    download,
    find_document,
    missing_file,
)
from sandbox.api.people import formatted_name
from sandbox.api.process_permissions import granted
from sandbox.engine.records import Case, Document, DocumentVersion
from sandbox.errors import BadRequest, PhpFatal
from sandbox.rest import Call, Upload, route

API = "workflow/engine/src/ProcessMaker/Services/Api/Cases/InputDocument.php"
MODEL = "workflow/engine/src/ProcessMaker/BusinessModel/Cases/InputDocument.php"
CASES = "workflow/engine/classes/Cases.php"
ROW_MISSING = "This row doesn't exist!"


@route("GET", "/cases/{app_uid}/input-documents")
def list_documents(call: Call) -> list[dict[str, Any]]:
    case = existing_case(call, API, 39)
    return [document_row(call, item) for item in _visible(call, case)]


@route("GET", "/cases/{app_uid}/input-document/{inp_doc_uid}")
def get_document(call: Call) -> dict[str, Any]:
    case, uid = existing_case(call, API, 39), call.params["inp_doc_uid"]
    for document in _visible(call, case):
        if document.uid == uid:
            return document_row(call, document) | {"app_doc_index": document.index}
    raise BadRequest(f"This input document with app_doc_uid: {uid} does not exist!")


@route("GET", "/cases/{app_uid}/input-document/{app_doc_uid}/versions")
def list_versions(call: Call) -> list[dict[str, Any]]:
    """Any user may ask; the case of the path does not count."""
    document = find_document(call, call.params["app_doc_uid"])
    if document is None:
        return []
    rows = [document_row(call, document, version) for version in reversed(document.versions)]
    return [{key: row[key] for key in row if key != "app_doc_link"} for row in rows]


@route("GET", "/cases/{app_uid}/input-document/{app_doc_uid}/file")
def download_file(call: Call) -> Any:
    """206 for any user; ``v`` 0 or none = the last version."""
    uid, wanted = call.params["app_doc_uid"], call.query_int("v", 0)
    document = find_document(call, uid)
    versions = {version.version: version for version in document.versions} if document else {}
    version = versions.get(wanted or len(versions))
    if version is None:
        raise BadRequest(f"Error loading Document {uid}/{wanted}. {ROW_MISSING}")
    if version.data is None:
        return missing_file()
    return download(version.file_name, version.data, 206)


@route("POST", "/cases/{app_uid}/input-document", permission="PM_CASES")
async def upload(call: Call) -> dict[str, Any]:
    """Multipart with the file as ``form``; ``app_doc_uid`` and the size limit are ignored."""
    app_uid = call.uid("app_uid")
    check_size(call)
    definition_uid, task_uid = call.required_uid("inp_doc_uid"), call.required_uid("tas_uid")
    comment = str(call.fields.get("app_doc_comment") or "")
    if not comment:
        raise BadRequest("`app_doc_comment` is required.")
    case = call.sandbox.store.cases.get(app_uid)
    if case is None:
        raise PhpFatal
    del_index = _own_index(call, case)
    upload = _upload(call)
    definition = next(
        (d for d in case.process.input_documents if d["inp_doc_uid"] == definition_uid), None
    )
    if definition is None:
        raise BadRequest(ROW_MISSING)
    check_content(upload)
    _notice_foreign_step(call, case, task_uid, definition_uid)
    await call.race()
    document = add_document(call, case, "INPUT", definition_uid, task_uid, del_index)
    version = document.versions[0]
    version.file_name, version.comment, version.data = upload.filename, comment, upload.data
    call.accepted(case.uid, del_index)
    return document_row(call, document) | {"app_doc_index": document.index}


def _own_index(call: Call, case: Case) -> int:
    """The caller's open delegation; a process supervisor needs none."""
    for delegation in case.open_delegations():
        if delegation.user_uid == call.user_uid:
            return delegation.index
    if call.sandbox.world.supervises(call.user_uid, case.process):
        return len(case.delegations)
    raise BadRequest("The user does not belong to case or user not is supervisor")


def _upload(call: Call) -> Upload:
    if not call.files:
        raise BadRequest("This filename does not exist!")
    if "form" not in call.files:
        call.notice("Undefined index: form", MODEL, 896)
        call.notice_null(MODEL, 896)
        raise BadRequest("The filename is empty!")
    return call.files["form"]


def _notice_foreign_step(call: Call, case: Case, task_uid: str, definition_uid: str) -> None:
    """PHP complains twice when the document is no step of the task that was named."""
    task = next((task for task in case.process.tasks if task.uid == task_uid), None)
    if task is None or all(step.object != definition_uid for step in task.steps):
        call.notice_null(CASES, 3254)
        call.notice_null(CASES, 3254)


@route("DELETE", "/cases/{app_uid}/{del_index}/input-document/{app_doc_uid}", permission="PM_CASES")
def delete_document(call: Call) -> None:
    """Dies in this release wherever it is permitted; the document stays."""
    case = existing_case(call, API, 39)
    delegation = case.delegation(_number(call.params["del_index"]))
    if delegation is None:
        raise BadRequest(f"The case with APP_UID: {case.uid} does not exist.")
    holds = delegation.user_uid == call.user_uid and delegation.status == "OPEN"
    if holds or granted(call, case, "INPUT", "DELETE"):
        raise PhpFatal
    raise BadRequest(
        f'The user with "{call.user_uid}" not have permission to delete the input document.'
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def existing_case(call: Call, file: str, line: int) -> Case:
    """The case of the path; unknown: a notice and 400 with HTML entities."""
    app_uid = call.uid("app_uid")
    case = call.sandbox.store.cases.get(app_uid)
    if case is None:
        call.notice("Trying to access array offset on value of type bool", file, line)
        raise BadRequest(f"The Application row &#039;{app_uid}&#039; doesn&#039;t exist!")
    return case


def _visible(call: Call, case: Case) -> list[Document]:
    """What the caller may see, in the order of their index."""
    documents = [item for item in case.documents if item.kind != "OUTPUT" and not item.deleted]
    seen = [item for item in documents if _may_see(call, case, item)]
    if not seen and call.sandbox.world.supervises(call.user_uid, case.process):
        steps = {step.object for step in case.process.supervisor_steps}
        seen = [item for item in documents if item.definition_uid in steps]
    return sorted(seen, key=lambda item: item.index)


def _may_see(call: Call, case: Case, document: Document) -> bool:
    if document.versions[0].user_uid == call.user_uid:
        return True
    if document.kind == "ATTACHED":
        return call.user_uid in case.participants()
    return any(
        granted(call, case, "INPUT", action, document.definition_uid)
        for action in ("VIEW", "DELETE")
    )


def document_row(
    call: Call, document: Document, version: DocumentVersion | None = None
) -> dict[str, Any]:
    """A document as lists show it: every number a string."""
    version = version or document.versions[-1]
    return {
        "app_doc_uid": document.uid,
        "app_doc_filename": version.file_name,
        "app_doc_comment": version.comment,
        "doc_uid": document.definition_uid,
        "app_doc_version": str(version.version),
        "app_doc_create_date": call.sandbox.clock.plain(version.at),
        "app_doc_create_user": formatted_name(call, version.user_uid),
        "app_doc_type": document.kind,
        "app_doc_index": str(document.index),
        "app_doc_link": f"cases/cases_ShowDocument?a={document.uid}&v={version.version}",
    }
