"""The documents tab, downloads and previews."""

import re

import pytest

from processmaker.errors import ProcessMakerError
from sandbox.files import make_pdf

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 40
TEXT = "Größe: ñandú\n".encode()


@pytest.fixture
def purchase(office):
    """A purchase of wendy with two files; its uid and theirs."""
    app_uid = office.purchase()
    pdf = office.wendy.upload(app_uid, "Cotización ñ.pdf", PDF)
    text = office.wendy.upload(app_uid, "remarks.txt", TEXT, comment="<b>second</b>")
    return app_uid, pdf, text


def file_url(app_uid, uid, kind="input", more=""):
    return f"/cases/{app_uid}/documents/{kind}/{uid}/{more}"


def body_of(response):
    return b"".join(response.streaming_content)


def test_documents_have_version_author_date_and_comment(wendy, purchase):
    app_uid, pdf, _ = purchase
    shown = wendy.get(f"/cases/{app_uid}/1/documents/").content.decode()
    assert "Cotización ñ.pdf" in shown
    assert "Marsh, Wendy (wendy)" in shown
    assert "&lt;b&gt;second&lt;/b&gt;" in shown
    assert f'href="{file_url(app_uid, pdf)}"' in shown
    assert "<time" in shown


def test_no_documents_say_so(wendy, office):
    shown = wendy.get(f"/cases/{office.purchase()}/1/documents/").content
    assert b"No documents for you" in shown


def test_a_download_is_saved_and_never_shown(wendy, purchase):
    app_uid, pdf, _ = purchase
    answer = wendy.get(file_url(app_uid, pdf))
    assert answer.status_code == 200
    assert body_of(answer) == PDF
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Cotizaci%C3%B3n%20%C3%B1.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert "Range" not in answer.headers


def test_previews_are_locked_into_their_frame(wendy, purchase):
    app_uid, pdf, text = purchase
    shown = wendy.get(file_url(app_uid, text, more="preview/"))
    assert body_of(shown) == TEXT
    assert shown["Content-Type"] == "text/plain; charset=utf-8"
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown["Content-Security-Policy"] == (
        "default-src 'none'; sandbox; frame-ancestors 'self'"
    )
    document = wendy.get(file_url(app_uid, pdf, more="preview/"))
    assert document["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in document["Content-Security-Policy"]
    document.close()


def test_a_preview_tells_size_and_pages(wendy, office):
    app_uid = office.purchase()
    pdf = office.wendy.upload(app_uid, "offer.pdf", make_pdf(["Two printers"]))
    text = office.wendy.upload(app_uid, "remarks.txt", b"x" * 2048)
    url = file_url(app_uid, pdf, more="facts/")
    assert url in wendy.get(f"/cases/{app_uid}/1/documents/?show={pdf}").content.decode()

    assert "1 page, " in wendy.get(url).content.decode()
    shown = wendy.get(file_url(app_uid, text, more="facts/")).content.decode()
    assert "2.0\xa0KB" in shown
    assert "page" not in shown


def test_size_and_pages_that_cannot_be_read_are_left_out(wendy, purchase, sandbox):
    app_uid, pdf, _ = purchase
    sandbox.fault("missing_file", path="/cases/*/input-document/*/file")
    shown = wendy.get(file_url(app_uid, pdf, more="facts/"))
    assert shown.status_code == 200
    assert "page" not in shown.content.decode()


def test_what_could_run_is_not_previewed(wendy, office):
    app_uid = office.bob.start("Take complaint", {"customer": "Ada", "subject": "Noise"})
    office.bob.route(app_uid)
    office.wendy.claim(app_uid, 2)
    page = office.wendy.upload(app_uid, "page.html", b"<script>alert(1)</script>", index=2)
    shown = wendy.get(f"/cases/{app_uid}/2/documents/?show={page}").content.decode()
    assert "page.html" in shown
    assert "<iframe" not in shown
    assert wendy.get(file_url(app_uid, page, more="preview/")).status_code == 404
    saved = wendy.get(file_url(app_uid, page))
    assert saved["Content-Type"] == "application/octet-stream"
    saved.close()


def test_the_shown_document_stands_beside_the_list(wendy, purchase):
    app_uid, _, text = purchase
    shown = wendy.get(f"/cases/{app_uid}/1/documents/?show={text}").content.decode()
    frame = re.search(r"<iframe[^>]*>", shown).group()
    assert file_url(app_uid, text, more="preview/") in frame
    assert " sandbox" in frame
    assert (
        "<iframe" not in wendy.get(f"/cases/{app_uid}/1/documents/?show=nothing").content.decode()
    )


@pytest.mark.parametrize("more", ["", "preview/", "facts/", "?v=1"])
def test_files_are_only_for_who_has_them_in_the_list(mary, purchase, more):
    app_uid, pdf, _ = purchase
    assert mary.get(file_url(app_uid, pdf, more=more)).status_code == 403


def test_a_file_of_another_case_is_not_found(wendy, office, purchase):
    _, pdf, _ = purchase
    other = office.purchase()
    assert wendy.get(file_url(other, pdf)).status_code == 404


@pytest.mark.parametrize(
    "path", ["input/{pdf}/?v=2", "input/{pdf}/?format=doc", "output/{pdf}/", "other/{pdf}/"]
)
def test_versions_formats_and_kinds_that_are_not_there_are_not_found(wendy, purchase, path):
    app_uid, pdf, _ = purchase
    assert wendy.get(f"/cases/{app_uid}/documents/{path.format(pdf=pdf)}").status_code == 404


def test_output_documents_come_in_their_formats(wendy, office):
    app_uid = office.ready_purchase()
    office.generate(app_uid)
    shown = wendy.get(f"/cases/{app_uid}/documents/").content.decode()
    links = re.findall(r'href="(/cases/\w+/documents/output/\w+/\?format=(\w+))"', shown)
    assert [kind for _, kind in links] == ["pdf", "doc"]
    for url, kind in links:
        answer = wendy.get(url)
        assert answer.status_code == 200
        assert f".{kind}" in answer["Content-Disposition"]
        assert answer["Content-Type"] == "application/octet-stream"
        assert body_of(answer)


def test_a_short_file_breaks_the_answer_instead_of_ending_it(wendy, sandbox, purchase):
    app_uid, pdf, _ = purchase
    sandbox.fault("short_file", path="/cases/*/file")
    answer = wendy.get(file_url(app_uid, pdf))
    with pytest.raises(ProcessMakerError):
        body_of(answer)


@pytest.mark.parametrize("fault", ["missing_file", "error_500_null", "fatal_200"])
def test_a_file_that_does_not_come_is_an_error_page(wendy, sandbox, purchase, fault):
    app_uid, pdf, _ = purchase
    sandbox.fault(fault, path="/cases/*/file")
    answer = wendy.get(file_url(app_uid, pdf))
    assert answer.status_code >= 400
    assert answer["X-Request-ID"] in answer.content.decode()


def test_announced_files_that_never_came_have_no_link(wendy, office):
    app_uid = office.purchase()
    office.wendy.call("POST", f"/light/case/{app_uid}/upload", json=[{"name": ""}])
    shown = wendy.get(f"/cases/{app_uid}/1/documents/").content.decode()
    assert "announced, but no file was sent" in shown
    assert "/documents/input/" not in shown
