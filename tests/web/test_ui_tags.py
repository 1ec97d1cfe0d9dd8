"""Template tags of the user interface, and the times behind them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from pmdash.web.gauge import draw_gauge
from pmdash.web.times import Clock

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 19, 14, 20, tzinfo=NEW_YORK)


@pytest.fixture(autouse=True)
def in_new_york():
    with timezone.override(NEW_YORK), translation.override("en"):
        yield


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context)).strip()


def at(day, clock="12:00", month=11, year=2026):
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (at(17), "2 d late"),
        (at(18, "17:00"), "21 h late"),
        (at(19, "13:30"), "50 min late"),
        (at(19, "14:19"), "1 min late"),
        (at(19, "17:30"), "3 h left"),
        (at(19, "19:00"), "Today 19:00"),
        (at(20, "09:00"), "Fri 09:00"),
        (at(24), "Tue 12:00"),
        (at(26), "Thu 26 Nov"),
        (at(4, year=2027, month=1), "Mon 4 Jan 2027"),
    ],
)
def test_due_dates_are_told_from_where_we_stand(due, text):
    assert Clock(NOW).due_text(due.astimezone(UTC)) == text


def test_at_risk_a_date_of_the_next_day_is_told_in_hours():
    assert Clock(NOW).due_text(at(20, "09:00"), at_risk=True) == "18 h left"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW - timedelta(seconds=8), "8 s ago"),
        (at(19, "11:48"), "11:48"),
        (at(18, "23:59"), "Yesterday"),
        (at(16), "16 Nov"),
        (at(31, month=12, year=2025), "31 Dec 2025"),
    ],
)
def test_past_moments(moment, text):
    assert Clock(NOW).past_text(moment.astimezone(UTC)) == text


def test_the_day_is_that_of_the_zone_and_not_of_utc():
    late_evening = datetime(2026, 11, 19, 3, 30, tzinfo=UTC)
    assert Clock(NOW).past_text(late_evening) == "Yesterday"


@pytest.mark.parametrize(
    ("due", "risk", "tone"),
    [
        (None, None, ""),
        (at(19, "14:00"), None, "late"),
        (at(20), at(19, "14:00"), "risk"),
        (at(19, "20:00"), at(19, "19:00"), "today"),
        (at(21), at(20), ""),
    ],
)
def test_tones(due, risk, tone):
    assert Clock(NOW).due_tone(due, risk) == tone


def test_time_tags_carry_the_exact_moment():
    tag = Clock(NOW).time_tag(at(20, "09:05"), "<soon>")
    assert tag == (
        '<time title="Fri 20 Nov 2026 09:05 EST" datetime="2026-11-20T09:05-05:00">'
        "&lt;soon&gt;</time>"
    )


def test_filters_of_dates_draw_nothing_for_none():
    assert draw("{{ x|when }}{{ x|due_text }}{{ x|due_tone }}", x=None) == ""


@pytest.mark.parametrize(
    ("start", "due", "fill"), [(at(18), at(21), 12), (at(1), at(2), 44), (at(19), at(30), 2)]
)
def test_the_gauge_shows_the_share_of_time_that_passed(start, due, fill):
    assert f'y="3" width="{fill}"' in draw_gauge(start, due, NOW)


@pytest.mark.parametrize(("start", "due"), [(None, at(1)), (at(1), None), (at(2), at(1))])
def test_no_gauge_without_both_dates_in_order(start, due):
    assert draw_gauge(start, due, NOW) == ""


def test_an_icon_is_decoration_unless_it_has_a_name():
    assert 'aria-hidden="true"' in draw('{% icon "inbox" %}')
    named = draw('{% icon "inbox" label=label %}', label='"><script>')
    assert 'role="img"' in named
    assert "<script>" not in named


def test_initials():
    assert draw("{{ name|initials }}", name="Ana María de la Cruz") == "AC"
    assert draw("{{ name|initials }}", name="") == ""


def test_query_with_changes_and_takes_away():
    request = RequestFactory().get("/cases/inbox/?page=3&q=a%26b&sort=due")
    drawn = draw('{% query_with page=2 sort="" %}', request=request)
    assert drawn == "?page=2&amp;q=a%26b"


@pytest.mark.parametrize(
    ("code", "title"),
    [("PROCESSMAKER_OPERATOR", "Operator"), ("OFFICE_SUPERVISOR", "Office supervisor")],
)
def test_roles_are_words(code, title):
    assert draw("{{ code|role_title }}", code=code) == title
