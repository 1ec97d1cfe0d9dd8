"""Work is done while the answer to a call is on its way, and never in the way of it."""

import threading

from processmaker.meanwhile import meanwhile
from processmaker.parallel import gather
from tests.support.byte_server import NO_HURRY, answer_bytes, answering, serving

NOBODY = answer_bytes([])


def test_the_server_has_the_request_and_we_do_the_work():
    is_done = threading.Event()

    def answer_once_done(connection, request):
        assert is_done.wait(NO_HURRY)
        connection.sendall(NOBODY)

    with serving(answer_once_done) as server, meanwhile(is_done.set):
        assert server.client().lists.inbox() == ()


def test_the_work_is_done_once():
    done = []
    with answering(NOBODY) as server, meanwhile(lambda: done.append(len(server.received))):
        client = server.client()
        client.lists.inbox()
        client.lists.inbox()
    assert len(done) == 1


def test_calls_side_by_side_leave_it_to_the_thread_that_asked():
    done = []
    with answering(NOBODY) as server, meanwhile(lambda: done.append(1)):
        client = server.client()
        gather(first=client.lists.inbox, second=client.lists.inbox)
    assert done == [1]


def test_the_work_may_fail():
    with answering(NOBODY) as server, meanwhile(lambda: 1 // 0):
        assert server.client().lists.inbox() == ()


def test_nothing_is_done_where_nothing_is_sent():
    done = []
    with meanwhile(lambda: done.append(1)):
        pass
    with answering(NOBODY) as server:
        server.client().lists.inbox()
    assert done == []
