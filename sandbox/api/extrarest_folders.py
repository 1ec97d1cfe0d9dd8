"""extraRest 1.3: folders of documents.

They ask for PM_FOLDERS_VIEW, which 3.8.3 does not have of itself. Output documents lie
in a folder of their process, as a destination path "/@@process" would put them.
"""

from typing import Any

from sandbox.api.people import Row
from sandbox.engine.listing import STATUS_LABELS
from sandbox.engine.records import Case, Document
from sandbox.errors import BadRequest
from sandbox.rest import Call, route
from sandbox.world.model import Process
from sandbox.world.names import uid_of

ROOT = "root"
PERMISSION = "PM_FOLDERS_VIEW"


def _folder_uid(process: Process) -> str:
    return uid_of("folder", process.uid)


def _check(call: Call) -> None:
    if not call.can(PERMISSION):
        raise BadRequest(f"Logged-in user lacks the {PERMISSION} permission in role.")


def _paged(call: Call, rows: list[Row]) -> list[Row]:
    start, limit = call.query_int("start", 0, minimum=0), call.query_int("limit", 0, minimum=0)
    return rows[start : start + limit] if limit else rows[start:]


@route("GET", "/extrarest/documents/{fdr_uid}/folders", plugin=True)
def list_folders(call: Call) -> dict[str, Any]:
    """One folder for each process below the root, none below those."""
    _check(call)
    stamp = call.sandbox.clock.plain(call.sandbox.started_at)
    wanted = call.query.get("search", "").casefold()
    processes = call.sandbox.world.processes.values() if call.params["fdr_uid"] == ROOT else ()
    folders: list[Row] = [
        {
            "FOLDER_UID": _folder_uid(process),
            "FOLDER_PARENT_UID": "/",
            "FOLDER_NAME": process.title,
            "FOLDER_CREATE_DATE": stamp,
            "FOLDER_UPDATE_DATE": stamp,
        }
        for process in sorted(processes, key=lambda item: item.title.casefold())
        if wanted in process.title.casefold()
    ]
    if call.query.get("direction") == "DESC":
        folders.reverse()
    return {"folders": _paged(call, folders), "totalFoldersCount": len(folders)}


@route("GET", "/extrarest/documents/{fdr_uid}/contents", plugin=True)
def list_contents(call: Call) -> dict[str, Any]:
    """Output documents of the folder's process, newest first; the root has none."""
    _check(call)
    found = [
        (case, document)
        for case in _cases(call)
        if _folder_uid(case.process) == call.params["fdr_uid"]
        for document in case.documents
        if document.kind == "OUTPUT" and _matches(call, document)
    ]
    if call.query.get("only_active") == "true":
        found = [pair for pair in found if not pair[1].deleted]
    found.sort(key=lambda pair: pair[1].versions[-1].at, reverse=True)
    rows = _ordered(call, [_row(call, case, document) for case, document in found])
    return {"documents": _paged(call, rows), "totalDocumentsCount": len(rows)}


def _cases(call: Call) -> list[Case]:
    """All of them; for a ``user`` those in which a document was made in a task of theirs.

    AppFolder::getFolderContent joins documents with delegations so. The caller needs PM_ALLCASES.
    """
    cases, user_uid = list(call.sandbox.store.cases.values()), call.query.get("user", "")
    if not user_uid:
        return cases
    if not call.can("PM_ALLCASES"):
        what = "see the documents of other users"
        raise BadRequest(f"Logged-in user needs the PM_ALLCASES permission to {what}.")
    return [case for case in cases if _has_document_of(case, user_uid)]


def _has_document_of(case: Case, user_uid: str) -> bool:
    versions = [version for document in case.documents for version in document.versions]
    turns = [case.delegation(version.del_index) for version in versions]
    return any(turn is not None and turn.user_uid == user_uid for turn in turns)


def _matches(call: Call, document: Document) -> bool:
    """The words in the name; nothing has a tag here, so a search in tags finds nothing."""
    wanted = (call.query.get("keyword") or call.query.get("search", "")).casefold()
    if wanted and call.query.get("search_type") == "TAG":
        return False
    return wanted in document.versions[-1].file_name.casefold()


def _ordered(call: Call, rows: list[Row]) -> list[Row]:
    """By ``sort`` and ``direction``; without them as they are."""
    columns = {"name": "APP_DOC_FILENAME", "appDocCreateDate": "APP_DOC_CREATE_DATE"}
    column = columns.get(call.query.get("sort", ""))
    if column is None:
        return rows
    falling = call.query.get("direction") == "DESC"
    return sorted(rows, key=lambda row: str(row[column]).casefold(), reverse=falling)


def _row(call: Call, case: Case, document: Document) -> Row:
    version, clock = document.versions[-1], call.sandbox.clock
    users = call.sandbox.world.users
    author, creator = users.get(version.user_uid), users.get(case.creator_uid)
    return {
        "APP_DOC_UID": document.uid,
        "APP_DOC_FILENAME": version.file_name,
        "APP_DOC_COMMENT": version.comment or None,
        "DOC_VERSION": version.version,
        "APP_UID": case.uid,
        "DEL_INDEX": version.del_index,
        "DOC_UID": document.definition_uid,
        "USR_UID": version.user_uid,
        "APP_DOC_TYPE": document.kind,
        "APP_DOC_CREATE_DATE": clock.plain(version.at),
        "APP_DOC_INDEX": document.index,
        "FOLDER_UID": call.params["fdr_uid"],
        "APP_DOC_TAGS": "",
        "APP_DOC_STATUS": "DELETED" if document.deleted else "ACTIVE",
        "APP_TITLE": case.title,
        "APP_NUMBER": case.number,
        "APP_STATUS": case.status,
        "STATUS": STATUS_LABELS[case.status],
        "PRO_UID": case.process.uid,
        "PRO_TITLE": case.process.title,
        "CREATOR": creator.full_name if creator else "",
        "CREATE_DATE": clock.shown(case.created_at),
        "UPDATE_DATE": clock.shown(case.updated_at),
        "USR_USERNAME": author.username if author else "",
        "USR_FIRSTNAME": author.firstname if author else "",
        "USR_LASTNAME": author.lastname if author else "",
        "APP_DOC_UID_VERSION": f"{document.uid}_{version.version}",
    }
