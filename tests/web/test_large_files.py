"""Large files through the real web server: its memory does not grow with them."""

import os
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
import urllib3
from django.conf import settings

from pmdash.processes.stack import Stack
from processmaker.transfers import MultipartBody
from sandbox.world.compose import demo_world
from tests.cases.jobs.conftest import database_url
from tests.conftest import SignIn
from tests.support.large_file import LargeFile
from tests.support.office import Office
from tests.support.ports import reserved_port
from tests.support.sandbox import SandboxProcess

MEGABYTE = 1024 * 1024
SIZE = int(os.environ.get("FILE_MB", "200")) * MEGABYTE
"""`make soak` sends larger ones."""
GROWTH = 40 * MEGABYTE
TOKEN = "a" * 32
PATIENCE = 120 + SIZE // (2 * MEGABYTE)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60 + PATIENCE)]


class WebServer:
    """Our web server as in production, and how much memory its processes have taken at most."""

    def __init__(self, folder: Path, session: str) -> None:
        own = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "pmdash.settings"}
        self._stack = Stack(folder, {**own, "DEBUG": ""})
        port = reserved_port()
        self.url = f"http://127.0.0.1:{port}"
        self._stack.add_web(port)
        names = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
        self._cookies = {"Cookie": f"{names[0]}={session}; {names[1]}={TOKEN}"}

    def peak(self) -> int:
        """Bytes of resident memory, all processes together."""
        parent = self._stack.children[0].process.pid
        workers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return sum(map(peak_of, [str(parent), *workers]))

    def upload(self, app_uid: str, document: str, size: int) -> dict[str, object]:
        """Send a file as the script of the page does; what it is told."""
        key = f"large-file-of-{size:032d}"
        fields = {"document_uid": document, "submit_key": key, "csrfmiddlewaretoken": TOKEN}
        body = MultipartBody(fields, "file", LargeFile(size), f"{size}.bin")
        described = {"Content-Type": body.content_type, "Content-Length": str(len(body))}
        headers = {**self._cookies, **described, "X-Requested-With": "XMLHttpRequest"}
        url = f"{self.url}/cases/{app_uid}/1/documents/upload/"
        told: dict[str, object] = urllib3.request(
            "POST", url, body=body, headers=headers, timeout=PATIENCE
        ).json()
        return told

    def download(self, app_uid: str, document: str) -> int:
        """How many bytes came."""
        url = f"{self.url}/cases/{app_uid}/documents/input/{document}/"
        answer = urllib3.request(
            "GET", url, headers=self._cookies, preload_content=False, timeout=PATIENCE
        )
        assert answer.status == HTTPStatus.OK
        return sum(len(piece) for piece in answer.stream(MEGABYTE))

    def stop(self) -> None:
        self._stack.stop()


def peak_of(pid: str) -> int:
    """The most that a process has held in memory so far (VmHWM)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) * 1024


@pytest.fixture
def generous(sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    """A server that takes large files, also for quotations."""
    world = demo_world()
    world["server"]["upload_limit_mb"] = SIZE // MEGABYTE + 100
    for process in world["processes"]:
        for document in process["input_documents"]:
            document |= {"inp_doc_max_filesize": 0, "inp_doc_type_file": ".*"}
    sandbox.reset(world=world)
    yield sandbox
    sandbox.reset(world=None)


@pytest.fixture
def web(
    transactional_db: None, generous: SandboxProcess, sign_in: SignIn, tmp_path: Path
) -> Iterator[WebServer]:
    session = sign_in("wendy").cookies[settings.SESSION_COOKIE_NAME].value
    server = WebServer(tmp_path, session)
    yield server
    server.stop()


def test_they_go_up_and_down_without_filling_the_memory(
    web: WebServer, generous: SandboxProcess
) -> None:
    wendy = Office(generous.url).wendy
    app_uid = Office(generous.url).purchase()
    steps = wendy.call("GET", f"/cases/{app_uid}/1/steps")
    kind = next(step["id"] for step in steps if step["type"] == "INPUT_DOCUMENT")
    for number in range(4):
        assert web.upload(app_uid, kind, 3 * MEGABYTE + number)["done"]
    listed = wendy.call("GET", f"/cases/{app_uid}/input-documents")
    for small in listed:
        web.download(app_uid, small["app_doc_uid"])
    before = web.peak()

    answer = web.upload(app_uid, kind, SIZE)

    assert answer == {"done": True, "tone": "success", "text": "The document is uploaded."}
    listed = wendy.call("GET", f"/cases/{app_uid}/input-documents")
    large = next(one for one in listed if one["app_doc_filename"] == f"{SIZE}.bin")
    assert web.download(app_uid, large["app_doc_uid"]) == SIZE
    grown = web.peak() - before
    assert grown < GROWTH, f"{grown // MEGABYTE} MB more than before"
