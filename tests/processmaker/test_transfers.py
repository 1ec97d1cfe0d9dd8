"""Files on their way down and up."""

import io
import threading
import time
import tracemalloc
from email.parser import BytesParser
from types import SimpleNamespace

import pytest

from processmaker import deadline, errors
from processmaker.transfers import MultipartBody, file_name_of
from tests.support.byte_server import (
    SOON,
    TOKEN,
    answer_bytes,
    answering,
    hang_up,
    hanging,
    serving,
)

UID = "2" * 32
MEGABYTE = 1 << 20
UPLOADED = answer_bytes({"app_doc_uid": UID, "app_doc_filename": "quote.pdf"})


def attachment(content, status=206, name='filename="quote.pdf"', kind="application/pdf"):
    return answer_bytes(content, status, kind, Content_Disposition=f"attachment; {name}")


def refusal(code, message):
    return answer_bytes({"error": {"code": code, "message": message}}, code)


def download(server, **options):
    return server.client(**options).documents.input_file(UID, UID, version=2)


def test_a_download_under_status_206():
    with answering(attachment(b"%PDF" * 1000)) as server:
        with download(server) as file:
            assert (file.status, file.content_type, file.length) == (206, "application/pdf", 4000)
            assert file.file_name == "quote.pdf"
            assert b"".join(file.chunks) == b"%PDF" * 1000
        assert server.paths[0].endswith(f"/input-document/{UID}/file?v=2")


def test_the_connection_is_used_again_after_a_whole_download():
    peers = set()

    def script(connection, _request):
        peers.add(connection.getpeername())
        connection.sendall(attachment(b"x" * 200_000))

    with serving(script) as server:
        for _ in range(3):
            with download(server) as file:
                assert len(b"".join(file.chunks)) == 200_000
        assert len(peers) == 1
        with download(server) as file:
            next(file.chunks)
        with download(server) as file:
            assert len(b"".join(file.chunks)) == 200_000
        assert len(peers) == 2


def test_a_document_that_calls_itself_json():
    html = "<html><p>Purchase order 9</p></html>"
    with answering(answer_bytes(html)) as server:
        client = server.client()
        with client.documents.output_file(UID, UID, extension="doc") as file:
            assert b"".join(file.chunks).decode() == html
            assert file.file_name == ""


def test_a_short_body_is_not_taken_for_the_file():
    whole = attachment(b"x" * 100_000)
    with serving(lambda connection, _request: hang_up(connection, whole[:-10])) as server:
        with download(server) as file, pytest.raises(errors.Unreachable) as caught:
            list(file.chunks)
        assert caught.value.endpoint.startswith("GET /cases")
        assert not caught.value.outcome_unknown


def test_a_download_has_no_deadline_but_an_idle_limit(monkeypatch):
    whole = attachment(b"x" * 1000)

    opened = threading.Event()

    def script(connection, _request):
        connection.sendall(whole[:-500])
        opened.wait(60)
        connection.sendall(whole[-500:])

    with serving(script) as server, download(server) as file, monkeypatch.context() as patch:
        long_after = SimpleNamespace(monotonic=lambda: time.monotonic() + 3600)
        patch.setattr(deadline, "time", long_after)
        opened.set()
        assert len(b"".join(file.chunks)) == 1000
    with hanging(whole[:-500]) as server, download(server, idle_timeout=0.3) as file:
        began = time.monotonic()
        with pytest.raises(errors.TimedOut):
            list(file.chunks)
        assert time.monotonic() - began < SOON


def test_a_large_download_stays_out_of_memory():
    head = attachment(b"")[: -len(b"Content-Length: 0\r\n\r\n")]
    head += b"Content-Length: %d\r\n\r\n" % (64 * MEGABYTE)

    def script(connection, _request):
        connection.sendall(head)
        for _ in range(64):
            connection.sendall(b"x" * MEGABYTE)

    with serving(script) as server, download(server) as file:
        tracemalloc.start()
        total = sum(len(chunk) for chunk in file.chunks)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert total == 64 * MEGABYTE
    assert peak < 8 * MEGABYTE


@pytest.mark.parametrize(
    ("answer", "leaf"),
    [
        (answer_bytes(b"", 302, Location="/not-found.html"), errors.BadAnswer),
        (refusal(400, "Bad Request: Error loading Document"), errors.DocumentMissing),
        (answer_bytes("<b>Fatal error</b>: x", 200, "text/html"), errors.FatalError),
        (refusal(401, "Unauthorized"), errors.Unauthorized),
    ],
)
def test_what_is_no_file_is_an_error(answer, leaf):
    with answering(answer) as server, pytest.raises(leaf):
        download(server)


def test_a_broken_answer_in_place_of_a_file():
    half = answer_bytes("x" * 100)[:-20]
    with (
        serving(lambda connection, _request: hang_up(connection, half)) as server,
        pytest.raises(errors.Unreachable),
    ):
        download(server)
    with (
        answering(answer_bytes("x" * 99)) as server,
        pytest.raises(errors.BadAnswer, match="longer"),
    ):
        download(server, largest_answer=10)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('attachment; filename="quote.pdf"', "quote.pdf"),
        ("attachment; filename=quote.pdf; size=1", "quote.pdf"),
        ("attachment; filename*=UTF-8''angebot%20%C3%BC.pdf; filename=x", "angebot ü.pdf"),
        ('attachment; filename="angebot ü.pdf"'.encode().decode("latin-1"), "angebot ü.pdf"),
        ('attachment; filename="ü.pdf"', "ü.pdf"),
        ('attachment; filename="Ω.pdf"', "Ω.pdf"),
        (r'attachment; filename="a\"b.pdf"', 'a"b.pdf'),
        ('attachment; filename="../../etc/passwd"', ".._.._etc_passwd"),
        ('attachment; filename="a\r\nb\0.pdf"', "a_b_.pdf"),
        ("attachment", ""),
        ("", ""),
    ],
)
def test_file_names(header, expected):
    assert file_name_of(header) == expected


def upload(server, content=b"%PDF-1.4 sample", name="quote.pdf", **options):
    return server.client(**options).documents.upload_input(
        UID, io.BytesIO(content), name, document_uid=UID, task_uid=UID, comment="first\noffer é"
    )


def test_an_upload_is_a_multipart_form():
    with answering(UPLOADED) as server:
        assert upload(server, name='q"u\r\no/te é.pdf').file_name == "quote.pdf"
        sent = server.received[0]
    head = f"Content-Type: {sent.headers['content-type']}\r\n\r\n".encode()
    parts = BytesParser().parsebytes(head + sent.body).get_payload()
    fields = {part.get_param("name", header="content-disposition"): part for part in parts}
    assert set(fields) == {"inp_doc_uid", "tas_uid", "app_doc_comment", "form"}
    assert fields["app_doc_comment"].get_payload(decode=True).decode() == "first\noffer é"
    assert fields["form"].get_payload(decode=True) == b"%PDF-1.4 sample"
    assert 'filename="q%22u_o_te é.pdf"'.encode() in sent.body
    assert sent.headers["authorization"] == f"Bearer {TOKEN}"
    assert int(sent.headers["content-length"]) == len(sent.body)


def test_a_large_upload_stays_out_of_memory():
    class Zeros(io.RawIOBase):
        size, at = 48 * MEGABYTE, 0

        def read(self, size=-1):
            size = min(size, self.size - self.at)
            self.at += size
            return bytes(size)

        def seek(self, at, whence=0):
            self.at = self.size + at if whence else at
            return self.at

        def tell(self):
            return self.at

    body = MultipartBody({"a": "b"}, "form", Zeros(), "x.bin")
    tracemalloc.start()
    total = 0
    while piece := body.read(65536):
        total += len(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == len(body) > 48 * MEGABYTE
    assert peak < MEGABYTE
    assert MultipartBody({}, "form", io.BytesIO(b"x"), "x").readable()
    assert len(MultipartBody({}, "form", io.BytesIO(b"x"), "x").read()) > 10


@pytest.mark.parametrize(("status", "leaf"), [(413, errors.TooLarge), (415, errors.WrongType)])
def test_a_refused_upload(status, leaf):
    with answering(refusal(status, "no")) as server:
        with pytest.raises(leaf):
            upload(server)
        assert len(server.received) == 1


def test_an_upload_is_never_tried_again():
    with serving(lambda connection, _request: hang_up(connection, reset=True)) as server:
        with pytest.raises(errors.Unreachable) as caught:
            upload(server)
        assert caught.value.outcome_unknown
        assert len(server.received) == 1


def test_an_upload_that_hears_nothing_gives_up():
    with hanging() as server:
        began = time.monotonic()
        with pytest.raises(errors.TimedOut) as caught:
            upload(server, idle_timeout=0.3)
        assert time.monotonic() - began < SOON
        assert caught.value.outcome_unknown


def test_the_two_step_upload_says_when_it_failed():
    with answering(answer_bytes({"status": "fail"})) as server, pytest.raises(errors.BadRequest):
        server.client().light.upload(UID, UID, io.BytesIO(b"x"), "x.txt")
    with answering(answer_bytes({"status": "ok"})) as server:
        server.client().light.upload(UID, UID, io.BytesIO(b"x"), "x.txt")
        assert b'name="form[x.txt]"; filename="x.txt"' in server.received[0].body


@pytest.mark.parametrize("body", [[], [{"fileContent": "§"}], [{"fileContent": "a"}]])
def test_a_base64_file_that_is_none(body):
    with answering(answer_bytes(body)) as server, pytest.raises(errors.BadAnswer):
        server.client().light.download64(UID, UID)
