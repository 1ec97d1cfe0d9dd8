"""The plug-in's own ways."""

import json

import pytest

from processmaker import errors
from tests.support.byte_server import answer_bytes, answering

UID = "1" * 32


def test_a_claim_sends_only_what_is_known():
    with answering(answer_bytes(b"")) as server:
        plugin = server.client().extrarest
        plugin.claim(UID)
        plugin.claim(UID, del_index=2, user_uid=UID)
        plugin.set_status(UID, "DRAFT")
        plugin.set_status(UID, "TO_DO", del_index=3)
        assert [one.json for one in server.received] == [
            {},
            {"del_index": 2, "usr_uid": UID},
            {"status": "DRAFT"},
            {"status": "TO_DO", "del_index": 3},
        ]


def test_an_action_comes_from_the_list():
    with answering(answer_bytes({"data": []})) as server:
        with pytest.raises(errors.InvalidValue, match="action"):
            server.client().extrarest.user_cases("todo&x=1")
        assert server.received == []


@pytest.mark.parametrize(("body", "expected"), [(2, 2), ("3", 3), ("count", None), (None, None)])
def test_how_many_rows_were_added(body, expected):
    content = b"" if body is None else json.dumps(body)
    with answering(answer_bytes(content)) as server:
        assert server.client().extrarest.append_rows(UID, [{"ID": 1}]) == expected
        assert server.received[0].json == {"rows": [{"ID": 1}]}
