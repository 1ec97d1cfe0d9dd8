"""Editing data over HTTP: variables by type, rows of grids, only for who holds the task."""

import html
import re

import pytest

from tests.cases.case_states import toast

ITEMS = {
    str(number): {
        "description": f"Thing {number}",
        "description_label": f"Thing {number}",
        "quantity": str(number),
        "quantity_label": str(number),
    }
    for number in range(1, 31)
}


def post(client, url: str, **values: str):
    """Send a dialog and return the page that follows."""
    answer = client.post(url, {"submit_key": "data-data-data-data", **values})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"]).content.decode()


def held(office, app_uid: str) -> dict:
    return office.wendy.call("GET", f"/cases/{app_uid}/variables")


def test_a_variable_is_edited_with_its_label(wendy, office):
    app_uid = office.purchase(what_label="Label printers")
    url = f"/cases/{app_uid}/1/data/edit/?name=what"
    assert html.escape(url) in wendy.get(f"/cases/{app_uid}/1/data/").content.decode()
    assert "Label printers" in wendy.get(url).content.decode()

    page = post(wendy, url, name="what", type="text", value="Two chairs")

    assert toast(page) == ("success", "Saved.")
    found = held(office, app_uid)
    assert (found["what"], found["what_label"]) == ("Two chairs", "Two chairs")


TYPES = [
    ("number", "12.5", 12.5),
    ("number", "12", 12),
    ("truth", "1", "1"),
    ("date", "2027-01-31", "2027-01-31"),
    ("json", '{"1": {"a": "b"}}', {"1": {"a": "b"}}),
    ("text", " two\nlines ", " two\nlines "),
]


@pytest.mark.parametrize(("kind", "typed", "stored"), TYPES)
def test_a_variable_is_added_by_its_type(wendy, office, kind: str, typed: str, stored: object):
    app_uid = office.purchase()

    page = post(wendy, f"/cases/{app_uid}/1/data/edit/", name="fresh", type=kind, value=typed)

    assert toast(page)[0] == "success"
    assert held(office, app_uid)["fresh"] == stored


WRONG = [
    ("number", "many", "Write a number"),
    ("number", "nan", "Write a number"),
    ("number", "1e999", "Write a number"),
    ("truth", "perhaps", "Write 1 for yes"),
    ("date", "31.1.2027", "Write the date as in"),
    ("json", "{", "This is no valid JSON"),
    ("json", '{"a": NaN}', "This is no valid JSON"),
    ("json", "-1e999", "This is no valid JSON"),
    ("json", "[" * 5000, "This is no valid JSON"),
]


@pytest.mark.parametrize(("kind", "typed", "words"), WRONG)
def test_a_wrong_value_is_named_and_kept(wendy, office, sandbox, kind, typed, words):
    app_uid = office.purchase()
    before = len(sandbox.ledger())

    answer = wendy.post(
        f"/cases/{app_uid}/1/data/edit/",
        {"submit_key": "wrong-wrong-wrong", "name": "fresh", "type": kind, "value": typed},
    )

    read = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert words in read
    assert typed in read
    assert len(sandbox.ledger()) == before


@pytest.mark.parametrize("name", ["PIN", "SYS_LANG", "no spaces", "1st"])
def test_names_that_cannot_be_are_refused(wendy, office, name: str):
    answer = wendy.post(
        f"/cases/{office.purchase()}/1/data/edit/",
        {"submit_key": "names-names-names", "name": name, "type": "text", "value": "x"},
    )

    assert answer.status_code == 422


def test_a_variable_is_deleted_after_a_question(wendy, office):
    app_uid = office.purchase()
    url = f"/cases/{app_uid}/1/data/delete/?name=what"
    assert "Delete what" in wendy.get(url).content.decode()

    page = post(wendy, url)

    assert toast(page) == ("success", "The variable is deleted.")
    assert not held(office, app_uid).get("what")


def test_rows_of_a_grid_are_paged_filtered_and_edited(wendy, office):
    app_uid = office.purchase(items=ITEMS)
    grid = f"/cases/{app_uid}/1/data/grid/?name=items"

    first = wendy.get(grid).content.decode()
    second = wendy.get(f"{grid}&page=2").content.decode()
    found = wendy.get(f"{grid}&q=thing+17").content.decode()

    assert ("Thing 25" in first, "Thing 26" in first) == (True, False)
    assert ("Thing 25" in second, "Thing 26" in second) == (False, True)
    assert re.findall(r"Thing \d+", found) == ["Thing 17"]
    row = f"/cases/{app_uid}/1/data/row/?name=items&row=17"
    page = post(wendy, row, **{"cell-description": "Lamp", "cell-quantity": "17"})
    assert toast(page)[0] == "success"
    items = held(office, app_uid)["items"]
    assert items["17"]["description"] == items["17"]["description_label"] == "Lamp"
    assert items["16"] == ITEMS["16"]
    assert len(items) == 30


@pytest.mark.parametrize("odd", ["[" * 5000, {"²": ITEMS["1"], "1": ITEMS["2"]}])
def test_what_somebody_else_has_stored_breaks_no_page(wendy, office, odd):
    app_uid = office.purchase(what=odd, category=odd, items=odd)

    for tab in ("data", "form", "documents"):
        assert wendy.get(f"/cases/{app_uid}/1/{tab}/").status_code == 200, tab
    assert wendy.get(f"/cases/{app_uid}/1/data/edit/?name=items").status_code == 200
    assert wendy.get(f"/cases/{app_uid}/1/data/grid/?name=items").status_code == 404


def test_a_row_is_added_and_deleted(wendy, office):
    app_uid = office.purchase(items={"1": ITEMS["1"], "2": ITEMS["2"]})
    row = f"/cases/{app_uid}/1/data/row/?name=items&row=3"
    post(wendy, row, **{"cell-description": "Lamp", "cell-quantity": "9"})
    assert held(office, app_uid)["items"]["3"]["description_label"] == "Lamp"

    post(wendy, f"/cases/{app_uid}/1/data/delete/?name=items&row=1", submit_key="another-key-here")

    left = held(office, app_uid)["items"].values()
    assert [one["description"] for one in left] == ["Thing 2", "Lamp"]


def test_who_does_not_hold_the_task_only_reads(silvia, office):
    app_uid = office.purchase(items=ITEMS)

    assert "data/edit" not in silvia.get(f"/cases/{app_uid}/1/data/").content.decode()
    for view in ("edit", "delete", "grid", "row"):
        answer = silvia.get(f"/cases/{app_uid}/1/data/{view}/?name=items&row=1")
        assert answer.status_code == 404
    answer = silvia.post(
        f"/cases/{app_uid}/1/data/edit/?name=what",
        {"submit_key": "silvia-silvia-silvia", "name": "what", "type": "text", "value": "x"},
    )
    assert answer.status_code == 404
    assert held(office, app_uid)["what"] == "Label printers"
