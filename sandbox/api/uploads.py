"""Uploads in two steps over ``/light``, and in one step for a variable.

Nothing of it checks that the caller is on the case.
"""

from base64 import b64encode
from typing import Any

from sandbox.api.document_files import (
    ATTACHED_DEFINITION,
    add_document,
    check_content,
    check_size,
    find_document,
)
from sandbox.api.people import formatted_name
from sandbox.engine.records import Case, Document
from sandbox.errors import BadRequest
from sandbox.rest import Call, route

LIGHT = "workflow/engine/src/ProcessMaker/Services/Api/Light.php"


@route("POST", "/light/case/{app_uid}/upload")
async def announce(call: Call) -> Any:
    """Documents whose files follow; they are in the list of the case at once."""
    case = call.sandbox.store.cases.get(call.uid("app_uid"))
    if case is None:
        raise BadRequest("This case has 0 current delegations")
    await call.race()
    if isinstance(call.body, dict):
        return {key: _announce_text(call, case, str(text)) for key, text in call.body.items()}
    return [_announce(call, case, item) for item in call.body or []]


def _announce_text(call: Call, case: Case, text: str) -> dict[str, Any]:
    """PHP takes the first character of a text for its "name"."""
    call.notice("Illegal string offset 'name'", LIGHT, 1106, "Warning")
    return _announce(call, case, {"name": text[:1]})


def _announce(call: Call, case: Case, item: dict[str, Any]) -> dict[str, Any]:
    definition_uid = str(item.get("docUid") or ATTACHED_DEFINITION)
    _check_definition(case, definition_uid)
    usual = "ATTACHED" if definition_uid == ATTACHED_DEFINITION else "INPUT"
    document = _added(call, case, str(item.get("appDocType") or usual), definition_uid)
    document.versions[0].file_name = str(item["name"])
    call.accepted(case.uid)
    return _row(call, document)


def _check_definition(case: Case, uid: str) -> None:
    known = {definition["inp_doc_uid"] for definition in case.process.input_documents}
    if uid != ATTACHED_DEFINITION and uid not in known:
        raise BadRequest("This row doesn't exist!")


def _added(call: Call, case: Case, kind: str, definition_uid: str) -> Document:
    newest = case.delegations[-1]
    return add_document(call, case, kind, definition_uid, newest.task.uid, newest.index)


@route("POST", "/light/case/{app_uid}/upload/{app_doc_uid}")
async def send_file(call: Call) -> dict[str, str]:
    """The file of an announced document, under any part name; without one: "fail"."""
    check_size(call)
    if not call.files:
        return {"status": "fail"}
    upload = next(iter(call.files.values()))
    check_content(upload)
    uid = call.params["app_doc_uid"]
    document = find_document(call, uid)
    if document is None:
        raise BadRequest(f"Error loading Document {uid}/0. This row doesn't exist!")
    await call.race()
    document.versions[-1].data = upload.data
    call.accepted(call.params["app_uid"])
    return {"status": "ok"}


@route("POST", "/light/case/{app_uid}/download64")
def download_base64(call: Call) -> list[dict[str, str]]:
    """Files by ``fileId`` and ``version``, in base64."""
    found = []
    for item in call.body or []:
        document = find_document(call, str(item["fileId"]))
        number = int(item.get("version") or 0)
        versions = {version.version: version for version in document.versions} if document else {}
        version = versions.get(number or len(versions))
        data = version.data if version else None
        content = b64encode(data or b"").decode()
        found.append({"fileId": str(item["fileId"]), "fileContent": content})
    return found


@route("POST", "/cases/{app_uid}/upload/{var_name}")
@route("POST", "/cases/{app_uid}/upload/{var_name}/{doc_uid}")
@route("POST", "/cases/{app_uid}/upload/{var_name}/{doc_uid}/{app_doc_uid}")
async def upload_for_variable(call: Call) -> list[dict[str, Any]]:
    """Announces and stores files for a file field; the variable itself stays as it was."""
    app_uid = call.uid("app_uid", "appUid")
    check_size(call)
    case = call.sandbox.store.cases.get(app_uid)
    if case is None:
        raise BadRequest(f"The application with $appUid: '{app_uid}' does not exist.")
    if not call.files:
        raise BadRequest(
            "An error occurred when uploading the file. Please contact the administrator."
        )
    for upload in call.files.values():
        check_content(upload)
    definition_uid = call.params.get("doc_uid") or ATTACHED_DEFINITION
    await call.race()
    rows = []
    for upload in call.files.values():
        document = _added(call, case, "ATTACHED", definition_uid)
        document.versions[0].file_name = upload.filename
        document.versions[0].data = upload.data
        rows.append(_row(call, document))
    call.accepted(case.uid)
    return rows


def _row(call: Call, document: Document) -> dict[str, Any]:
    version = document.versions[-1]
    return {
        "appDocUid": document.uid,
        "docVersion": version.version,
        "appDocFilename": version.file_name,
        "appDocCreateDate": call.sandbox.clock.plain(version.at),
        "appDocType": document.kind,
        "appDocIndex": document.index,
        "appDocCreateUser": formatted_name(call, version.user_uid),
    }
