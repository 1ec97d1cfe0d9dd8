"""A 401 can mean a dead token or a missing permission: once is asked, never twice."""

import pytest

from processmaker import errors
from tests.support.byte_server import UNAUTHORIZED, answer_bytes, answering

UID = "1" * 32


def read(client):
    return client.users.all()


def write(client):
    return client.cases.route(UID, del_index=2)


class Tokens:
    """A token source that counts its refreshes."""

    def __init__(self, *newer):
        self.newer = list(newer)
        self.asked = []

    def access_token(self):
        return "b" * 40

    def refreshed(self, stale):
        self.asked.append(stale)
        return self.newer.pop(0) if self.newer else stale


def test_a_401_renews_the_token_and_repeats_a_read_once():
    tokens = Tokens("c" * 40)
    with answering(UNAUTHORIZED, answer_bytes([])) as server:
        assert read(server.client(token=tokens)) == ()
        assert [one.headers["authorization"][-1] for one in server.received] == ["b", "c"]
    assert tokens.asked == ["b" * 40]


def test_a_401_that_stays_means_not_permitted():
    tokens = Tokens("c" * 40, "d" * 40)
    with answering(UNAUTHORIZED) as server:
        with pytest.raises(errors.Unauthorized):
            read(server.client(token=tokens))
        assert len(server.received) == 2
    assert tokens.asked == ["b" * 40]


def test_a_token_that_is_known_to_be_good_is_not_tried_again():
    with answering(UNAUTHORIZED) as server:
        with pytest.raises(errors.Unauthorized):
            read(server.client(token=Tokens()))
        with pytest.raises(errors.Unauthorized):
            read(server.client())
        assert len(server.received) == 2


def test_a_write_is_not_repeated_after_a_401_but_the_token_is_renewed():
    tokens = Tokens("c" * 40)
    with answering(UNAUTHORIZED) as server:
        with pytest.raises(errors.Unauthorized):
            write(server.client(token=tokens))
        assert len(server.received) == 1
    assert tokens.asked == ["b" * 40]


def test_a_notes_refusal_does_not_touch_the_token():
    tokens = Tokens("c" * 40)
    message = "Unauthorized: This user doesn't have permissions to see the case notes."
    refusal = answer_bytes({"error": {"code": 401, "message": message}}, 401)
    with answering(refusal) as server, pytest.raises(errors.NotesRefused):
        server.client(token=tokens).notes.all(UID)
    assert tokens.asked == []
