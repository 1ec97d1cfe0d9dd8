"""Files in seeded cases: what people uploaded, what ProcessMaker generated."""

from datetime import datetime, timedelta
from functools import cache
from random import Random

from sandbox.engine.records import Case, Delegation, Document, DocumentVersion
from sandbox.files import make_pdf, make_png
from sandbox.world import phrases
from sandbox.world.model import Step

UPLOAD_SHARE = 0.3
COMMENTS = ("", "Scanned at the desk", "Second page follows", "نسخة موقعة", 'as agreed "orally"')


def add_documents(case: Case, random: Random) -> None:
    """Some input documents where steps ask for them, output documents of finished tasks."""
    for delegation in case.delegations:
        if not delegation.user_uid or delegation.init_at is None:
            continue
        for step in delegation.task.steps:
            if step.type == "INPUT_DOCUMENT" and random.random() < UPLOAD_SHARE:
                _upload(case, delegation, step, random)
            elif step.type == "OUTPUT_DOCUMENT" and delegation.status == "CLOSED":
                _generate(case, delegation, step)


def _upload(case: Case, delegation: Delegation, step: Step, random: Random) -> None:
    kind = random.choice(_accepted(case, step.object))
    name = f"{random.choice(phrases.FILE_NAMES)}.{kind}"
    document = _add(case, delegation, "INPUT", step.object)
    document.versions.append(
        DocumentVersion(
            version=1,
            at=_moment(delegation),
            user_uid=delegation.user_uid,
            del_index=delegation.index,
            file_name=name,
            comment=random.choice(COMMENTS),
            data=_sample(kind),
        )
    )


def _accepted(case: Case, definition_uid: str) -> list[str]:
    documents = {item["inp_doc_uid"]: item for item in case.process.input_documents}
    types = documents[definition_uid]["inp_doc_type_file"]
    known = [kind for kind in ("pdf", "png", "txt") if f".{kind}" in types or ".*" in types]
    return known or ["pdf"]


def _generate(case: Case, delegation: Delegation, step: Step) -> None:
    definitions = {item["out_doc_uid"]: item for item in case.process.output_documents}
    definition = definitions[step.object]
    file_name = definition["out_doc_filename"].replace("@#APP_NUMBER", str(case.number))
    file_name = file_name.replace("@@newName", str(case.variables.get("newName", "")))
    document = _add(case, delegation, "OUTPUT", step.object)
    document.versions.append(
        DocumentVersion(
            version=1,
            at=_moment(delegation),
            user_uid=delegation.user_uid,
            del_index=delegation.index,
            file_name=file_name,
            comment="",
            formats={"pdf": _sample("pdf"), "doc": _sample("doc")},
        )
    )


def _add(case: Case, delegation: Delegation, kind: str, definition_uid: str) -> Document:
    uid = f"{int(case.uid, 16) ^ (len(case.documents) + 1):032x}"
    index = len(case.documents) + 1
    document = Document(uid, index, kind, definition_uid, delegation.task.uid)
    case.documents.append(document)
    return document


def _moment(delegation: Delegation) -> datetime:
    return (delegation.finished_at or delegation.delegated_at) - timedelta(seconds=20)


@cache
def _sample(kind: str) -> bytes:
    """One shared file of each kind: a hundred thousand cases hold the same bytes."""
    match kind:
        case "pdf":
            return make_pdf(["Sample document", "", "Made for the demo of ProcessMaker cases."])
        case "png":
            return make_png(43, 108, 176)
        case "doc":
            return b"<html><body><h1>Sample document</h1></body></html>"
    return b"Sample document\nMade for the demo of ProcessMaker cases.\n"
