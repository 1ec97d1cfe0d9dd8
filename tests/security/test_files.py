"""Workbooks that are made to harm: refused in words, read no file, take no memory."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tests.support.clients import api

pytestmark = pytest.mark.django_db

EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
INTERNAL = '<!DOCTYPE x [<!ENTITY e "0123456789">]>'
SHEET = "xl/worksheets/sheet1.xml"
UNREADABLE = "Only CSV and XLSX files can be read."

Change = Callable[[bytes], bytes]


def workbook(change: Change) -> bytes:
    """A workbook of one row, its sheet changed."""
    book = Workbook()
    book.active.append(["ID", "NAME", "CITY", "COUNTRY", "RATING"])
    book.active.append([11, "Acme", "Leeds", "GB", 4])
    whole, changed = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with (
        zipfile.ZipFile(whole) as source,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as to,
    ):
        for name in source.namelist():
            data = source.read(name)
            to.writestr(name, change(data) if name == SHEET else data)
    return changed.getvalue()


def send(admin: Client, data: bytes) -> tuple[int, str]:
    """Status and text of the answer to an import."""
    table = next(one for one in api(admin).pm_tables.all() if one.name == "PMT_SUPPLIERS")
    file = SimpleUploadedFile("rows.xlsx", data)
    answer = admin.post(f"/tables/{table.uid}/import/", {"file": file})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("doctype", [EXTERNAL, INTERNAL])
def test_a_workbook_with_entities_reads_no_file_and_does_not_grow(
    admin: Client, doctype: str
) -> None:
    def with_entity(sheet: bytes) -> bytes:
        return doctype.encode() + sheet.replace(b"<v>11</v>", b"<v>&e;</v>")

    status, text = send(admin, workbook(with_entity))
    assert status == 422
    assert UNREADABLE in text
    assert "root:" not in text


def test_a_workbook_that_grows_is_refused_before_it_is_unpacked(admin: Client) -> None:
    status, text = send(admin, workbook(lambda sheet: sheet + b" " * (201 << 20)))
    assert status == 422
    assert "The workbook is too large unpacked." in text


def test_a_workbook_of_broken_xml_is_explained(admin: Client) -> None:
    status, text = send(admin, workbook(lambda sheet: sheet[:-40]))
    assert status == 422
    assert UNREADABLE in text
