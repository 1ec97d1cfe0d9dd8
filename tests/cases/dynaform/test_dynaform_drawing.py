"""What is drawn: modes, layout, labels, honesty, and every form of the project."""

from pathlib import Path

import pytest

from cases.dynaform import DefinitionError, DynaForm, Mode
from cases.dynaform.layout import places
from cases.dynaform.parse import parse
from tests.forms.check import build as build_file
from tests.forms.check import check, draw, read
from tests.forms.page import Page
from tests.forms.small import build, control, definition, fill

FORMS = Path(__file__).parents[2] / "forms"


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.json")), ids=lambda path: path.stem)
def test_forms_of_the_project_are_drawn_filled_and_read_back(path):
    assert check(path).faults == []


def test_every_control_is_honoured():
    assert check(FORMS / "every-control.json").lacks == []


def test_view_mode_has_no_inputs():
    form = build_file(read(FORMS / "every-control.json"), {"name": "Ann"}, Mode.VIEW)

    page = Page(draw(form))

    assert page.posted == []
    assert "Ann" in page.html


def test_nothing_inline_that_the_content_security_policy_would_refuse():
    for path in sorted(FORMS.glob("*.json")):
        html = draw(build_file(read(path), {}))
        assert " style=" not in html
        assert "<script" not in html
        assert " onclick" not in html


def test_values_are_escaped():
    html = draw(
        build(control("text"), control("text", "y", mode="view"), values={"x": '"><i>', "y": "<i>"})
    )

    assert "<i>" not in html


def test_rows_of_more_than_twelve_columns_wrap():
    row = [control("text", name, colSpan=5) for name in "abc"]
    form = parse({"items": [{"type": "form", "items": [[*row], [{"colSpan": 3}, row[0]]]}]})

    assert [(place.start, place.span) for place in places(form)] == [
        (1, 5),
        (6, 5),
        (1, 5),
        (4, 5),
    ]


def test_a_label_cell_names_the_control_beside_it():
    label = control("label", "l", label="Full name", colSpan=4)
    field = control("text", label="", colSpan=8)
    form = DynaForm.build({"items": [{"type": "form", "items": [[label, field]]}]}, {})

    html = draw(form)

    assert 'for="f-x"' in html
    assert Page(html).faults() == []


def test_modes_of_containers_reach_their_fields():
    inner = {
        "type": "form",
        "id": "s",
        "mode": "view",
        "items": [[control("text", "inner", mode="edit")]],
    }
    outer = definition(control("text", "outer"), inner)

    assert list(DynaForm.build(outer, {}).main.fields) == ["outer"]
    assert list(DynaForm.build(outer, {}, mode=Mode.VIEW).main.fields) == []


def test_errors_are_shown_at_the_field_and_in_the_summary():
    form = fill(control("text", required=True, hint="A hint"))

    html = draw(form)

    assert 'href="#f-x"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="h-f-x e-f-x"' in html


def test_a_restored_draft_is_not_judged():
    form = build(control("text", required=True), control("text", "y"))
    query = Page(draw(form)).query()
    query["form-y"] = "typed"

    form.restore(query)

    assert form.errors == []
    assert 'value="typed"' in draw(form)
    assert "aria-invalid" not in draw(form)


@pytest.mark.parametrize(
    ("file", "reasons"),
    [
        ("scripts-and-panels", ["script", "libraries", "panel", "button", "link", "picture"]),
        ("mobile-and-unknown", ["mobile"] * 6 + ["unknown"] * 3 + ["mobile"]),
        ("texts-and-patterns", ["pattern", "formula"]),
        ("untidy", ["repeated", "nameless", "system"]),
        ("classic", ["classic", "script"]),
    ],
)
def test_what_cannot_be_honoured_is_named(file, reasons):
    form = build_file(read(FORMS / f"{file}.json"), {})

    assert sorted(item.reason for item in form.unhonoured) == sorted(reasons)


@pytest.mark.parametrize("source", ["", None, "{broken", 7])
def test_a_definition_that_cannot_be_read_says_so(source):
    with pytest.raises(DefinitionError):
        parse(source)


def test_classic_xml_with_entities_is_not_parsed():
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><dynaForm><A type="text"><en>&a;</en></A></dynaForm>'

    assert parse(bomb).rows == ()


def test_forms_in_persian_are_drawn_from_right_to_left():
    assert 'dir="rtl"' in draw(build_file(read(FORMS / "right-to-left.json"), {}))
