"""Faults of the network, byte by byte, over real sockets."""

import os
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from processmaker import Client, Server, deadline, errors
from processmaker.transport import POOL_SIZE
from tests.support.byte_server import (
    NO_HURRY,
    SOON,
    TOKEN,
    answer_bytes,
    answering,
    hanging,
    serving,
)

UID = "1" * 32
CONFIG = answer_bytes({"version": "3.8.3"})
EMPTY = answer_bytes(b"")


def self_signed(folder):
    """A file with a key and the certificate of 127.0.0.1 that it signs."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    certificate = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    encoding = serialization.Encoding.PEM
    form, lock = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(encoding, form, lock) + certificate.public_bytes(encoding))
    return file


def read(client):
    return client.users.all()


def write(client):
    return client.cases.route(UID, del_index=2)


def test_what_is_sent():
    with answering(answer_bytes([])) as server:
        server.client(request_id="r-7").lists.inbox({"start": 0, "search": "a b&c=d/é", "x": None})
        sent = server.received[0]
    assert sent.path == "/api/1.0/workflow/cases?start=0&search=a+b%26c%3Dd%2F%C3%A9"
    assert sent.headers["authorization"] == f"Bearer {TOKEN}"
    assert sent.headers["x-request-id"] == "r-7"
    assert sent.headers["user-agent"].startswith("pmdash/")
    assert "cookie" not in sent.headers
    assert "x-requested-with" not in sent.headers


def test_a_small_body_comes_with_its_head():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        place = Server(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}")
        client = Client(place, TOKEN)
        sending = threading.Thread(target=write, args=(client,))
        sending.start()
        connection, _peer = listener.accept()
        with connection:
            first = connection.recv(64 * 1024)
            connection.sendall(EMPTY)
        sending.join()
    assert first.partition(b"\r\n\r\n")[2] == b'{"del_index":"2"}'


def test_public_endpoints_get_no_token():
    with answering(CONFIG) as server:
        server.client().light.config()
        assert "authorization" not in server.received[0].headers
        with pytest.raises(errors.SignedOut):
            read(server.client(token=None))


def test_environment_proxies_and_cookies_are_ignored(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with answering(answer_bytes([], Set_Cookie="PHPSESSID=abc; path=/")) as server:
        client = server.client()
        read(client)
        read(client)
        assert "cookie" not in server.received[1].headers


def test_connections_are_kept():
    peers = set()

    def script(connection, _request):
        peers.add(connection.getpeername())
        connection.sendall(answer_bytes([]))

    with serving(script) as server:
        for _ in range(5):
            read(server.client())
        assert len(peers) == 1
    assert POOL_SIZE >= 64


def test_a_write_goes_out_on_no_connection_that_the_server_may_be_closing(monkeypatch):
    monkeypatch.setattr(deadline, "_FRESH", -1.0)
    peers = []

    def script(connection, request):
        peers.append((request.method, connection.getpeername()))
        connection.sendall(EMPTY if request.method == "PUT" else answer_bytes([]))

    with serving(script) as server:
        client = server.client()
        for call in (read, read, write, read, write):
            call(client)
    (_, first), (_, kept), (_, fresh), (_, of_write), (_, last) = peers
    assert first == kept != fresh
    assert fresh == of_write != last


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.mark.parametrize("call", [read, write])
def test_refused(call):
    client = Client(Server(base_url=f"http://127.0.0.1:{closed_port()}"), token=TOKEN)
    with pytest.raises(errors.Unreachable) as caught:
        call(client)
    assert caught.value.may_retry
    assert not caught.value.outcome_unknown
    assert TOKEN not in str(caught.value)


def test_unknown_host():
    client = Client(Server(base_url="http://nowhere.invalid"), token=TOKEN)
    with pytest.raises(errors.Unreachable) as caught:
        write(client)
    assert not caught.value.outcome_unknown


def test_tls_error():
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet():
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 this is not TLS\r\n")

        threading.Thread(target=greet, daemon=True).start()
        server = Server(base_url=f"https://127.0.0.1:{listener.getsockname()[1]}")
        with pytest.raises(errors.Unreachable, match="secure") as caught:
            write(Client(server, token=TOKEN))
        assert not caught.value.outcome_unknown


def test_tls_that_breaks_after_the_request_was_sent(tmp_path):
    certificate = self_signed(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def spoil():
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            connection, _peer = listener.accept()
            with context.wrap_socket(connection, server_side=True) as secure:
                assert secure.recv(64 * 1024)
                with socket.socket(fileno=os.dup(secure.fileno())) as beneath:
                    beneath.sendall(b"this is no record of TLS\r\n")

        threading.Thread(target=spoil, daemon=True).start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(errors.Unreachable) as caught:
            write(Client(Server(base_url=url, verify=str(certificate)), token=TOKEN))
        assert caught.value.outcome_unknown


def test_connect_time_out():
    # A listener whose queue is full takes no further connection.
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        url = f"http://127.0.0.1:{address[1]}"
        server = Server(base_url=url, connect_timeout=0.3, deadline=NO_HURRY)
        began = time.monotonic()
        with pytest.raises(errors.TimedOut) as caught:
            write(Client(server, token=TOKEN))
        assert time.monotonic() - began < SOON
        assert not caught.value.outcome_unknown
        for one in waiting:
            one.close()


@pytest.mark.parametrize(("call", "unknown"), [(read, False), (write, True)])
def test_read_time_out(call, unknown):
    with hanging() as server:
        began = time.monotonic()
        with pytest.raises(errors.TimedOut) as caught:
            call(server.client(deadline=0.4))
        assert time.monotonic() - began < SOON
        assert caught.value.outcome_unknown is unknown
        assert len(server.received) == 1


@pytest.mark.parametrize("begin_at", [0, 40], ids=["headers", "body"])
def test_one_byte_after_the_other_meets_the_total_deadline(begin_at):
    content = answer_bytes([{"usr_uid": UID}] * 50)
    begin_at = content.index(b"\r\n\r\n") + 4 if begin_at else 0

    def script(connection, _request):
        connection.sendall(content[:begin_at])
        for at in range(begin_at, len(content)):
            connection.sendall(content[at : at + 1])
            time.sleep(0.05)

    with serving(script) as server:
        began = time.monotonic()
        with pytest.raises(errors.TimedOut):
            read(server.client(deadline=0.5))
        assert time.monotonic() - began < SOON


def test_a_slow_but_whole_answer_is_taken():
    content = answer_bytes([{"usr_uid": UID}])

    def script(connection, _request):
        for at in range(0, len(content), 20):
            connection.sendall(content[at : at + 20])
            time.sleep(0.01)

    with serving(script) as server:
        assert read(server.client())[0].uid == UID


def test_a_wrong_content_type_does_not_matter():
    with answering(answer_bytes([{"usr_uid": UID}], 200, "text/html")) as server:
        assert read(server.client())[0].uid == UID


def test_no_redirect_is_followed():
    with answering(answer_bytes(b"", 302, Location="http://127.0.0.1:1/elsewhere")) as server:
        with pytest.raises(errors.BadAnswer):
            write(server.client())
        assert len(server.received) == 1


def test_an_answer_that_is_too_long_is_dropped():
    long = answer_bytes(["x" * 1000] * 1000)
    with answering(long) as server, pytest.raises(errors.BadAnswer, match="longer"):
        read(server.client(largest_answer=100_000))


def test_sixty_four_threads_share_the_pool():
    with answering(answer_bytes([{"usr_uid": UID}])) as server:
        client = server.client()
        found = []
        threads = [
            threading.Thread(target=lambda: found.append(read(client)[0].uid)) for _ in range(64)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert found == [UID] * 64


def test_no_log_holds_a_token(caplog):
    caplog.set_level("DEBUG")
    message = f'Bad Request: The user with "Bearer {TOKEN}" is invalid to pause the case.'
    refusal = answer_bytes({"error": {"code": 400, "message": message}}, 400)
    with answering(refusal) as server, pytest.raises(errors.BadRequest) as caught:
        server.client().cases.pause(UID, del_index=2)
    assert TOKEN not in str(caught.value)
    assert TOKEN not in caught.value.message
    assert "PUT /cases/{app_uid}/pause" in caplog.text
    assert TOKEN not in caplog.text
    assert "s3cret" not in caplog.text
