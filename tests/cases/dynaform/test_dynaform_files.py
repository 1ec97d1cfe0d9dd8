"""Files of forms: checked before they are sent, kept among the variables as ProcessMaker does."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from cases.dynaform import Document
from tests.forms.small import control, fill, messages


def upload(name: str, size: int = 5) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size)


@pytest.mark.parametrize(
    ("more", "name", "size", "message"),
    [
        (
            {"extensions": ".pdf , .jpg"},
            "a.exe",
            1,
            "“a.exe” cannot be attached. Allowed are: jpg, pdf.",
        ),
        ({"size": 1, "sizeUnity": "KB"}, "a.pdf", 1025, "“a.pdf” is larger than 1.0\xa0KB."),
    ],
)
def test_files_are_checked_before_they_are_sent(more, name, size, message):
    files = MultiValueDict({"form-x": [upload(name, size)]})

    assert messages(fill(control("file", **more), files=files)) == [message]


@pytest.mark.parametrize("extensions", ["*", ".*", "", "pdf, .PDF"])
def test_extensions_however_they_are_written(extensions):
    files = MultiValueDict({"form-x": [upload("A.PDF")]})

    assert messages(fill(control("file", extensions=extensions), files=files)) == []


def test_uploads_become_part_of_the_variables():
    held = [{"appDocUid": "01", "name": "old.pdf", "version": "1"}]
    files = MultiValueDict({"form-x": [upload("new.pdf")]})
    form = fill(
        control("multipleFile", inp_doc_uid="77"),
        values={"x": held},
        files=files,
        **{"x.remove": "01"},
    )

    (sent,) = form.uploads
    assert (sent.variable, sent.input_document, sent.file.name) == ("x", "77", "new.pdf")
    sent.document = Document("02", "new.pdf", 1)
    assert form.variables() == {
        "x": [{"appDocUid": "02", "name": "new.pdf", "version": 1}],
        "__VARIABLE_DOCUMENT_DELETE__": {"x": held},
    }


def test_a_file_is_json_text_of_uids_and_names():
    files = MultiValueDict({"form-x": [upload("é.pdf")]})
    form = fill(control("file"), values={"x": '["01"]', "x_label": '["old"]'}, files=files)

    form.uploads[0].document = Document("02", "é.pdf", 1)
    assert form.variables() == {"x": '["02"]', "x_label": '["é.pdf"]'}


def test_documents_uploaded_before_the_form_was_sent_are_kept():
    posted = json.dumps({"appDocUid": "05", "name": "b.pdf", "version": 1})

    form = fill(control("multipleFile", required=True), **{"x.document": posted})

    assert messages(form) == []
    assert form.variables()["x"] == [{"appDocUid": "05", "name": "b.pdf", "version": 1}]


def test_more_files_than_allowed():
    files = MultiValueDict({"form-x": [upload("a"), upload("b")]})

    form = fill(control("multipleFile", maxFileNumber=1), files=files)

    assert messages(form) == ["At most 1 file can be attached."]
