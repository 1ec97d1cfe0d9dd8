"""An answer of 100,000 rows where 26 were asked for."""

import json
import time
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.cases.lists_page import rows
from tests.faults.screens import Desk
from tests.faults.test_gone_server import move_to
from tests.support.byte_server import ByteServer, answer_bytes, routing

MANY = 100_000
ROW = {
    "app_uid": "",
    "del_index": "2",
    "app_number": "",
    "app_status": "TO_DO",
    "app_title": "Label printers for the third floor",
    "pro_uid": "1" * 32,
    "app_pro_title": "Purchase",
    "tas_uid": "2" * 32,
    "app_tas_title": "Check the budget",
    "usr_uid": "3" * 32,
    "usr_firstname": "Wendy",
    "usr_lastname": "Marsh",
    "del_thread_status": "OPEN",
    "del_delegate_date": "2026-11-02 09:30:00",
    "del_init_date": None,
    "del_task_due_date": "2026-11-05 17:00:00",
    "app_update_date": "2026-11-02 09:30:00",
    "del_priority": "3",
}


@pytest.fixture
def flood() -> Iterator[ByteServer]:
    many = [{**ROW, "app_uid": f"{n:032x}", "app_number": str(n)} for n in range(1, MANY + 1)]
    body = json.dumps({"total": str(MANY), "start": 0, "limit": 26, "data": many}).encode()
    config = answer_bytes({"version": "3.8.3"})
    table = {"GET /cases/paged": answer_bytes(body), "GET /light/config": config}
    with routing(table) as server:
        yield server


def test_a_page_of_it_is_shown_in_time(desk: Desk, flood: ByteServer, settings: Settings) -> None:
    move_to(flood.url, settings)
    for query in ("", "?due=late"):
        began = time.thread_time()
        answer = desk.browser.get(f"/cases/inbox/{query}")
        took = time.thread_time() - began
        assert answer.status_code == 200, answer.content.decode()
        assert len(rows(answer)) == 25
        assert took < 6, took
