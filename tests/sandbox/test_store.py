"""Index, clock and text pieces of the engine."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.dates import Clock
from sandbox.engine.store import Bucket
from sandbox.engine.titles import fill_in
from sandbox.engine.tokens import Token, Tokens

KEYS = st.tuples(st.integers(1, 50), st.integers(1, 4))


@given(st.lists(KEYS), st.lists(KEYS), st.integers(0, 60), st.integers(1, 60), st.booleans())
def test_a_bucket_pages_like_a_sorted_list(
    added: list[tuple[int, int]],
    dropped: list[tuple[int, int]],
    start: int,
    limit: int,
    descending: bool,
) -> None:
    bucket, kept = Bucket(), set(added) - set(dropped)
    for key in set(added):
        bucket.add(key)
    for key in dropped:
        bucket.discard(key)
    ordered = sorted(kept, reverse=descending)
    assert bucket.page(start, limit, descending=descending) == ordered[start : start + limit]
    assert bucket.page(start, None, descending=descending) == ordered[start:]
    assert (len(bucket), bucket.case_count()) == (len(kept), len({number for number, _ in kept}))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-11-21 11:27:27", 1, "DAYS", "2026-11-23 17:00:00"),
        ("2026-11-21 11:27:27", 0.8, "DAYS", "2026-11-23 15:24:00"),
        ("2026-11-23 10:00:00", 4, "HOURS", "2026-11-23 14:00:00"),
        ("2026-11-20 16:00:00", 2, "HOURS", "2026-11-23 10:00:00"),
        ("2026-11-23 20:00:00", 30, "MINUTES", "2026-11-24 09:30:00"),
    ],
)
def test_working_time_runs_from_nine_to_five(
    start: str, amount: float, unit: str, due: str
) -> None:
    clock = Clock("America/New_York")
    begins = clock.parse(start)
    assert begins is not None
    assert clock.plain(clock.due_after(begins, amount, unit, calendar=False)) == due


def test_the_clock_can_be_set_for_a_while() -> None:
    clock, moment = Clock("UTC"), datetime(2020, 1, 1, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
    assert clock.now() > moment


def test_codes_and_tokens_expire_in_their_time() -> None:
    tokens, now = Tokens(), datetime(2026, 1, 1, tzinfo=UTC)
    granted = Token("", "user", "client", "*", now)
    code = tokens.issue_code(granted, now)
    access = tokens.issue_access(granted, now)
    refresh = tokens.issue_refresh(granted, now)
    lifetimes = [(token.expires_at - now).total_seconds() for token in (code, access, refresh)]
    assert lifetimes == [30, 86_400, 14 * 86_400]
    assert tokens.user_of(access.value, access.expires_at) is None


def test_texts_quote_variables_by_their_sign() -> None:
    values = {"a": 'x "y"', "n": "12.50", "list": [1]}
    assert fill_in("@@a @#n @%n @=a @@list @@none", values) == '"x \\"y\\"" 12.5 12 x "y" "" ""'
