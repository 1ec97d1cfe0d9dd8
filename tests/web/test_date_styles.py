"""Dates as the language writes them, and as a person wants them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from pmdash.web import date_styles
from pmdash.web.times import Clock

NOW = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 5, tzinfo=UTC)
EARLIER = datetime(2025, 3, 2, 9, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_utc():
    with timezone.override(UTC):
        yield


@pytest.mark.parametrize(
    ("language", "due", "past", "exact"),
    [
        ("en", "Tue 1 Dec", "2 Mar 2025", "Tue 1 Dec 2026 09:05 UTC"),
        ("es", "mar 1 dic", "2 mar 2025", "mar 1 dic 2026 09:05 UTC"),
        ("pt-br", "ter 1 dez", "2 mar 2025", "ter 1 dez 2026 09:05 UTC"),
    ],
)
def test_each_language_writes_days_and_months_its_way(language, due, past, exact):
    with translation.override(language):
        clock = Clock(NOW)
        assert clock.due_text(LATER) == due
        assert clock.past_text(EARLIER) == past
        assert clock.exact_text(LATER) == exact
        assert clock.exact_text(EARLIER).startswith(past)


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ("d/m/Y", "01/12/2026"),
        ("d.m.Y", "01.12.2026"),
        ("m/d/Y", "12/01/2026"),
        ("M j, Y", "Dec 1, 2026"),
        ("Y-m-d", "2026-12-01"),
    ],
)
def test_a_chosen_form_is_used_in_every_place_and_with_its_year(chosen, text):
    with translation.override("en"), date_styles.override(chosen):
        clock = Clock(NOW)
        assert clock.due_text(LATER) == text
        assert clock.past_text(LATER) == text
        assert clock.exact_text(LATER) == f"{text} 09:05 UTC"
        assert date_styles.plain_day(LATER.date()) == text
        assert date_styles.plain_moment(LATER) == f"{text}, 09:05"


def test_what_is_near_is_said_in_words_whatever_was_chosen():
    with translation.override("en"), date_styles.override("Y-m-d"):
        assert Clock(NOW).due_text(datetime(2026, 11, 20, 9, tzinfo=UTC)) == "Fri 09:00"


def test_one_person_s_choice_is_not_the_next_one_s():
    with translation.override("en"):
        with date_styles.override("Y-m-d"):
            pass
        assert date_styles.plain_day(date(2026, 11, 24)) == "24 Nov 2026"
