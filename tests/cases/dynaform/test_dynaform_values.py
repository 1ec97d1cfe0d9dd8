"""Each control writes value and label as ProcessMaker does, and keeps what nobody changed."""

from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from cases.dynaform import DynaForm, Mode
from tests.forms.small import NOW, build, control, definition, fill, messages

YES_NO = [{"value": "1", "label": "Yes"}, {"value": "0", "label": "No"}]
COLOURS = [{"value": "r", "label": "Red"}, {"value": "b", "label": "Blue"}]
LETTERS = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}, {"value": "ç", "label": "Ç"}]

WRITES = [
    (control("text"), "Ann", "Ann", "Ann"),
    (control("text", dataType="integer"), " 12 ", "12", "12"),
    (control("text", textTransform="upper"), "abc", "ABC", "ABC"),
    (control("text", textTransform="titleCase"), "an apple", "An Apple", "An Apple"),
    (control("text", textTransform="capitalizePhrase"), "an apple", "An apple", "An apple"),
    (control("textarea"), "one\r\ntwo", "one\ntwo", "one\ntwo"),
    (control("hidden"), "h", "h", "h"),
    (control("dropdown", options=COLOURS), "b", "b", "Blue"),
    (control("dropdown", options=COLOURS), "", "", ""),
    (control("radio", options=[{"value": 2, "label": "Two"}]), "2", "2", "Two"),
    (control("checkbox", dataType="boolean", options=YES_NO), ["0", "1"], "1", "Yes"),
    (control("checkbox", dataType="boolean", options=YES_NO), ["0"], "0", "No"),
    (control("checkgroup", options=LETTERS), ["", "a", "ç"], ["a", "ç"], '["A","Ç"]'),
    (control("checkgroup", options=LETTERS), [""], [], "[]"),
    (control("checkbox", dataType="string", options=LETTERS), ["", "b"], ["b"], '["B"]'),
    (control("datetime", format="DD-MM-YYYY"), "2026-12-01", "2026-12-01 00:00:00", "01-12-2026"),
    (control("datetime", format="DD-MM-YYYY"), "01-12-2026", "2026-12-01 00:00:00", "01-12-2026"),
    (control("datetime", format="HH:mm"), "09:05", "2026-11-21 09:05:00", "09:05"),
    (
        control("datetime", format="MM/DD/YYYY hh:mm A"),
        "2026-12-01T15:04",
        "2026-12-01 15:04:00",
        "12/01/2026 03:04 PM",
    ),
]


@pytest.mark.parametrize(("drawn", "posted", "value", "label"), WRITES)
def test_writes_value_and_label(drawn, posted, value, label):
    form = fill(drawn, x=posted)

    assert messages(form) == []
    assert form.variables() == {"x": value, "x_label": label}


KEPT = [
    (control("text", dataType="integer"), 12, "12"),
    (control("text", dataType="float"), 12.5, "something"),
    (control("text"), None, None),
    (control("textarea"), "one\r\ntwo", None),
    (control("hidden"), {"1": {"a": 1}}, None),
    (control("dropdown", options=COLOURS), "gone", "A colour of old"),
    (control("radio", options=[{"value": "1", "label": "One"}]), 1, "One"),
    (control("checkbox", dataType="boolean", options=YES_NO), True, None),
    (control("checkbox", dataType="boolean", options=YES_NO), ["1"], "Yes"),
    (control("checkgroup", options=LETTERS), {"0": "a", "1": "gone"}, '["A","Gone"]'),
    (control("datetime", format="YYYY-MM-DD"), "2026-01-02 10:30:15", "2026-01-02"),
    (control("datetime", format="YYYY-MM-DD"), "no date at all", None),
    (control("suggest", options=COLOURS), "r", "Red"),
    (control("file"), '["0123"]', '["a.pdf"]'),
    (control("multipleFile"), [{"appDocUid": "01", "name": "a", "version": "2"}], None),
]


@pytest.mark.parametrize(("drawn", "held", "label"), KEPT)
def test_an_unchanged_value_keeps_its_type(drawn, held, label):
    values = {"x": held} if label is None else {"x": held, "x_label": label}

    form = fill(drawn, values=values)

    assert messages(form) == []
    assert form.variables()["x"] == held
    assert type(form.variables()["x"]) is type(held)
    assert label is None or form.variables()["x_label"] == label


def test_a_checkbox_stays_a_list_where_the_case_holds_one():
    form = fill(control("checkbox", options=YES_NO), values={"x": ["1"]}, x=["0"])

    assert form.variables() == {"x": ["0"], "x_label": "No"}


@pytest.mark.parametrize(
    ("more", "mode"),
    [
        ({"mode": "view"}, Mode.EDIT),
        ({"mode": "disabled"}, Mode.EDIT),
        ({"protectedValue": True}, Mode.EDIT),
        ({"readonly": "true"}, Mode.EDIT),
        ({"mode": "edit"}, Mode.VIEW),
    ],
)
def test_what_may_not_be_filled_in_is_never_sent(more, mode):
    form = DynaForm.build(definition(control("text", **more)), {"x": "old"}, mode=mode)

    assert form.bind(QueryDict("form-x=new"))
    assert form.variables() == {}


def test_system_variables_are_never_sent():
    form = build(control("text", "APP_NUMBER"))

    assert form.bind(QueryDict("form-APP_NUMBER=7"))
    assert form.variables() == {}
    assert form.unhonoured[0].reason == "system"


def test_of_a_repeated_name_only_the_first_counts():
    form = fill(control("text"), control("text", label="Again"), x="one")

    assert form.variables() == {"x": "one", "x_label": "one"}
    assert [item.reason for item in form.unhonoured] == ["repeated"]


def test_a_post_that_does_not_mention_a_field_leaves_it_alone():
    group = control("checkgroup", options=LETTERS, defaultValue="a|b")
    form = build(group, control("text", "y"), values={"y": 5})

    assert form.bind(QueryDict())
    assert form.variables() == {"x": ["a", "b"], "x_label": '["A","B"]', "y": 5, "y_label": "5"}


def test_changes_are_only_what_differs_from_the_case():
    form = fill(control("text"), control("text", "y"), values={"x": 1, "x_label": "1"}, y="new")

    assert form.changes() == {"y": "new", "y_label": "new"}


def test_defaults_come_after_the_case_and_before_sql():
    sql = {"sql": "SELECT 1", "optionsSql": [{"value": "from sql", "label": ""}]}

    def shown(values: dict | None = None, **more):
        return build(control("text", **sql, **more), values=values).main.posted("x")

    assert shown() == "from sql"
    assert shown(defaultValue="a default") == "a default"
    assert shown(defaultValue="@@other", values={"other": "of a variable"}) == "of a variable"
    assert shown(defaultValue="a default", values={"x": ""}) == ""


def test_form_instance_overrides_keys():
    values = {"formInstance": [{"id": "x", "label": "Renamed", "required": True}]}

    form = fill(control("text"), values=values)

    assert [(error.label, error.message) for error in form.errors] == [
        ("Renamed", "This field is required.")
    ]


def test_servers_with_several_zones_get_iso_in_utc():
    zone = ZoneInfo("America/New_York")
    drawn = definition(control("datetime", format="YYYY-MM-DD HH:mm"))
    form = DynaForm.build(drawn, {"x": "2026-12-24T03:00:00-05:00"}, zone=zone, now=NOW)
    assert form.main.posted("x") == "2026-12-24T03:00"

    assert form.bind(QueryDict("form-x=2026-12-24T04:00"))
    assert form.variables() == {"x": "2026-12-24T09:00:00+00:00", "x_label": "2026-12-24 04:00"}


@pytest.mark.parametrize(
    ("drawn", "posted", "message"),
    [
        (control("text", required=True), "  ", "This field is required."),
        (control("text", required="1", requiredFieldErrorMessage="Say it"), "", "Say it"),
        (control("text", dataType="integer"), "1.5", "Enter a whole number, such as 12."),
        (
            control("text", dataType="float"),
            "1,5",
            "Enter a number with a point for decimals, such as 12.50.",
        ),
        (
            control("text", maxLength="3"),
            "abcde",
            "This is 2 characters too long; at most 3 fit.",
        ),
        (control("text", validate="^\\d+$", validateMessage="Digits"), "a", "Digits"),
        (control("checkbox", required=True, options=YES_NO), ["0"], "This field is required."),
        (control("checkgroup", required=True, options=LETTERS), [""], "This field is required."),
        (control("dropdown", options=COLOURS), "nonsense", "Choose one of the options."),
        (control("checkgroup", options=LETTERS), ["a", "z"], "Choose among the options."),
        (
            control("suggest", options=COLOURS, forceSelection=True),
            "x",
            "Choose one of the suggestions.",
        ),
        (control("datetime", format="YYYY-MM-DD"), "soon", "Enter a date such as 2026-11-21."),
        (
            control("datetime", minDate="2026-12-01", format="DD.MM.YYYY"),
            "2026-11-30",
            "This must be 01.12.2026 or later.",
        ),
        (
            control("datetime", maxDate="@@last", format="YYYY-MM-DD"),
            "2027-01-01",
            "This must be 2026-12-31 or earlier.",
        ),
        (
            control("datetime", disabledDates=["2026-12-25"]),
            "2026-12-25",
            "This day cannot be chosen.",
        ),
        (
            control("datetime", daysOfWeekDisabled="0,²,6"),
            "2026-12-26",
            "This day cannot be chosen.",
        ),
    ],
)
def test_rules_that_rest_does_not_check(drawn, posted, message):
    named = {"x.text": posted} if drawn["type"] == "suggest" else {"x": posted}

    form = fill(drawn, values={"last": "2026-12-31"}, **named)

    assert messages(form) == [message]
    assert form.errors[0].id == "f-x"


def test_a_limit_may_be_another_field():
    first = control("datetime", "first", format="YYYY-MM-DD")
    last = control("datetime", "last", format="YYYY-MM-DD", minDate="@@first")

    form = fill(first, last, first="2026-12-10", last="2026-12-09")

    assert messages(form) == ["This must be 2026-12-10 or later."]
