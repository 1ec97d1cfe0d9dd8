"""A form is carried out once, however often it is sent."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from cases.models import SubmitKey
from cases.services.lease import CaseBusy
from cases.services.outcomes import Outcome, done
from cases.services.submissions import forget_old, new_key, once

pytestmark = pytest.mark.django_db(transaction=True)

WENDY = "a" * 32


class Calls:
    """Counts how often something was really done."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.count = 0
        self.seconds = seconds

    def __call__(self) -> Outcome:
        self.count += 1
        time.sleep(self.seconds)
        return done("claimed").with_details(del_index="2")


def test_the_second_submission_is_told_the_result_of_the_first() -> None:
    key, calls = new_key(), Calls()
    first = once(WENDY, key, "claim x 2", calls)
    second = once(WENDY, key, "claim x 2", calls)
    assert calls.count == 1
    assert not first.replayed
    assert second.replayed
    assert (second.kind, second.reason, second.details) == (first.kind, first.reason, first.details)


def test_two_submissions_at_once_do_it_once() -> None:
    key, calls, told = new_key(), Calls(seconds=0.3), []

    def send() -> None:
        told.append(once(WENDY, key, "claim x 2", calls))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls.count == 1
    assert [outcome.done for outcome in told] == [True] * 4


def test_a_key_is_worth_nothing_in_another_form() -> None:
    key = new_key()
    once(WENDY, key, "claim x 2", Calls())
    with pytest.raises(ValueError, match="another form"):
        once(WENDY, key, "cancel x 2", Calls())


def test_a_key_of_somebody_else_is_a_key_of_its_own() -> None:
    key, calls = new_key(), Calls()
    once(WENDY, key, "claim x 2", calls)
    once("b" * 32, key, "claim x 2", calls)
    assert calls.count == 2


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "no spaces allowed here"])
def test_a_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="submit_key"):
        once(WENDY, key, "claim x 2", Calls())


def test_what_was_never_sent_can_be_sent_again() -> None:
    key, calls = new_key(), Calls()

    def busy() -> Outcome:
        raise CaseBusy("Bob Tanner")

    with pytest.raises(CaseBusy):
        once(WENDY, key, "claim x 2", busy)
    assert once(WENDY, key, "claim x 2", calls).done


def test_what_broke_off_is_not_done_again() -> None:
    key, calls = new_key(), Calls()

    def broken() -> Outcome:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(WENDY, key, "claim x 2", broken)
    assert once(WENDY, key, "claim x 2", calls).reason.code == "interrupted"
    assert calls.count == 0


def test_old_keys_are_forgotten() -> None:
    SubmitKey.objects.create(
        key="k" * 20, user_uid=WENDY, purpose="", at=timezone.now() - timedelta(days=3)
    )
    SubmitKey.objects.create(key="n" * 20, user_uid=WENDY, purpose="")
    assert forget_old() == 1
