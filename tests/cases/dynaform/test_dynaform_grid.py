"""Rows: added, taken out, numbered again; nothing of a row is lost."""

import pytest
from django.http import QueryDict

from cases.dynaform import DynaForm
from tests.forms.check import draw
from tests.forms.page import Page
from tests.forms.small import build, control, messages

COLUMNS = [
    control("text", "what", required=True),
    control("text", "price", operation="avg"),
    control("text", "count", defaultValue="1", operation="sum"),
    control("text", "cost", formula="price*count", mode="view"),
    control("text", "code", mode="disabled", defaultValue="c"),
]
HELD = {
    "1": {"what": "pen", "price": 2, "count": "3", "cost": "6", "code": "k", "unseen": [1]},
    "2": {"what": "ink", "price": 5, "count": "1", "cost": "5", "code": "l"},
}


def grid(**more: object) -> dict:
    return control("grid", "g", columns=COLUMNS, **more)


def sent(form: DynaForm, changed: dict[str, str], again: DynaForm, without: str = "") -> DynaForm:
    query = Page(draw(form)).query()
    for name, value in changed.items():
        query[name] = value
    if without:
        query.setlist("form-g", [key for key in query.getlist("form-g") if key != without])
    again.bind(query)
    return again


def held() -> DynaForm:
    return build(grid(), values={"g": HELD})


def test_an_untouched_grid_is_sent_as_it_was():
    assert sent(held(), {}, held()).variables() == {"g": HELD}
    assert sent(held(), {}, held()).changes() == {}


def test_a_row_keeps_what_its_columns_do_not_show():
    form = sent(held(), {"form-g-1-what": "pencil"}, held())

    assert form.variables()["g"]["1"] == HELD["1"] | {"what": "pencil", "what_label": "pencil"} | {
        "price_label": "2",
        "count_label": "3",
    }


def test_rows_are_numbered_again_after_one_is_taken_out():
    form = sent(held(), {}, held(), without="1")

    assert list(form.variables()["g"]) == ["1"]
    assert form.variables()["g"]["1"]["what"] == "ink"


def test_an_emptied_grid_is_sent():
    form = held()

    assert form.bind(QueryDict("form-g="))
    assert form.variables() == {"g": {}}


def test_a_computed_column_is_written_although_it_is_only_read():
    form = sent(held(), {"form-g-1-count": "4"}, held())

    assert form.variables()["g"]["1"]["cost"] == "8"


def test_the_add_button_redraws_with_a_row_of_defaults():
    form = held()
    query = Page(draw(form)).query()
    query["form.row"] = "add:g"

    assert form.bind(query) is False
    assert form.errors == []
    assert [row.key for row in form.grids["g"].rows] == ["1", "2", "n3"]
    full = sent(form, {"form-g-n3-what": "cap", "form-g-n3-price": "7"}, held())
    assert full.variables()["g"]["3"] == {
        "what": "cap",
        "what_label": "cap",
        "price": "7",
        "price_label": "7",
        "count": "1",
        "count_label": "1",
        "cost": "7",
        "cost_label": "7",
        "code": "c",
        "code_label": "c",
    }


def test_the_remove_button_redraws_without_the_row_and_keeps_what_was_typed():
    form = held()
    query = Page(draw(form)).query()
    query["form.row"] = "remove:g:1"
    query["form-g-2-what"] = "blue ink"

    assert form.bind(query) is False
    assert [row.key for row in form.grids["g"].rows] == ["2"]
    assert form.grids["g"].rows[0].form.posted("what") == "blue ink"


def test_rows_may_not_be_added_or_taken_out_where_the_grid_forbids_it():
    fixed = build(grid(addRow=False, deleteRow=False), values={"g": HELD})

    fixed.bind(QueryDict("form-g=&form-g=2&form-g=n9&form-g-n9-what=more"))

    assert [row.key for row in fixed.grids["g"].rows] == ["1", "2"]


def test_errors_name_the_row():
    form = sent(held(), {"form-g-2-what": ""}, held())

    assert [(error.id, error.label) for error in form.errors] == [("f-g-2-what", "What, row 2")]
    assert 'aria-invalid="true"' in draw(form)


def test_a_required_grid_needs_a_row():
    form = build(grid(required=True, requiredFieldErrorMessage="Order something"))

    assert form.bind(QueryDict("form-g=")) is False
    assert messages(form) == ["Order something"]


@pytest.mark.parametrize(("column", "total"), [("price", "3.50"), ("count", "4.00")])
def test_totals(column, total):
    drawn = {one.name: held().grids["g"].total(one) for one in held().grids["g"].spec.columns}

    assert drawn[column] == total


def test_rows_of_a_list_are_read_too():
    form = build(grid(), values={"g": [{"what": "a"}, {"what": "b"}]})

    assert [row.form.posted("what") for row in form.grids["g"].rows] == ["a", "b"]
