"""What may be shown inside a page, and the names files are saved under."""

import pytest

from cases.case_page.files import LONGEST_NAME, pages_of, preview_type, saved_name, shown_name
from sandbox.files import make_pdf


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("quote.pdf", "pdf"),
        ("Scan.JPEG", "image"),
        ("notes.txt", "text"),
        ("drawing.svg", None),
        ("page.html", None),
        ("page.pdf.html", None),
        ("pdf", None),
        ("", None),
    ],
)
def test_only_harmless_types_are_shown(name, kind):
    found = preview_type(name)
    assert (found and found.kind) == kind


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("Cotización ñ 2.pdf", "Cotización ñ 2.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_bSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("  ..  ", "document"),
        ("", "document"),
        ("a" * 400 + ".pdf", "a" * (LONGEST_NAME - 4) + ".pdf"),
        ("b" * 400, "b" * LONGEST_NAME),
    ],
)
def test_names_are_safe_to_save(name, saved):
    assert saved_name(name, "document") == saved


@pytest.mark.parametrize(
    ("pdf", "pages"),
    [
        (make_pdf(["one"]), 1),
        (b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 12 >> << /Type/Pages /Count 5 >>", 12),
        (b"<< /Count 3 /Kids [] /Type /Pages >>", 3),
        (b"<< /Type /Page /Parent 2 0 R >> << /Type/Page>>", 2),
        (b"%PDF-1.7 all of it is packed", 0),
        (b"/Type /Pages /Count 99999999999", 0),
    ],
)
def test_pages_are_counted_where_a_pdf_says_so_openly(pdf, pages):
    assert pages_of(pdf) == pages


def test_a_name_is_shown_without_what_hides_its_extension():
    assert shown_name("offer\u202efdp.exe") == "offerfdp.exe"
    assert shown_name("عرض أسعار.pdf") == "عرض أسعار.pdf"
