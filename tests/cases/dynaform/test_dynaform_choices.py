"""Options, suggestions and fields that depend on others."""

import pytest
from django.http import QueryDict

from cases.dynaform import DynaForm, OptionQuery
from cases.dynaform.options import answer, asking
from cases.dynaform.parse import parse
from tests.forms.check import draw
from tests.forms.small import Source, build, control, definition, fill, messages

CITY_SQL = "SELECT ID, NAME FROM CITY WHERE COUNTRY = '@@country' AND X = '@#USER_LOGGED'"
COUNTRY = control("dropdown", "country", options=[["de", "Germany"], ["fr", "France"]])
CITY = control("dropdown", "city", sql=CITY_SQL, optionsSql=[{"value": "b", "label": "Bonn"}])


def test_options_are_asked_again_for_the_posted_parent():
    source = Source(("p", "Paris"))

    form = fill(COUNTRY, CITY, values={"country": "de"}, source=source, country="fr", city="p")

    assert messages(form) == []
    assert form.variables()["city_label"] == "Paris"
    assert source.asked[0].field_id == "city"
    assert dict(source.asked[0].parents) == {"country": "fr"}


def test_without_script_a_button_asks_for_the_choices_of_the_new_parent():
    form = build(COUNTRY, CITY, values={"country": "de"}, options=Source(("p", "Paris")))
    assert "form.refresh" in draw(form)

    assert form.bind(QueryDict("form-country=fr&form-city=&form.refresh=1")) is False

    assert form.errors == []
    assert ">Paris</option>" in draw(form)


def test_options_of_the_server_suffice_while_the_parent_stays():
    source = Source(("p", "Paris"))

    form = fill(COUNTRY, CITY, values={"country": "de"}, source=source, city="b")

    assert form.variables()["city_label"] == "Bonn"
    assert source.asked == []


def test_a_definition_as_stored_asks_once_for_its_options():
    source = Source(("p", "Paris"))
    city = {key: value for key, value in CITY.items() if key != "optionsSql"}

    form = DynaForm.build(definition(COUNTRY, city), {"country": "fr"}, options=source)

    assert [option.label for option in form.main.cells["city"].offered()] == ["Paris"]


def test_without_an_answer_any_value_is_taken():
    form = DynaForm.build(definition(COUNTRY, CITY | {"optionsSql": None}), {})

    assert form.bind(QueryDict("form-country=fr&form-city=anything")) is False
    assert messages(form) == ["Choose one of the options."]
    unknown = {key: value for key, value in CITY.items() if key != "optionsSql"}
    form = DynaForm.build(definition(COUNTRY, unknown), {})
    assert form.bind(QueryDict("form-country=fr&form-city=anything"))


def test_nothing_is_required_where_only_a_script_would_bring_choices():
    form = fill(control("dropdown", required=True), control("checkgroup", "y", required=True))

    assert messages(form) == []
    assert [item.reason for item in form.unhonoured] == ["choices", "choices"]


def test_a_variable_gives_the_options():
    rows = {"1": ["a", "Apple"], "2": {"value": "b", "label": "Pear"}}
    drawn = control("dropdown", datasource="dataVariable", dataVariable="@@fruit")

    form = fill(drawn, values={"fruit": rows}, x="b")

    assert form.variables() == {"x": "b", "x_label": "Pear"}


SUGGEST = control("suggest", sql="SELECT ID, NAME FROM SUPPLIER")


def test_a_suggestion_stores_its_value():
    form = fill(SUGGEST, **{"x": "7", "x.text": "Seven"})

    assert form.variables() == {"x": "7", "x_label": "Seven"}


def test_a_text_typed_in_full_is_looked_up():
    form = fill(SUGGEST, source=Source(("7", "Seven")), **{"x.text": " seven"})

    assert form.variables() == {"x": "7", "x_label": "Seven"}


def test_free_text_is_value_and_label():
    form = fill(
        SUGGEST, source=Source(), values={"x": "7", "x_label": "Seven"}, **{"x.text": "Other"}
    )

    assert form.variables() == {"x": "Other", "x_label": "Other"}


def test_a_forced_selection_refuses_invented_values():
    forced = SUGGEST | {"forceSelection": True}

    wrong = fill(forced, source=Source(("7", "Seven")), **{"x": "99", "x.text": "Seven"})
    right = fill(forced, source=Source(("7", "Seven")), **{"x": "7", "x.text": "Seven"})

    assert messages(wrong) == ["Choose one of the suggestions."]
    assert right.variables()["x"] == "7"


def test_the_browser_asks_with_the_parents_it_shows():
    source = Source(("p", "Paris"))
    form = parse(definition(COUNTRY, CITY))

    found = answer(asking(form, "city"), source, OptionQuery("city", parents={"country": "fr"}))

    assert [(option.value, option.label) for option in found] == [("p", "Paris")]
    assert dict(source.asked[-1].parents) == {"country": "fr"}


def test_suggestions_of_fixed_options_are_searched():
    form = parse(definition(control("suggest", options=[["1", "One"], ["2", "Two"]])))

    found = answer(asking(form, "x"), Source(), OptionQuery("x", search="tw"))

    assert [option.label for option in found] == ["Two"]


def test_only_fields_with_choices_of_the_server_can_be_asked_for():
    form = parse(definition(control("grid", "g", columns=[CITY]), control("text")))

    assert asking(form, "city", "g").kind == "dropdown"
    for field, grid in (("city", ""), ("x", ""), ("x", "g"), ("city", "other")):
        with pytest.raises(KeyError):
            asking(form, field, grid)


def test_in_a_grid_names_mean_the_same_row():
    grid = control("grid", "g", columns=[COUNTRY, CITY])
    source = Source(("p", "Paris"))
    values = {"g": {"1": {"country": "de", "city": "b"}, "2": {"country": "de", "city": "b"}}}
    post = QueryDict(
        "form-g=&form-g=1&form-g=2&form-g-1-country=de&form-g-1-city=b"
        "&form-g-2-country=fr&form-g-2-city=p"
    )
    form = build(grid, values=values, options=source)

    assert form.bind(post)
    assert form.variables()["g"]["2"] == {
        "country": "fr",
        "country_label": "France",
        "city": "p",
        "city_label": "Paris",
    }
    assert [(query.grid_name, dict(query.parents)) for query in source.asked] == [
        ("g", {"country": "fr"})
    ]
