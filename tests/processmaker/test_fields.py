"""ProcessMaker's odd values, one by one."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processmaker import fields

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "x"),
        (None, ""),
        (True, "1"),
        (False, "0"),
        (7, "7"),
        (1.5, "1.5"),
        ([], ""),
        ({"a": 1}, ""),
    ],
)
def test_text(value, expected):
    assert fields.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (6, 6),
        ("6", 6),
        (" 6 ", 6),
        ("-3", -3),
        (6.0, 6),
        (6.5, None),
        (True, 1),
        ("", None),
        (None, None),
        ("six", None),
        ("6.0", None),
        ("٣", None),
        ("9" * 40, None),
        ([], None),
    ],
)
def test_whole(value, expected):
    assert fields.whole(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1358.50", 1358.5),
        (3, 3.0),
        ("", None),
        (None, None),
        ("abc", None),
        ("inf", None),
        (1e301, None),
        ("nan", None),
        ([1], None),
    ],
)
def test_number(value, expected):
    assert fields.number(value) == expected


@pytest.mark.parametrize("value", ["1", 1, True, "TRUE", " yes ", "on"])
def test_flag_is_true(value):
    assert fields.flag(value) is True


@pytest.mark.parametrize("value", ["0", 0, False, "FALSE", "", None, [1], {"a": 1}, "2"])
def test_flag_is_false(value):
    assert fields.flag(value) is False


def test_required_values_name_the_field():
    assert fields.required_text("x", "app_uid") == "x"
    assert fields.required_whole("3", "del_index") == 3
    with pytest.raises(fields.FieldError, match="app_uid"):
        fields.required_text("", "app_uid")
    with pytest.raises(fields.FieldError, match="del_index"):
        fields.required_whole("x", "del_index")


def test_a_moment_without_offset_is_in_the_zone_of_the_server():
    found = fields.moment("2026-11-21 11:27:27", NEW_YORK)
    assert found == datetime(2026, 11, 21, 16, 27, 27, tzinfo=UTC)


def test_summer_time_follows_a_named_zone():
    found = fields.moment("2026-07-01 12:00:00", NEW_YORK)
    assert found == datetime(2026, 7, 1, 16, 0, tzinfo=UTC)


def test_a_moment_with_offset_keeps_it():
    found = fields.moment("2026-12-24T03:00:00-05:00", UTC)
    assert found == datetime(2026, 12, 24, 8, 0, tzinfo=UTC)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=-5)


def test_a_bare_date_is_its_midnight():
    assert fields.moment("2026-12-24", UTC) == datetime(2026, 12, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "0000-00-00 00:00:00",
        "0000-00-00",
        "2026-02-30 10:00:00",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59",
        "Not finished",
        "x" * 10_000,
        20261121,
        [],
    ],
)
def test_what_is_no_moment_is_none(value):
    assert fields.moment(value, UTC) is None


@given(st.one_of(st.text(), st.datetimes().map(str), st.dates().map(str)))
def test_a_moment_can_always_go_to_another_zone(value):
    found = fields.moment(value, NEW_YORK)
    if found is not None:
        assert found.tzinfo is not None
        found.astimezone(timezone(timedelta(hours=14)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2030-12-31", date(2030, 12, 31)),
        ("2030-12-31 00:00:00", date(2030, 12, 31)),
        ("0000-00-00", None),
        ("", None),
        (None, None),
    ],
)
def test_day(value, expected):
    assert fields.day(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("NORMAL", 3), ("very_high", 5), ("1", 1), (5, 5), ("9", 3), ("", 3), (None, 3), ("x", 3)],
)
def test_priority(value, expected):
    assert fields.priority(value) == expected


def test_items_of_a_numbered_object_come_in_the_order_of_the_numbers():
    assert fields.items({"10": "c", "2": "b", "1": "a"}) == ["a", "b", "c"]
    assert fields.items({"x": 1, "a": 2}) == [1, 2]
    assert fields.items([1, 2]) == [1, 2]
    assert fields.items(None) == []
    assert fields.items("") == []


def test_mapping_takes_what_php_makes_of_an_object():
    assert fields.mapping({"a": 1}) == {"a": 1}
    assert fields.mapping([]) == {}
    assert fields.mapping(["x", "y"]) == {"1": "x", "2": "y"}
    assert fields.mapping(None) == {}


@pytest.mark.parametrize("value", ["", None, "x", "A" * 32, "0" * 31, "0" * 33, ["0" * 32]])
def test_a_required_uid_is_32_hexadecimal_digits(value):
    assert fields.required_uid("0123456789abcdef" * 2, "app_uid") == "0123456789abcdef" * 2
    with pytest.raises(fields.FieldError, match="app_uid is not a uid"):
        fields.required_uid(value, "app_uid")


@pytest.mark.parametrize("value", [None, "", "x", -1, "-1", []])
def test_a_required_number_is_0_or_more(value):
    assert [fields.required_whole(good, "del_index") for good in (0, "6", 6)] == [0, 6, 6]
    with pytest.raises(fields.FieldError, match="del_index is not a number from 0 on"):
        fields.required_whole(value, "del_index")


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("GMT-05:00", -5),
        ("GMT+05:30", 5.5),
        ("UTC+2", 2),
        ("-03:00", -3),
        ("+0130", 1.5),
        ("UTC", 0),
        ("Asia/Tokyo", 9),
    ],
)
def test_zone_of(name, hours):
    zone = fields.zone_of(name)
    assert zone is not None
    assert datetime(2026, 1, 1, tzinfo=zone).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", " ", "Nowhere/None", "GMT+25:00", "GMT+05:99", "../etc"])
def test_zone_of_nonsense_is_none(name):
    assert fields.zone_of(name) is None
