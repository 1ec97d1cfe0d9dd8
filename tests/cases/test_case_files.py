"""What may be shown inside a page, and the names files are saved under."""

import pytest

from cases.case_page.files import LONGEST_NAME, preview_type, saved_name, shown_name


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


def test_a_name_is_shown_without_what_hides_its_extension():
    assert shown_name("offer\u202efdp.exe") == "offerfdp.exe"
    assert shown_name("عرض أسعار.pdf") == "عرض أسعار.pdf"
