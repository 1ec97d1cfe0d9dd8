"""What a person reads for every variable of a case (formats of the REST documentation)."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from cases.case_page.data import paged, raw_text, read_data
from cases.case_page.fields import Field, humanised, read_form
from cases.case_page.read_value import read_value
from cases.case_page.values import (
    Answer,
    Blank,
    Choices,
    File,
    Files,
    Grid,
    Listing,
    Moment,
    Number,
    Record,
    Text,
)

UID = "32030312057351f4d3ae361014376815"


def read(value, label=None, **known):
    return read_value(value, label, Field("x", **known))


@pytest.mark.parametrize(
    ("value", "label", "known", "meaning"),
    [
        ("Brooklyn Brickworks", "Brooklyn Brickworks", {}, Text("Brooklyn Brickworks")),
        ("first\nsecond", None, {}, Text("first\nsecond")),
        ("AD", "Andorra", {"type": "dropdown"}, Text("Andorra")),
        ("AD", None, {"type": "dropdown", "options": {"AD": "Andorra"}}, Text("Andorra")),
        ("1", "Yes", {}, Text("Yes")),
        (["1"], "true", {}, Answer(True)),
        (["0"], "false", {}, Answer(False)),
        (["0"], "Rejected", {}, Text("Rejected")),
        ("1", "true", {"type": "checkbox"}, Answer(True)),
        (True, None, {}, Answer(True)),
        (
            ["accounting", "cleaning"],
            '["Accounting","Cleaning"]',
            {},
            Choices(("Accounting", "Cleaning")),
        ),
        (["hw"], "[]", {"options": {"hw": "Hardware"}}, Choices(("Hardware",))),
        (["hw", "sw"], "broken [", {}, Choices(("hw", "sw"))),
        ("2016-05-22", "05/22/2016", {}, Moment(date(2016, 5, 22))),
        ("2016-05-22 00:00:00", "05/22/2016", {}, Moment(date(2016, 5, 22))),
        ("2026-12-01 10:30:00", None, {}, Moment(datetime(2026, 12, 1, 10, 30))),
        ("2026-12-01 10:30:00", "10:30", {}, Text("10:30")),
        (
            "2016-05-22T04:00:00+00:00",
            "05/22/2016 07:00",
            {},
            Moment(datetime(2016, 5, 22, 4, tzinfo=UTC)),
        ),
        (
            "2026-12-24T03:00:00-05:00",
            None,
            {},
            Moment(datetime(2026, 12, 24, 3, tzinfo=timezone(timedelta(hours=-5)))),
        ),
        ("0000-00-00 00:00:00", None, {}, Blank()),
        ("2026-02-31", None, {}, Text("2026-02-31")),
        (
            "45323.50",
            "45323.50",
            {"type": "text", "data_type": "float"},
            Number(Decimal("45323.50")),
        ),
        ("45323.50", "45323.50", {}, Text("45323.50")),
        ("12 pcs", None, {"data_type": "integer"}, Text("12 pcs")),
        ("NaN", None, {"data_type": "float"}, Text("NaN")),
        ("1e999999999", None, {"data_type": "float"}, Text("1e999999999")),
        ("1e-999999999", None, {"data_type": "float"}, Text("1e-999999999")),
        (35, None, {}, Number(Decimal(35))),
        ("", None, {}, Blank()),
        (None, None, {}, Blank()),
        ([], "[]", {"type": "checkgroup"}, Blank()),
        ("[]", "[]", {"type": "file"}, Blank()),
        (f'["{UID}"]', '["math-1.pmx"]', {}, Files((File(UID, "math-1.pmx"),))),
        ([UID], '["scan.pdf"]', {}, Files((File(UID, "scan.pdf"),))),
        ([UID], '["Olga Onefield"]', {"type": "checkgroup"}, Choices(("Olga Onefield",))),
        ([UID], '["Olga Onefield"]', {}, Choices(("Olga Onefield",))),
        (
            [{"appDocUid": UID, "name": "a.png", "version": 1}],
            None,
            {},
            Files((File(UID, "a.png"),)),
        ),
        ([{"appDocUid": "../x", "name": "a.png"}], None, {}, Files((File("", "a.png"),))),
        ([], '["x.png"]', {}, Files((File("", "x.png"),))),
        (
            {"latitude": 1.5, "place": "Malmö"},
            None,
            {},
            Record((("Latitude", Number(Decimal("1.5"))), ("Place", Text("Malmö")))),
        ),
        ([["a"], ["b"]], None, {}, Listing((Choices(("a",)), Choices(("b",))))),
    ],
)
def test_a_value_is_read_as_the_person_entered_it(value, label, known, meaning):
    assert read(value, label, **known) == meaning


def test_a_grid_has_one_cell_for_each_column_even_in_ragged_rows():
    grid = read(
        {
            "1": {"name": "E-Z", "name_label": "E-Z", "ok": "1", "ok_label": "Yes"},
            "2": {"name": "Cater-Rite", "price": "12.50"},
        },
        type="grid",
        columns=(
            Field("name", label="Supplier", type="text"),
            Field("price", label="Price", type="text", data_type="float"),
            Field("ok", label="Checked", type="checkbox"),
        ),
    )
    assert isinstance(grid, Grid)
    assert [(column.label, column.numeric) for column in grid.columns] == [
        ("Supplier", False),
        ("Price", True),
        ("Checked", False),
    ]
    assert grid.rows == (
        (Text("E-Z"), Blank(), Text("Yes")),
        (Text("Cater-Rite"), Number(Decimal("12.50")), Blank()),
    )


def test_a_database_result_without_a_form_is_a_grid_too():
    grid = read([{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])
    assert isinstance(grid, Grid)
    assert [column.label for column in grid.columns] == ["Id", "Name"]


def test_very_deep_structures_end_as_text():
    value: object = "bottom"
    for _ in range(200):
        value = {"in": value}
    read_back = read(value)
    for _ in range(5):
        assert isinstance(read_back, Record)
        read_back = read_back.entries[0][1]
    assert isinstance(read_back, Text)


def test_long_grids_are_cut_and_a_page_beyond_the_end_is_the_last():
    rows = {str(n): {"n": f"row {n}"} for n in range(1, 64)}
    data = read_data({"long": rows, "other": rows, "short": {"1": {"n": "x"}}}, [])
    long, other, short = paged(data, "long", 9).sections[0].entries
    assert (long.paging.page, long.paging.pages, long.paging.total) == (3, 3, 63)
    assert (long.paging.first, long.paging.last) == (51, 63)
    assert long.value.numbered[0] == (51, (Text("row 51"),))
    assert other.paging.first == 1
    assert short.paging is None
    assert paged(data, "long", -4).sections[0].entries[0].paging.page == 1


FORM = {
    "name": "Request form",
    "items": [
        {
            "type": "form",
            "items": [
                [{"type": "title", "id": "t", "label": "Please fill in"}, {"colSpan": 4}],
                [
                    {
                        "type": "text",
                        "variable": "requestTitle",
                        "name": "requestTitle",
                        "label": "Title:",
                    }
                ],
                [
                    {
                        "type": "form",
                        "items": [[{"type": "dropdown", "name": "kind", "label": None}]],
                    }
                ],
                [
                    {
                        "type": "grid",
                        "name": "items",
                        "label": "Items",
                        "columns": [{"name": "qty", "label": "Qty"}, None],
                    }
                ],
            ],
        }
    ],
}


def test_sections_follow_the_forms_and_system_variables_stand_apart():
    data = read_data(
        {
            "SYS_LANG": "en",
            "APPLICATION": "a" * 32,
            "__VAR_CHANGED__": "x",
            "free": "1",
            "free_label": "One",
            "alone_label": "kept",
            "items": {"1": {"qty": "2"}},
            "requestTitle": "Whiteboards",
        },
        [read_form("Request form", FORM), read_form("Again", FORM), read_form("Bad", "{")],
    )
    assert [
        (section.title, [entry.label for entry in section.entries]) for section in data.sections
    ] == [
        ("Request form", ["Title", "Items"]),
        ("", ["Free", "Alone label"]),
    ]
    assert [entry.name for entry in data.system] == ["SYS_LANG", "APPLICATION", "__VAR_CHANGED__"]


def test_a_form_kept_as_json_text_reads_the_same():
    assert read_form("f", json.dumps(FORM)) == read_form("f", FORM)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("neededBy", "Needed by"),
        ("APP_NUMBER", "APP NUMBER"),
        ("cost_centre", "Cost centre"),
        ("_", "_"),
    ],
)
def test_names_without_label_become_readable(name, label):
    assert humanised(name) == label


def test_the_raw_view_keeps_everything():
    assert raw_text({"ñ": None, "b": [1]}) == '{\n  "ñ": null,\n  "b": [\n    1\n  ]\n}'
